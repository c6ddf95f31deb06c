// Somebody logged out without a line: before anything else is fetched the server hears of it. True when it has just done so.
import { fetchToken, isHeard } from '../offline/token.js'

export async function leave() {
  if (!await caches.has('leaving').catch(() => false)) return false
  const who = await fetchToken()
  const answer = who && await fetch('/account/logout', { method: 'POST', headers: { 'X-XSRF-TOKEN': who.token }, redirect: 'manual' })
  if (who && !isHeard(answer)) throw new Error('Not heard yet')
  await caches.delete('leaving')
  return true
}
