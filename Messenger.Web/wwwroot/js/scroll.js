// Where one is in the thread: opens at the first unread, a button leads to the newest, what is seen is marked as read.
const messages = document.getElementById('messages')
const scroll = document.getElementById('scroll')
const button = document.getElementById('to-newest')
const far = 240, settle = 400
let seen = Number(messages?.dataset.read ?? 0), missed = 0, timer

// The thread is upside down (column-reverse): 0 is the newest, upwards is negative.
const isFar = () => scroll.scrollTop < -far || messages.dataset.newest !== 'true'

const watcher = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) seen = Math.max(seen, Number(target.dataset.sequence))
  }
  settleDown()
}, { root: scroll })

function watch() {
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

function tell() {
  if (document.hidden || seen <= Number(messages.dataset.read)) return
  messages.dataset.read = seen
  fetch(`/chats/${messages.dataset.chat}/read`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content },
    body: new URLSearchParams({ sequence: seen }),
  }).catch(() => { messages.dataset.read = 0 })
}

function show() {
  button.hidden = !isFar()
  if (button.hidden) missed = 0
  const badge = button.querySelector('.badge')
  badge.hidden = missed === 0
  badge.textContent = missed
}

if (messages) {
  document.getElementById('first-unread')?.scrollIntoView({ block: 'start' })
  watch()
  show()
  scroll.addEventListener('scroll', show, { passive: true })
  document.addEventListener('visibilitychange', settleDown)
  document.addEventListener('messenger:sent', () => { if (messages.dataset.newest === 'true') scroll.scrollTop = 0 })
  document.addEventListener('htmx:before:swap', ({ detail }) => {
    const arrived = detail.tasks.filter(task => task.fragment.firstElementChild?.matches('.message') && task.target?.matches('li:empty'))
    if (isFar()) missed += arrived.length
  })
  document.addEventListener('htmx:after:swap', () => {
    watch()
    show()
  })
  button.addEventListener('click', event => {
    if (messages.dataset.newest !== 'true') return
    event.preventDefault()
    scroll.scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  })
}
