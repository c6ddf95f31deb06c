// What is kept on this device: the files of a build, and the pages of one person out of one database. A cache has both in its name, so
// that what is of anybody else, or of another time, is thrown away by its name alone.
import { forgetRead } from '../offline/database.js'
import { forgetOldHeard, limitOf, without, withoutOld } from './erased.js'
import { forgetMessages, hearChats } from './hear.js'

export const files = `files:${self.build}`

const mostChats = 30, mostBytes = 20_000_000
const bare = ['/offline', '/icons.svg', '/favicon.svg', '/css/noscript.css', ...['drafts.js', 'drafts.css', 'offline.js', 'uploads.js', 'uploads.css', 'recorder.js', 'recorder.css'].map(name => `/lib/${name}?v=${self.build}`)]
// Everything that a page needs to be looked at.
const parts = /(?:href|src)="(\/(?:lib|me|avatars)\/[^"]+)"/g

// Once for each time that the worker begins.
let isSwept = false

const pages = async () => (await caches.keys()).filter(name => name.startsWith('pages:'))

export async function find(path) {
  const [name] = await pages()
  const kept = name && await (await caches.open(name)).match(path)
  if (!kept?.headers.has('Messenger-Kept')) return kept
  // The page says by itself that it is not of now, and shows nothing that has become too old since.
  const html = withoutOld(await kept.text())
  return new Response(html.replace('<html', `<html data-kept="${kept.headers.get('Messenger-Kept')}"`), { headers: kept.headers })
}

// Only what is somebody's own page: never a redirect, which would be taken for the page for ever, nor one that asks to log in.
export async function keep(path, answer) {
  if (answer.status !== 200 || answer.type !== 'basic' || answer.redirected || !answer.headers.get('Content-Type')?.startsWith('text/html')) return
  const html = await answer.text(), me = html.match(/<body data-me="(\d+)"/)?.[1]
  if (path === '/chats/attaching') return html.includes('id="uploading"') && put(path, html, answer)
  if (!me) return
  // A session that ends with the browser leaves nothing to whoever opens it next.
  if (answer.headers.has('Messenger-Passing')) return (await pages()).length && wipe()
  const isChat = /^\/chats\/\d+$/.test(path), asked = new URL(answer.url).search
  const [name] = await pages(), epoch = html.match(/data-epoch="([^"]+)"/)?.[1] ?? (name?.startsWith(`pages:${me}:`) && name.split(':')[2])
  const mine = `pages:${me}:${epoch}`
  if (name && name !== mine) await wipe()
  // The newest page of a chat is the one that was asked for without saying which.
  if (!epoch || asked || !isChat && path !== '/' && path !== '/outbox') return
  const cache = await caches.open(mine)
  await put(path, html, answer, cache)
  await Promise.all([...html.matchAll(parts)].map(([, part]) => caches.match(part).then(kept => kept ?? cacheFile(part))))
  await keepLanguage(html)
  await prune(cache)
  await sweep(cache, html)
  // Somebody may have logged out meanwhile.
  if (!await isOf(me)) return
  await hearChats(html).catch(() => {})
  if (isChat) await forgetMessages(Number(path.split('/')[2]), Number(html.match(/data-revision="(\d+)" data-epoch/)?.[1])).catch(() => {})
  for (const other of ['/chats/attaching', '/', '/outbox']) if (path !== other) await keepMissing(other)
}

async function put(path, html, { headers }, cache) {
  const [name] = await pages()
  cache ??= name && await caches.open(name)
  const kept = new Headers(headers)
  for (const gone of ['Content-Encoding', 'Content-Length']) kept.delete(gone)
  if (path !== '/chats/attaching') kept.set('Messenger-Kept', new Date().toISOString())
  await cache?.put(path, new Response(html, { headers: kept }))
}

const cacheFile = async part => fetch(part).then(answer => keepFile(new Request(part), answer), () => {})

// Faces and colours are personal, scripts and style sheets are not.
export async function keepFile(request, answer) {
  // None of them is a page: that would be of somebody between us, who asks for a password of theirs.
  if (answer.status !== 200 || answer.type !== 'basic' || answer.redirected || answer.headers.get('Content-Type')?.startsWith('text/html')) return
  const isFile = /^\/(lib|css|icons|favicon)/.test(new URL(request.url).pathname)
  const name = isFile ? files : (await pages())[0]
  if (name) await (await caches.open(name)).put(request, answer)
}

// The page that is shown when nothing else can be, in the language and the colours of the last one that was kept.
async function keepLanguage(html) {
  const looks = text => text?.match(/<html lang="(..)" data-theme="(\w*)"/)?.slice(1).join()
  const cache = await caches.open(files), offline = await cache.match('/offline')
  if (looks(await offline?.text()) !== looks(html)) await cache.add('/offline').catch(() => {})
}

export async function keepBare() {
  const cache = await caches.open(files)
  await cache.addAll(bare.map(path => new Request(path, { cache: 'no-cache' })))
  const html = await (await cache.match('/offline')).text()
  await cache.addAll([...html.matchAll(parts)].map(([, part]) => part).filter(part => part.startsWith('/lib/')))
}

// The pages that were there before the worker was.
export async function keepOpen() {
  for (const { url } of await clients.matchAll({ type: 'window' })) await keepMissing(new URL(url).pathname)
}

async function keepMissing(path) {
  if (!await find(path)) await fetch(path).then(answer => keep(path, answer)).catch(() => {})
}

export async function forgetPage(path) {
  for (const name of await pages()) await (await caches.open(name)).delete(path)
}

export const isOf = async me => (await pages())[0]?.startsWith(`pages:${me}:`)

// But those that a kept page is made of, which is of an older build until it is opened again.
export async function deleteOldFiles() {
  const needed = new Set()
  for (const name of await pages()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const html = await (await cache.match(request)).text()
      for (const [, part] of html.matchAll(parts)) needed.add(part)
      needed.add(html.match(/data-build="([^"]+)"/)?.[1])
    }
  }
  for (const name of await caches.keys()) if (name.startsWith('files:') && name !== files) await thin(name, needed)
}

async function thin(name, needed) {
  const cache = await caches.open(name), requests = await cache.keys()
  const useless = requests.filter(({ url }) => !needed.has(new URL(url).pathname) && !needed.has(new URL(url).searchParams.get('v')))
  for (const request of useless) await cache.delete(request)
  if (useless.length === requests.length) await caches.delete(name)
}

export async function wipe() {
  for (const name of await pages()) await caches.delete(name)
  await forgetRead().catch(() => {})
}

// What became too old while nobody opened it.
async function sweep(cache, html) {
  const limit = limitOf(html)
  if (!limit || isSwept) return
  isSwept = true
  await eraseIn(cache, ({ at }) => at < limit)
  await forgetOldHeard(limit).catch(() => {})
}

export async function eraseKept(isGone) {
  for (const name of await pages()) await eraseIn(await caches.open(name), isGone)
}

async function eraseIn(cache, isGone) {
  for (const request of await cache.keys()) {
    const kept = await cache.match(request)
    if (!kept?.headers.has('Messenger-Kept')) continue
    const html = await kept.text(), left = without(html, isGone)
    if (left !== html) await cache.put(request, new Response(left, { headers: kept.headers }))
  }
}

// The oldest go first: a cache gives its requests in the order they were put in.
async function prune(cache) {
  const kept = await cache.keys(), chats = kept.filter(({ url }) => /\/chats\/\d+$/.test(url))
  for (const old of chats.slice(0, -mostChats)) await cache.delete(old)
  let bytes = 0
  for (const request of kept.reverse()) {
    const answer = await cache.match(request)
    if (answer && (bytes += (await answer.blob()).size) > mostBytes) await cache.delete(request)
  }
}
