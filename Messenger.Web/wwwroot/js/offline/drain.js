// Sends what waits of all chats, each in its order and one at a time, whoever does it: a page or the worker. The same one sent twice is
// one message, so whatever is cut off is simply sent again.
import { inStores } from './database.js'
import { fetchToken } from './token.js'

// What trying again would not change.
const final = [400, 403, 404, 413, 422]

// Answers in how many seconds the rest may be tried, if the server asks for patience.
export const drain = isOpen => navigator.locks ? navigator.locks.request('outbox', () => sendAll(isOpen)) : sendAll(isOpen)

async function sendAll(isOpen) {
  let who
  for (const entry of await inStores(['outbox'], outbox => outbox.getAll())) {
    if (entry.state || isOpen(entry.chat)) continue
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
    if (!answer || answer.status === 401) return
    if (answer.ok) await settle(entry, { state: 'sent', files: [] })
    else if (final.includes(answer.status)) await settle(entry, { state: 'failed', status: answer.status, reason: await answer.text() })
    else return Number(answer.headers.get('Retry-After')) || 5
  }
}

function post({ chat, clientId, text, replyTo, draftId, files }, { token }) {
  const body = new FormData()
  for (const [name, value] of [['client_id', clientId], ['text', text], ['reply_to', replyTo], ['draft_id', draftId]]) body.append(name, value ?? '')
  for (const file of files) body.append('files', file, file.name)
  return fetch(`/chats/${chat}`, { method: 'POST', body, headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': token } })
}

// Unless it was taken back meanwhile.
const settle = ({ n }, outcome) => inStores(['outbox'], outbox => {
  outbox.get(n).onsuccess = ({ target: { result } }) => result && outbox.put({ ...result, ...outcome })
})
