// What arrives while no page is open. Each push shows something: Safari takes the permission away from who does not, and says nothing of it.
const patience = 5000

addEventListener('push', event => event.waitUntil(show(event)))

async function show({ data, notification }) {
  const { title, tag, lang, dir, renotify, silent, requireInteraction, data: more } = notification ?? data?.json().notification ?? { title: 'Messenger' }
  const words = more?.ask ? await ask(more.ask) : undefined
  await registration.showNotification(words?.title ?? title, { body: words?.body ?? '', icon: '/icons/192.png', tag, lang, dir, renotify, silent, requireInteraction, data: more })
}

// Names and texts, where this device is to show them: they come from the messenger itself, for whoever is logged in here.
async function ask(path) {
  try {
    const answer = await fetch(path, { redirect: 'error', signal: AbortSignal.timeout(patience) })
    if (answer.status === 200) return await answer.json()
  } catch {}
}

addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.navigate ?? '/'))
})

// The page that shows it already, or else another one.
async function open(address) {
  const { pathname } = new URL(address, location), there = new URL(pathname, location).href
  const page = (await clients.matchAll({ type: 'window', includeUncontrolled: true })).find(({ url }) => new URL(url).pathname === pathname)
  return page ? page.focus() : clients.openWindow(there)
}

// The server hears of it from the next page that is opened (push.js).
addEventListener('pushsubscriptionchange', event => event.waitUntil(renew(event.oldSubscription)))

async function renew(old) {
  if (!old?.options.applicationServerKey) return
  const { userVisibleOnly, applicationServerKey } = old.options
  await registration.pushManager.subscribe({ userVisibleOnly, applicationServerKey })
}
