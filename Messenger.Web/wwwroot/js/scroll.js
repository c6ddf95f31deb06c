// Where one is in the thread: it opens at the first unread or where one was, nothing moves while one reads, a button leads to the newest.
import { unreadIn } from './chat-list.js'
import { load } from './lazy.js'
import { readAll } from './read-receipts.js'
import { fetchAhead, hold, look } from './scroll-position.js'

const messages = document.getElementById('messages')
const scroll = document.getElementById('scroll')
const button = document.getElementById('to-newest')
const observe = fetchAhead(scroll)
const far = 240, near = 80, settle = 300, most = 300
let kept, focused, timer

// The thread is upside down (column-reverse): 0 is the newest, upwards is negative.
const isNewest = () => messages.dataset.newest === 'true'
const shown = sequence => messages.querySelector(`:scope > [data-sequence="${Number(sequence)}"]`)
const inView = () => look(scroll, messages.querySelectorAll(':scope > [data-sequence][id]'))

export const isAtEnd = () => isNewest() && scroll.scrollTop > -near

export function isInView(li) {
  const { top, bottom } = scroll.getBoundingClientRect(), box = li.getBoundingClientRect()
  return box.top >= top && box.bottom <= bottom
}

export function open() {
  const asked = new URLSearchParams(location.search)
  const first = document.getElementById('first-unread'), meant = messages.querySelector(':scope > :target')
  if (history.state?.seen && hold(scroll, history.state.seen)) return
  if (meant) meant.scrollIntoView({ block: 'center' })
  else if (asked.has('around')) shown(asked.get('around'))?.scrollIntoView({ block: 'center' })
  else if (first) isInView(first) || first.scrollIntoView({ block: 'start' })
  else if (asked.has('after')) scroll.scrollTop = -scroll.scrollHeight
}

export function keep(ctx, tasks) {
  for (const { target, fragment } of tasks) if (target?.matches('#messages > li:empty')) fragment.firstElementChild.dataset.arrived = ''
  // No later messages beyond these: from now on what arrives has its place.
  const isLast = ctx.sourceElement.closest?.('.newer-line') && tasks.every(({ fragment }) => !fragment.querySelector('.newer-line'))
  kept = isAtEnd() ? 'end' : inView()
  focused = document.activeElement.matches('#messages [id]') && document.activeElement.id
  if (isLast) messages.dataset.newest = 'true'
}

export function restore() {
  if (kept === 'end') scroll.scrollTop = 0
  else if (kept) hold(scroll, kept)
  kept = undefined
  // A message that changed was drawn anew, with what had the focus in it.
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true })
  focused = undefined
  observe(messages.querySelectorAll(':scope > :is(.older-line, .newer-line) > a'))
  show()
  if (messages.childElementCount > most) load('trim').then(({ trim }) => trim(scroll, messages, observe), () => {})
}

function show() {
  const unread = unreadIn(messages.dataset.chat), badge = button.querySelector('.badge')
  button.hidden = isAtEnd() || isNewest() && scroll.scrollTop > -far && unread === 0
  badge.hidden = unread === 0
  badge.firstElementChild.textContent = unread
}

// Kept with the entry of the history: Back and a reload lead there, also where the browser has forgotten the page.
function remember() {
  clearTimeout(timer)
  const seen = isAtEnd() ? null : inView(), address = new URL(location)
  const first = seen && document.getElementById(seen[0]?.[0])
  for (const where of ['before', 'after', 'around']) address.searchParams.delete(where)
  if (first) address.searchParams.set('around', first.dataset.sequence)
  address.hash = ''
  history.replaceState({ ...history.state, seen }, '', address)
}

function moved() {
  show()
  clearTimeout(timer)
  timer = setTimeout(remember, settle)
}

if (messages) {
  scroll.addEventListener('scroll', moved, { passive: true })
  document.addEventListener('click', ({ target }) => target.closest?.('a, button') && remember(), true)
  window.addEventListener('popstate', ({ state }) => state?.seen ? hold(scroll, state.seen) : state && (scroll.scrollTop = 0))
  document.addEventListener('messenger:sent', () => { if (isNewest()) scroll.scrollTop = 0 })
  button.addEventListener('click', event => {
    event.preventDefault()
    if (!isNewest()) return readAll().finally(() => location.assign(button.href))
    scroll.scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  })
  // A quote of a message that is here needs no other page.
  document.addEventListener('click', event => {
    const quote = event.target.closest?.('#messages .quote[data-quotes]')
    if (!quote || !document.getElementById(`message-${quote.dataset.quotes}`)) return
    event.preventDefault()
    location.hash = `message-${quote.dataset.quotes}`
  })
}
