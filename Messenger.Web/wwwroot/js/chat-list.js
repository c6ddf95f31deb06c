// The list of chats: unread is a sum, the newest stands first, the title counts. It stays where it is, on the next page too.
import { fetchAhead, hold, look } from './scroll-position.js'
import { tab } from './storage.js'

const me = document.body.dataset.me
const title = document.title
// The page of a call has none.
const list = document.getElementById('chat-list') ?? document.createElement('ul')
const observe = fetchAhead(list)
// Of each chat what became nothing to read: the sequence, and the revision at which it did.
const skipped = new Map()
const rowOf = chat => document.getElementById(`chat-${chat}`)
const rows = () => [...list.querySelectorAll(':scope > .chat-row')]
const settle = 300
let isOld = false, isRenewing = false, held = recall(), timer

document.addEventListener('messenger:list', renew)
list.addEventListener('scroll', () => {
  clearTimeout(timer)
  timer = setTimeout(remember, settle)
}, { passive: true })
addEventListener('click', remember, true)
// To ask where it stands lays out a page that is left: only if it has moved since.
addEventListener('pagehide', () => timer && remember(), true)

export function place(arriving, target) {
  const { chat, reader, sequence, revision } = arriving.dataset
  // A chat that is not in the list yet, or comes out of the archive, and what no fragment can tell.
  if (arriving.matches('.chat-last') && !target?.closest('.chat-row:not([data-archived=true])') || reader === me && !rowOf(chat) || arriving.matches('[data-list]')) isOld = true
  // A list that is on its way may have been drawn before this, and would take it back.
  if (isRenewing && arriving.matches('.chat-last, [data-reader]')) isOld = true
  if (reader === me) read(arriving.dataset)
  if (arriving.matches('.message')) mention(arriving)
  // A missed call is there to be read, but for who called.
  if (arriving.matches(`.system[data-sequence]:not(.missed), .missed[data-caller="${me}"], .deleted[data-sequence]`)) {
    if (!skipped.has(chat)) skipped.set(chat, new Map())
    skipped.get(chat).set(Number(sequence), Number(revision))
  }
  return arriving.matches('.chat-last') && isOlder(arriving.dataset, target?.querySelector('.chat-last')?.dataset) ? null : target
}

// Of an earlier message, or of the same one as it was before.
function isOlder({ sequence, revision }, shown) {
  return Number(shown?.sequence) > Number(sequence) || shown?.sequence === sequence && Number(shown.revision) > Number(revision)
}

// Whether I am meant by what is sent or edited; by what was before, the list is asked.
function mention(message) {
  const row = rowOf(message.dataset.chat)?.dataset ?? {}, { sequence } = message.dataset
  if (message.querySelector(`.mention:is([data-people="${me}"], [data-people="0"])`)) row.mention = Math.max(row.mention, sequence)
  else if (row.mention === sequence) isOld = true
}

function read({ chat, sequence, uncounted, asOf }) {
  const row = rowOf(chat)?.dataset
  if (row && Number(sequence) >= Number(row.read) && Number(asOf) >= Number(row.revision)) Object.assign(row, { read: sequence, uncounted, revision: asOf })
}

// At the top one looks at whatever is the newest.
const lookedAt = () => list.scrollTop > 0 ? look(list, rows()) : []

export function keep() {
  held ??= lookedAt()
}

export function follow() {
  if (isOld) renew()
  // The open chat comes once more with the page it stands on.
  for (const row of rows()) {
    const [first] = list.querySelectorAll(`:scope > #${row.id}`)
    if (first !== row) (newest(first) > newest(row) ? row : first).remove()
  }
  const more = list.querySelector('.more-chats')
  const unread = rows().reduce((sum, row) => sum + show(row), Number(more?.dataset.unread ?? 0))
  document.title = document.documentElement.dataset.rings ?? (unread > 0 ? `(${unread}) ${title}` : title)
  // On the icon of the installed messenger.
  navigator.setAppBadge?.(unread).catch(() => {})
  order(rows())
  if (held) hold(list, held)
  held = undefined
  if (more) observe(more.querySelectorAll('a'))
}

// How much is unread in a chat.
export function unreadIn(chat) {
  const row = rowOf(chat), last = row?.querySelector('.chat-last')?.dataset
  if (!last) return 0
  if (last.by === me && Number(last.sequence) > Number(row.dataset.read)) Object.assign(row.dataset, { read: last.sequence, uncounted: 0 })
  const { read, uncounted, revision } = row.dataset
  const since = [...skipped.get(chat) ?? []].filter(([sequence, at]) => sequence > Number(read) && at > Number(revision)).length
  return Math.max(0, last.sequence - read - uncounted - since)
}

function newest(row) {
  return Number(row.querySelector('.chat-last')?.dataset.sequence ?? 0)
}

function show(row) {
  const badge = row.querySelector('.badge'), unread = unreadIn(row.dataset.chat)
  // Marked as unread where the read mark stands: a dot, which counts nowhere.
  badge.hidden = unread === 0 && row.dataset.marked !== row.dataset.read
  badge.firstElementChild.textContent = unread || ''
  row.querySelector('.at').hidden = Number(row.dataset.mention) <= Number(row.dataset.read)
  return row.dataset.muted === 'true' || row.dataset.archived === 'true' ? 0 : unread
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

// What is in the archive is in no list, so whatever happens there makes the list be asked for; its page is, too.
const archived = document.getElementById('archived')
const renewed = (address, target) => htmx.ajax('GET', address, { source: target, target, swap: 'innerMorph' })

// As many as there were; one of them may be the open chat, which comes anyway. One at a time: the later answer is to be the newer one.
async function renew() {
  isOld = isRenewing
  if (isRenewing || !list.isConnected) return
  isRenewing = true
  try {
    await renewed(`/chats/list?rows=${rows().length - 1}&open=${list.dataset.open}`, list)
    if (archived) await renewed(location.href, archived)
  } finally {
    isRenewing = false
    if (isOld) renew()
  }
}

// For the next page: list-place.js scrolls there at once, and the server draws as many as it takes.
function remember() {
  timer = clearTimeout(timer)
  // On a phone there is no list beside a chat.
  if (list.clientHeight === 0) return
  document.cookie = `rows=${list.scrollTop > 0 ? rows().length : 0}; path=/; samesite=lax`
  tab.keep('list', JSON.stringify({ top: list.scrollTop, seen: lookedAt() }))
}

function recall() {
  return JSON.parse(tab.recall('list'))?.seen
}
