// A short tone for a message in a chat that nobody looks at here. Of several tabs one is heard; none in quiet hours or of what is muted, unless I am named or answered.
import { play } from './note.js'
import { device } from './storage.js'

const { me, sound } = document.body.dataset
const [zone, quiet] = sound.split(' ')
const settle = 150, rest = 1500
const messages = document.getElementById('messages')
const { dataset } = document.documentElement
let context

export function begin(connection) {
  connection.on('fragment', html => {
    const [, chat, author] = /#heard-(\d+)"[^]*?data-not-for="(\d+)"/.exec(html) ?? []
    if (chat && !isKeptAway(author)) hear(chat, html)
  })
}

// My style sheet knows: what I say and what those say whom I have blocked is not read out to me either.
function isKeptAway(author) {
  const probe = document.createElement('i')
  probe.dataset.notFor = author
  document.body.append(probe)
  const { display } = getComputedStyle(probe)
  probe.remove()
  return display === 'none'
}

function hear(chat, html) {
  const row = document.getElementById(`chat-${chat}`)?.dataset ?? {}
  if (row.level === 'none' || row.muted === 'true' && !isMeant(html, me) || row.level === 'mentions' && !isMeant(html, me, 0) || isQuiet()) return
  const isRead = messages?.dataset.chat === chat && !document.hidden && document.hasFocus()
  const tell = async lock => {
    if (!lock) return
    if (!isRead) sounds()
    await new Promise(done => setTimeout(done, rest))
  }
  // No browser lets a page be heard that nobody has touched; another tab may be.
  if (!isRead && !navigator.userActivation?.hasBeenActive) return
  // Whoever reads it is quicker, and then nobody sounds.
  const lock = `sound-${chat}`
  setTimeout(() => navigator.locks ? navigator.locks.request(lock, { ifAvailable: true }, tell) : tell(take(lock)), isRead ? 0 : settle)
}

// Over plain http there are no locks: a time that all tabs see stands in for one.
function take(lock) {
  if (Date.now() - device.recall(lock) < rest) return false
  device.keep(lock, String(Date.now()))
  return true
}

// 0 is everybody.
const isMeant = (html, ...ids) => document.createRange().createContextualFragment(html)
  .querySelector([`.quote[data-of="${me}"]`, ...ids.map(id => `.mention[data-people="${id}"]`)].join()) !== null

function isQuiet() {
  if (!quiet) return false
  const now = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date())
  const [from, to] = quiet.split('-')
  return from < to ? now >= from && now < to : now >= from || now < to
}

function sounds() {
  context ??= new AudioContext()
  play(context, 880, { loudness: 0.1, swell: 0.01, length: 0.25 })
  dataset.sounded = Number(dataset.sounded ?? 0) + 1
}
