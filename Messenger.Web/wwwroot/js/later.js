// What makes the messenger work without a line comes after all that is needed now, and most pages need only the worker.
import { show } from './fragments.js'
import { load } from './lazy.js'
import { connection } from './live.js'

const page = document.documentElement.dataset
const workers = navigator.serviceWorker
let offline, isHere, isLeaving, registration

function begin() {
  return offline ??= load('offline').then(module => {
    module.begin(show)
    isHere = true
  }).catch(() => { offline = undefined })
}

// Who logs out before that has come would leave without being asked, and leave behind what it takes away.
document.addEventListener('submit', event => {
  const form = event.target
  if (isHere || !form.matches('[data-offline]')) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (isLeaving) return
  isLeaving = true
  begin().then(() => {
    isLeaving = false
    isHere ? form.requestSubmit() : form.submit()
  })
}, true)

const lookForUpdate = () => registration?.update().catch(() => {})

function isWaiting() {
  try {
    return Object.keys(localStorage).some(key => /^(unsent|files):/.test(key))
  } catch {}
}

// Another tab has logged out: nothing of it stays in this one. Firefox has no channel where nothing may be stored.
try {
  new BroadcastChannel('gone').onmessage = () => {
    if (page.leaving) return
    try {
      sessionStorage.clear()
    } catch {}
    location.replace('/account/login')
  }
} catch {}

// What is heard is there later, when there is no line.
connection.on('fragment', (text, chat) => chat && workers?.controller?.postMessage({ text, me: document.body.dataset.me }))
addEventListener('offline', begin)
document.addEventListener('messenger:line', ({ detail }) => detail === 'here' ? lookForUpdate() : begin())
document.addEventListener('visibilitychange', () => document.hidden || lookForUpdate())
addEventListener('load', () => {
  workers?.register('/service-worker.js', { updateViaCache: 'none' }).then(known => { registration = known }, () => {})
  // A page that was on its way while the worker began has none, and is not kept, until it asks.
  workers?.ready.then(({ active }) => workers.controller ?? active.postMessage({ isAlone: true }))
  // Safari forgets what was not used for seven days, unless it is installed and asks.
  if (matchMedia('(display-mode: standalone)').matches) navigator.storage?.persist?.()
  if (page.kept || document.querySelector('[data-offline]') || isWaiting()) begin()
})

// A new build waits until it is wanted: files are not changed under a page that runs.
document.addEventListener('click', event => {
  const worker = event.target.closest?.('[data-reload]') && registration?.waiting
  if (!worker) return
  event.preventDefault()
  // Whatever comes first: a second one would begin again what a slow line is in the middle of.
  const either = new AbortController()
  const reload = () => either.signal.aborted || (either.abort(), location.reload())
  workers.addEventListener('controllerchange', reload, { signal: either.signal })
  setTimeout(reload, 3000)
  worker.postMessage({ isWanted: true })
})
