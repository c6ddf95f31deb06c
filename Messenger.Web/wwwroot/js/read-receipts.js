// What has been on the screen while somebody looked is read, and the server is told once one stops scrolling.
const messages = document.getElementById('messages')
const settle = 400
const inView = new Set()
let seen = Number(messages?.dataset.read ?? 0), timer

const watcher = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) isIntersecting ? inView.add(target) : inView.delete(target)
  settleDown()
// Less than a line of it at the lower edge is not seen.
}, { root: document.getElementById('scroll'), rootMargin: '0px 0px -40px' })

// A page that can be seen beside the window somebody works in is not looked at.
export const isLooking = () => !document.hidden && document.hasFocus()

export const isSeen = sequence => seen >= sequence

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
  if (!isLooking()) return
  for (const li of inView) seen = Math.max(seen, Number(li.dataset.sequence))
  if (seen <= Number(messages.dataset.read)) return
  messages.dataset.read = seen
  const answer = await fetch(`/chats/${messages.dataset.chat}/read`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content },
    body: new URLSearchParams({ sequence: seen }),
  }).catch(() => {})
  // Said again with what is seen next, or when the line is back.
  if (!answer?.ok) messages.dataset.read = 0
}

// Who goes to the newest does not want to hear of what lies between.
export function readAll() {
  seen = Math.max(seen, Number(messages.dataset.last))
  return tell()
}

if (messages) {
  window.addEventListener('focus', settleDown)
  for (const back of ['visibilitychange', 'messenger:line']) document.addEventListener(back, settleDown)
}
