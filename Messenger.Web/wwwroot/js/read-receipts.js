// What has been in view is read, and the server is told once one stops scrolling.
const messages = document.getElementById('messages')
const settle = 400
let seen = Number(messages?.dataset.read ?? 0), timer

const watcher = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) seen = Math.max(seen, Number(target.dataset.sequence))
  }
  settleDown()
}, { root: document.getElementById('scroll') })

export function watch() {
  for (const li of messages.querySelectorAll(':scope > [data-sequence]:not([data-watched])')) {
    if (!(Number(li.dataset.sequence) > 0)) continue
    li.dataset.watched = ''
    watcher.observe(li)
  }
}

function settleDown() {
  clearTimeout(timer)
  timer = setTimeout(tell, settle)
}

async function tell() {
  if (document.hidden || seen <= Number(messages.dataset.read)) return
  messages.dataset.read = seen
  await fetch(`/chats/${messages.dataset.chat}/read`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content },
    body: new URLSearchParams({ sequence: seen }),
  }).catch(() => { messages.dataset.read = 0 })
}

// Who goes to the newest does not want to hear of what lies between.
export function readAll() {
  seen = Math.max(seen, Number(messages.dataset.last))
  return tell()
}

if (messages) document.addEventListener('visibilitychange', settleDown)
