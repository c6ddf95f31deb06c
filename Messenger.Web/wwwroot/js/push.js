// Whether this browser is notified while no page is open, and by which address. Browsers change that address without a word, so each page compares.
import { device } from './storage.js'
import { forget } from './subscription.js'

const { me, pushed } = document.body.dataset
const container = navigator.serviceWorker
const page = document.getElementById('push')

export async function begin() {
  // Who is asked first may stay; who leaves then forgets it there (wipe.js).
  document.addEventListener('submit', ({ target, defaultPrevented }) => { if (!defaultPrevented && target.action.endsWith('/account/logout')) forget() })
  if (page) await showState()
  await compare()
  closeRead()
  document.addEventListener('visibilitychange', closeRead)
}

// What the server has is what this browser was given, for this person; or it is said anew.
async function compare() {
  const wanted = JSON.parse(device.recall('push') ?? 'null')
  if (!wanted) return
  if (wanted.me !== me) return forget()
  if (Notification.permission !== 'granted') return
  const subscription = await (await container.ready).pushManager.getSubscription()
  if (!pushed || subscription?.endpoint !== wanted.endpoint) await subscribe(wanted)
}

async function subscribe({ names, text }) {
  const { pushManager } = await container.ready, key = await fetch('/push/key').then(answer => answer.text())
  let subscription = await pushManager.getSubscription()
  // Made for another messenger that was at this address.
  if (subscription && keyOf(subscription) !== key) {
    await subscription.unsubscribe()
    subscription = undefined
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys: { p256dh, auth } } = subscription.toJSON()
  const answer = await fetch('/settings/notifications/device', {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content },
    body: new URLSearchParams({ endpoint, p256dh, auth, names, text }),
  })
  if (!answer.ok) throw new Error(answer.status === 422 ? new DOMParser().parseFromString(await answer.text(), 'text/html').body.textContent.trim() : '')
  device.keep('push', JSON.stringify({ me, endpoint, names, text }))
}

const keyOf = ({ options: { applicationServerKey: key } }) =>
  key && btoa(String.fromCharCode(...new Uint8Array(key))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

// A chat that is looked at needs no notification.
async function closeRead() {
  const chat = document.getElementById('messages')?.dataset.chat
  if (!chat || document.hidden) return
  const registration = await container?.getRegistration()
  for (const shown of await registration?.getNotifications({ tag: `chat-${chat}` }) ?? []) shown.close()
}

// The settings: what this browser allows, and the buttons that need a script.
async function showState() {
  const state = await findState()
  for (const part of page.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== state
  const shows = document.getElementById('push-shows')?.elements
  if (shows && device.recall('push')) {
    device.keep('push', JSON.stringify({ ...JSON.parse(device.recall('push')), names: shows.names.checked, text: shows.text.checked }))
  }
  document.getElementById('push-off')?.addEventListener('click', turnOff)
  document.getElementById('push-on')?.addEventListener('click', turnOn)
}

async function findState() {
  // An iPad says that it is a Mac, but no Mac has fingers.
  const isIos = /iPhone|iPad/.test(navigator.userAgent) || /Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1
  if (!isSecureContext) return 'insecure'
  if (!('Notification' in window && 'PushManager' in window && container)) return isIos ? 'ios' : 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return pushed ? 'on' : 'off'
}

// A page that goes on meanwhile would do half of it.
function turnOff(event) {
  event.preventDefault()
  forget().catch(() => {}).then(() => this.form.requestSubmit(this))
}

// Only a click may ask for the permission.
async function turnOn({ currentTarget: button }) {
  const wrong = document.getElementById('push-wrong')
  button.disabled = true
  wrong.hidden = true
  try {
    if (await Notification.requestPermission() !== 'granted') return await showState()
    await subscribe({ names: false, text: false })
    location.assign('/settings/notifications?saved=true')
  } catch (failure) {
    wrong.textContent = failure.message && failure.name === 'Error' ? failure.message : wrong.dataset.words
    wrong.hidden = false
  } finally {
    button.disabled = false
  }
}
