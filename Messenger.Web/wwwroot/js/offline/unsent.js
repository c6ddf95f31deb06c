// What waits on this device. A page writes it down where it is written when the call returns (localStorage, by outbox.js and uploads.js);
// here it is copied to where the worker can see it, and taken off again when it was sent by whomever.
import { exists, inStores } from './database.js'
import { drain } from './drain.js'
import { parts } from './words.js'

const me = Number(document.body.dataset.me)
const open = Number(document.getElementById('messages')?.dataset.chat)
// In seconds, after a line that was lost.
const patience = 5
const container = navigator.serviceWorker
let timer

// In their order: { chat, clientId, text, replyTo } and, of files, their names.
export function unsent() {
  try {
    return Object.keys(localStorage).flatMap(key => {
      const [, kind, whose, chat] = key.match(/^(unsent|files):(\d+):(\d+):/) ?? []
      return Number(whose) === me ? { ...JSON.parse(localStorage[key]), kind, key, chat: Number(chat) } : []
    }).toSorted((a, b) => a.at - b.at)
  } catch {
    return []
  }
}

// Answers what the worker has made of each, by client id.
export async function takeOver() {
  const outcome = new Map()
  if (unsent().length || await exists().catch(() => false)) await inStores(['outbox'], outbox => {
    outbox.getAll().onsuccess = ({ target: { result: entries } }) => {
      // Read here, where no other is at it: what has been taken off meanwhile is not put in again.
      const waiting = unsent()
      for (const entry of entries.filter(entry => entry.me === me)) {
        outcome.set(entry.clientId, entry)
        const here = waiting.find(({ clientId }) => clientId === entry.clientId)
        if (here && entry.state === 'sent') localStorage.removeItem(here.key)
        if (!here || entry.state === 'sent') outbox.delete(entry.n)
      }
      for (const { chat, clientId, text, replyTo, draftId, kind, at } of waiting) {
        if (!outcome.has(clientId) && kind === 'unsent') outbox.add({ me, chat, clientId, text, replyTo, draftId, at, files: [] })
      }
    }
  }).catch(() => {})
  mark()
  return outcome
}

// In the list: there is something here that was not sent.
async function mark() {
  const chats = new Set(unsent().map(({ chat }) => chat))
  const sign = chats.size && await parts().then(parts => parts.getElementById('unsent').content.firstElementChild, () => {})
  for (const { dataset: { chat }, children: [row] } of document.querySelectorAll('.chat-row')) {
    const marks = row.querySelector('.chat-marks'), has = marks.querySelector('.unsent'), is = chats.has(Number(chat))
    if (has && !is) has.remove()
    if (is && !has && sign) marks.prepend(document.importNode(sign, true))
  }
}

async function sendWhatWaits() {
  clearTimeout(timer)
  await takeOver()
  if (!unsent().length) return
  if (!container?.controller) return drain(chat => chat === open).catch(() => patience).then(done)
  // Where the browser has it: sent as soon as there is a line, also when no page is open.
  container.ready.then(({ sync }) => sync?.register('outbox')).catch(() => {})
  container.controller.postMessage({ drain: true })
}

async function done(wait) {
  clearTimeout(timer)
  if (wait) timer = setTimeout(sendWhatWaits, wait * 1000 * (1 + Math.random()))
  await takeOver()
  document.dispatchEvent(new Event('messenger:drained'))
}

export function watch() {
  container?.addEventListener('message', ({ data }) => data.drained && done(data.wait))
  addEventListener('online', sendWhatWaits)
  for (const again of ['messenger:line', 'visibilitychange']) document.addEventListener(again, sendWhatWaits)
  // What was tried in vain is now the worker's as well.
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => ctx.sourceElement.matches?.('form.failure') && takeOver())
  document.addEventListener('htmx:after:swap', mark)
  addEventListener('storage', async () => {
    await takeOver()
    document.dispatchEvent(new Event('messenger:waiting'))
  })
  return sendWhatWaits()
}
