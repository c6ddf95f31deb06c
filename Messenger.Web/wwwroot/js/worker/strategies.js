// The three strategies of a service worker.
import { leave } from './log-out.js'
import { files, find, keep, keepFile } from './kept.js'

const patience = 3000

// Pages: as they are now, or as they were when nothing comes within three seconds.
export async function networkFirst(event) {
  const { pathname } = new URL(event.request.url)
  const coming = ask(event)
  event.waitUntil(coming.then(answer => keep(pathname, answer.clone())).catch(() => {}))
  const inTime = await Promise.race([coming.catch(() => {}), new Promise(done => setTimeout(done, patience))])
  return inTime ?? await find(pathname).catch(() => {}) ?? await coming.catch(() => event.request.mode === 'navigate' ? cacheOnly('/offline') : Response.error())
}

// Files that never change under their name. Keeping them only helps: on a full disk, or a broken one, they come all the same.
export async function cacheFirst(event) {
  const { request } = event, kept = await caches.match(request).catch(() => {})
  if (kept) return kept
  const answer = await fetch(request)
  event.waitUntil(keepFile(request, answer.clone()).catch(() => {}))
  return answer
}

// What a build brought along.
export async function cacheOnly(request) {
  const cache = await caches.open(files)
  return await cache.match(request, { ignoreSearch: true }) ?? Response.error()
}

// What was asked for ahead was asked in the name of whoever has left meanwhile.
async function ask(event) {
  if (await leave()) return fetch(event.request)
  return await event.preloadResponse ?? fetch(event.request)
}
