// Where a message that arrives belongs, and what its neighbours say about it: runs, days, ticks.
import { note } from './catchup.js'
import { dayOf, nameOf } from './time.js'

const runMinutes = 10
const messages = document.getElementById('messages')
// Drawn when nobody had said anything: it is here from its beginning, and what comes later may still stand first.
const isWhole = messages && !messages.querySelector(':scope > [data-sequence]:not(.queued)')

export function place(arriving, target) {
  const { chat, revision } = arriving.dataset
  if (isOlder(arriving, target)) return null
  if (chat !== messages.dataset.chat) return target
  if (arriving.matches('data[data-reader]')) mark(arriving.dataset)
  if (!arriving.matches('[data-sequence][data-revision]')) return target
  note(Number(chat), Number(revision))
  return target ?? slotFor(arriving)
}

// What I did is answered after it was told what somebody did next: one drawing of a message, of a quote or of what is pinned, is older than the one shown.
function isOlder({ id, dataset }, target) {
  const shown = target?.matches('[data-quotes], [data-pinned]') ? target.firstElementChild : target
  return shown?.id === id && Number(shown.dataset.revision) > Number(dataset.revision)
}

// My own message that waits for its answer, or a new place in the order; none for what is beyond the stretch shown.
function slotFor({ id, dataset: { client, sequence } }) {
  const waiting = client && messages.querySelector(`[data-client="${CSS.escape(client)}"]`)
  if (waiting) return messages.dataset.newest === 'true' ? waiting : null
  const shown = [...messages.querySelectorAll(':scope > [data-sequence]:not(.queued)')]
  const before = shown.findLast(li => Number(li.dataset.sequence) < sequence)
  const isNewer = before === shown.at(-1)
  if (isNewer ? messages.dataset.newest !== 'true' : !before && (!isWhole || messages.querySelector(':scope > .older-line'))) return null
  const slot = document.createElement('li')
  Object.assign(slot, { id }).dataset.sequence = sequence
  before ? before.after(slot) : messages.prepend(slot)
  return slot
}

function mark({ reader, sequence }) {
  const to = messages.dataset
  if (reader === to.reader) {
    to.furthest = Math.max(to.furthest, sequence)
  } else if (Number(sequence) > Number(to.furthest)) {
    Object.assign(to, { second: to.furthest, furthest: sequence, reader })
  } else {
    to.second = Math.max(to.second, sequence)
  }
}

export function follow() {
  let before
  for (const li of messages.querySelectorAll(':scope > [data-at]')) {
    const isNewDay = !before || dayOf(before) !== dayOf(li)
    const minutes = before && (new Date(li.dataset.at) - new Date(before.dataset.at)) / 60_000
    li.classList.toggle('continues', !isNewDay && li.dataset.author !== undefined && li.dataset.author === before.dataset.author && minutes < runMinutes)
    separate(li, isNewDay)
    tick(li)
    before = li
  }
}

function separate(li, isNewDay) {
  let line = li.previousElementSibling
  while (line && !line.matches('.day-line, [data-at]')) line = line.previousElementSibling
  const has = line?.matches('.day-line')
  if (has && !isNewDay) line.remove()
  if (!isNewDay) return
  if (!has) {
    line = document.createElement('li')
    line.className = 'day-line'
    line.append(Object.assign(document.createElement('h2'), { className: 'day' }))
    const above = li.previousElementSibling
    ;(above?.matches('.new-line') ? above : li).before(line)
  }
  line.firstElementChild.textContent = nameOf(li.dataset.at, messages.dataset)
}

function tick(li) {
  const ticks = li.querySelector(':scope > .bubble .ticks')
  const { reader, furthest, second } = messages.dataset
  const upTo = Number(li.dataset.author === reader ? second : furthest)
  if (!ticks || li.matches('.queued') || ticks.dataset.state === 'read' || Number(li.dataset.sequence) > upTo) return
  ticks.dataset.state = 'read'
  ticks.querySelector('use').setAttribute('href', '/icons.svg#checks')
  ticks.querySelector('.hidden').textContent = messages.dataset.wordsRead
}
