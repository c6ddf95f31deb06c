// Stands between the pages and the server. Which of three strategies a request gets is said here and nowhere else; what none of them is
// for passes as if there were no worker.
import { drain } from '../offline/drain.js'
import { hear } from './hear.js'
import { deleteOldFiles, isOf, keepBare, keepOpen, wipe } from './kept.js'
import { leave } from './log-out.js'
import { cacheFirst, cacheOnly, networkFirst } from './strategies.js'
import './push.js'

// What has its version in its address, and faces: another face has another address.
const unchanging = /^\/(lib\/.+(\.\w{10}\.(js|css)|\?v=.+)|avatars\/.+|me\/\d+\.css\?v=.+)$/
// No pages, or pages of nobody: files of any size, what never ends, and whatever has to do with logging in.
const passing = /^\/(account|api|docs|files|hub|openapi|ws)(\/|$)|\/live$/
// In seconds, after a line that was lost.
const patience = 5
// What /offline is made of, and every page: kept when a build is installed.
const ofBuild = /^\/(icons\.svg|favicon\.svg|css\/noscript\.css)$/

addEventListener('install', event => event.waitUntil(keepBare()))
addEventListener('activate', event => event.waitUntil(begin()))

async function begin() {
  await registration.navigationPreload?.enable()
  await deleteOldFiles()
  await clients.claim()
  await keepOpen()
}

addEventListener('fetch', event => {
  const answer = answerTo(event)
  if (answer) event.respondWith(answer)
})

function answerTo(event) {
  const { request } = event, { origin, pathname, search } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('HX-Request') || request.headers.has('Range')) return
  if (pathname === '/offline') return cacheOnly(request)
  if (unchanging.test(pathname + search) || ofBuild.test(pathname)) return cacheFirst(event)
  if (pathname === '/chats/attaching') return networkFirst(event)
  // A frame is part of a page, and not one of its own.
  if (request.mode !== 'navigate' || request.destination !== 'document') return
  return passing.test(pathname) ? seeLogin(event, pathname) : networkFirst(event)
}

// Who is asked to log in is nobody here any more: what was read goes, what was written waits for its writer.
function seeLogin(event, pathname) {
  if (pathname === '/account/login') return leave().then(() => fetch(event.request)).then(async answer => {
    if (answer.ok && !answer.redirected) await wipe().catch(() => {})
    return answer
  }).catch(() => cacheOnly('/offline'))
}

addEventListener('sync', event => event.tag === 'outbox' && event.waitUntil(send().then(wait => wait && Promise.reject(new Error('Not all was sent')))))

addEventListener('message', event => {
  if (event.data.isWanted) skipWaiting()
  if (event.data.isAlone) event.waitUntil(clients.claim().then(keepOpen))
  if (event.data.drain) event.waitUntil(send())
  if (event.data.text) event.waitUntil(isOf(event.data.me).then(isMine => isMine && hear(event.data)).catch(() => {}))
})

// A chat that somebody looks at sends for itself. Answers in how many seconds to try again, if not all could be sent.
async function send() {
  const pages = await clients.matchAll({ type: 'window' })
  const open = pages.filter(({ visibilityState }) => visibilityState === 'visible').map(({ url }) => new URL(url).pathname)
  const wait = await drain(chat => open.includes(`/chats/${chat}`)).catch(() => patience)
  for (const page of pages) page.postMessage({ drained: true, wait })
  return wait
}
