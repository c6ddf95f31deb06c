// The list of chats: unread is a sum, the newest stands first, the title counts.
const me = document.body.dataset.me
const title = document.title
const list = document.getElementById('chat-list')
let isMissing = false

document.addEventListener('messenger:list', renew)

export function place(arriving, target) {
  if (arriving.matches('data[data-reader]') && arriving.dataset.reader === me) read(arriving.dataset)
  if (!arriving.matches('.chat-last')) return target
  // A chat that is not in the list yet, or a line older than the one shown.
  if (!target) isMissing = true
  return Number(target?.querySelector('.chat-last')?.dataset.sequence) > Number(arriving.dataset.sequence) ? null : target
}

function read({ chat, sequence }) {
  const row = document.getElementById(`chat-${chat}`)
  if (row) row.dataset.read = Math.max(row.dataset.read, sequence)
}

function renew() {
  isMissing = false
  htmx.ajax('GET', '/chats/list', { target: '#chat-list', swap: 'innerMorph' })
}

export function follow() {
  if (isMissing) renew()
  const rows = [...list.querySelectorAll(':scope > .chat-row')]
  let unread = 0
  for (const row of rows) unread += count(row)
  document.title = unread > 0 ? `(${unread}) ${title}` : title
  order(rows)
}

function count(row) {
  const last = row.querySelector('.chat-last'), badge = row.querySelector('.badge')
  if (last?.dataset.by === me) row.dataset.read = Math.max(row.dataset.read, last.dataset.sequence)
  const unread = Math.max(0, Number(last?.dataset.sequence ?? 0) - Number(row.dataset.read))
  badge.hidden = unread === 0
  badge.firstElementChild.textContent = unread
  const link = row.firstElementChild
  if (location.pathname === link.pathname) link.setAttribute('aria-current', 'page')
  return row.dataset.muted === 'true' ? 0 : unread
}

function order(rows) {
  const rank = row => [row.dataset.pinned === 'true' ? 1 : 0, row.querySelector('time')?.dateTime ?? row.dataset.at]
  const wanted = rows.toSorted((a, b) => {
    const [pinA, atA] = rank(a), [pinB, atB] = rank(b)
    return pinB - pinA || (atA < atB ? 1 : atA > atB ? -1 : 0)
  })
  const first = wanted.findIndex((row, i) => row !== rows[i])
  if (first < 0) return
  const focused = document.activeElement
  wanted.forEach((row, i) => i >= first && (i === 0 ? list.prepend(row) : wanted[i - 1].after(row)))
  if (list.contains(focused)) focused.focus({ preventScroll: true })
}
