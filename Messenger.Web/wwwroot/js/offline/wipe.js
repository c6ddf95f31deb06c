// Logging out leaves nothing of me on this device, also where the server cannot hear of it yet. A session that ended elsewhere takes
// what was read with it; what was written and not sent waits until the same person is back.
import { forget } from '../subscription.js'
import { forgetRead, remove } from './database.js'
import { isHeard } from './token.js'

const me = document.body.dataset.me
const mine = new RegExp(`^(draft|unsent|files):${me}:`)
const question = document.getElementById('unsent-left')
const form = document.querySelector('form[action="/account/logout"]')
const patience = 10_000

export function guardLogout() {
  form?.addEventListener('submit', event => {
    event.preventDefault()
    isAnyUnsent() ? question.showModal() : leave()
  })
  question?.addEventListener('close', () => question.returnValue === 'leave' && leave())
}

function keys() {
  try {
    return Object.keys(localStorage).filter(key => mine.test(key))
  } catch {
    return []
  }
}

// An empty draft may still answer something, and that is no loss.
const isAnyUnsent = () => keys().some(key => !key.startsWith('draft:') || isText(localStorage[key]))

function isText(draft) {
  try {
    return JSON.parse(draft).text
  } catch {
    // As it was kept before there was anything but a text.
    return draft
  }
}

async function leave() {
  const page = document.documentElement.dataset
  if (page.leaving) return
  // What is told to all other pages is not for this one.
  page.leaving = true
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => {}), mark = `leaving:${me}`
  // The worker tells the server before it fetches another page, also where this one is closed before it is through.
  const isMarked = worker?.active && await caches.open(mark).then(() => true, () => false)
  const body = new URLSearchParams(new FormData(form)), signal = AbortSignal.timeout?.(patience)
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' }, signal }).catch(() => {})
  const isDone = isHeard(answer)
  // A tab that sleeps may hold its database for as long as it likes.
  await Promise.race([wipe(), new Promise(done => setTimeout(done, patience))])
  if (isDone) await globalThis.caches?.delete(mark).catch(() => {})
  try {
    new BroadcastChannel('gone').postMessage(me)
  } catch {}
  if (isDone) return location.replace('/account/login')
  if (isMarked) return location.replace('/offline#left')
  // Nobody would tell the server later: it says itself what is wrong.
  delete page.leaving
  form.submit()
}

async function wipe() {
  for (const key of keys()) localStorage.removeItem(key)
  try {
    for (const kept of ['emoji', 'heard']) localStorage.removeItem(`${kept}:${me}`)
    for (const key of Object.keys(localStorage)) if (key === 'devices' || key.startsWith('sound-')) localStorage.removeItem(key)
    sessionStorage.clear()
  } catch {}
  await Promise.allSettled([forgetPages(), remove(Number(me)), forget(), navigator.clearAppBadge?.()])
}

async function forgetPages() {
  for (const name of await globalThis.caches?.keys() ?? []) if (name.startsWith('pages:')) await caches.delete(name)
}

export async function forgetWhatWasRead() {
  await Promise.allSettled([forgetPages(), forgetRead()])
}
