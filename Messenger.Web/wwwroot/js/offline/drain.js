// Sends what waits of all chats, each in its order and one at a time, whoever does it: a page or the worker. The same one sent twice is
// one message, so whatever is cut off is simply sent again.
import { bodyOf } from '../body.js'
import { inStores } from './database.js'
import { fetchToken } from './token.js'

// What trying again would not change.
const final = [400, 403, 404, 413, 422]

// Answers in how many seconds the rest may be tried, if the server asks for patience.
export const drain = isOpen => navigator.locks ? navigator.locks.request('outbox', () => sendAll(isOpen)) : sendAll(isOpen)

// A chat of which one cannot go waits with all that comes after it, and holds up no other.
async function sendAll(isOpen) {
  const waiting = (await inStores(['outbox'], outbox => outbox.getAll())).filter(({ state }) => !state).toSorted((a, b) => a.at - b.at || a.n - b.n)
  const held = new Set()
  let who, wait
  for (const entry of waiting) {
    if (held.has(entry.chat) || isOpen(entry.chat)) continue
    who ??= await fetchToken()
    if (who && entry.me !== who.me) continue
    let answer = who && await post(entry, who)
    // Somebody has logged in meanwhile: the same person, or another one.
    if (answer?.status === 400) {
      who = await fetchToken()
      if (who && entry.me !== who.me) continue
      answer = who && await post(entry, who)
    }
    // Nobody is logged in: it waits until its writer is.
    if (!who || answer?.status === 401) return
    if (answer?.headers.has('Messenger-Sent')) await settle(entry, { state: 'sent', files: [] })
    else if (final.includes(answer?.status)) await settle(entry, { state: 'failed', status: answer.status, reason: await answer.text() })
    else {
      held.add(entry.chat)
      // Whether it is the chat, or the line and the server, says who is asked for the token.
      who = undefined
      wait = Math.max(wait ?? 0, Number(answer?.headers.get('Retry-After')) || 5)
      if (answer?.status === 429) break
    }
  }
  return wait
}

const post = (entry, { token }) =>
  fetch(`/chats/${entry.chat}`, { method: 'POST', body: bodyOf(entry), headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': token } }).catch(() => {})

// Unless it was taken back meanwhile.
const settle = ({ n }, outcome) => inStores(['outbox'], outbox => {
  outbox.get(n).onsuccess = ({ target: { result } }) => result && outbox.put({ ...result, ...outcome })
})
