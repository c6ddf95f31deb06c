// Of this browser to pushes, for whoever is logged in here.
import { device } from './storage.js'

// Nothing more is pushed, and what was is not shown any more.
export async function forget() {
  device.keep('push')
  const registration = await navigator.serviceWorker?.getRegistration()
  for (const shown of await registration?.getNotifications?.() ?? []) shown.close()
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
}
