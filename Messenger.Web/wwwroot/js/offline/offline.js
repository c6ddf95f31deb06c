// What a page does so that it is there without a line: the worker is registered, and this page is kept.
const { dataset } = document.documentElement
const container = navigator.serviceWorker
const notice = document.getElementById('notice')

export async function begin(show) {
  if (dataset.kept) await sayKept()
  if (!container) return
  const registration = await container.register('/service-worker.js', { updateViaCache: 'none' })
  await container.ready
  registration.active.postMessage({ keep: ['/chats/attaching', location.pathname, '/'] })
}

// Where the page says that there is no connection it says as well of when it is.
async function sayKept() {
  const words = await fetch('/offline').then(answer => answer.text())
  const { kept } = new DOMParser().parseFromString(words, 'text/html').getElementById('words').dataset
  const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(dataset.kept))
  notice.dataset.lost = kept.replace('{0}', at)
  if (dataset.line === 'here') return
  notice.textContent = notice.dataset.lost
  notice.hidden = false
}
