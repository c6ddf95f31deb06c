// Somebody logged out and the server has not heard of it: before anything else is fetched it does. True when it has just done so.
import { fetchToken, isHeard } from '../offline/token.js'
import { wipe } from './kept.js'

const left = 'leaving:'

export async function leave() {
  const mark = (await caches.keys().catch(() => [])).find(name => name.startsWith(left))
  if (!mark) return false
  // Its page may have been closed before it came to that.
  await wipe().catch(() => {})
  const who = await fetchToken()
  // Somebody else who has logged in since stays.
  if (who && mark === left + who.me) {
    const answer = await fetch('/account/logout', { method: 'POST', headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': who.token } })
    if (!isHeard(answer)) throw new Error('Not heard yet')
  }
  await caches.delete(mark)
  return true
}
