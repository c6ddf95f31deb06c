// What makes the messenger work without a line comes after all that is needed now, and most pages need only the worker.
import { show } from './fragments.js'
import { load } from './lazy.js'
import { connection } from './live.js'

const page = document.documentElement.dataset
let offline

function begin() {
  offline ??= load('offline').then(module => module.begin(show)).catch(() => { offline = undefined })
}

function isWaiting() {
  try {
    return Object.keys(localStorage).some(key => /^(unsent|files):/.test(key))
  } catch {}
}

// Another tab has logged out: nothing of it stays in this one.
new BroadcastChannel('gone').onmessage = () => {
  try {
    sessionStorage.clear()
  } catch {}
  location.replace('/account/login')
}

// What is heard is there later, when there is no line.
connection.on('fragment', (text, chat) => chat && navigator.serviceWorker?.controller?.postMessage({ text, me: document.body.dataset.me }))
addEventListener('offline', begin)
document.addEventListener('messenger:line', ({ detail }) => detail === 'here' || begin())
addEventListener('load', () => {
  navigator.serviceWorker?.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => {})
  // Safari forgets what was not used for seven days, unless it is installed and asks.
  if (matchMedia('(display-mode: standalone)').matches) navigator.storage?.persist?.()
  if (page.kept || document.querySelector('[data-offline]') || isWaiting()) begin()
})
