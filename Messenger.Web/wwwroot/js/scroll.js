// Where one is in the thread: it opens at the first unread, nothing moves while one reads, a button leads to the newest.
import { readAll } from './read-receipts.js'

const messages = document.getElementById('messages')
const scroll = document.getElementById('scroll')
const button = document.getElementById('to-newest')
const far = 240, near = 80, ahead = '300px 0px'
let missed = 0, kept, focused

// The thread is upside down (column-reverse): 0 is the newest, upwards is negative.
const isNewest = () => messages.dataset.newest === 'true'
const isAtEnd = () => isNewest() && scroll.scrollTop > -near
const shown = sequence => messages.querySelector(`:scope > [data-sequence="${Number(sequence)}"]`)

function isInView(li) {
  const { top, bottom } = scroll.getBoundingClientRect(), box = li.getBoundingClientRect()
  return box.top >= top && box.bottom <= bottom
}

// Shortly before one gets there, what lies beyond is fetched.
const edges = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) target.dispatchEvent(new Event('near'))
}, { root: scroll, rootMargin: ahead })

export function open() {
  const asked = new URLSearchParams(location.search)
  const first = document.getElementById('first-unread')
  if (first) isInView(first) || first.scrollIntoView({ block: 'start' })
  else if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'center' })
  else if (asked.has('around')) shown(asked.get('around'))?.scrollIntoView({ block: 'center' })
  else if (asked.has('after')) scroll.scrollTop = -scroll.scrollHeight
}

export function keep(ctx, tasks) {
  const arrived = tasks.filter(task => task.target?.matches('#messages > li:empty'))
  if (!isAtEnd()) missed += arrived.length
  for (const { fragment } of arrived) fragment.firstElementChild.dataset.arrived = ''
  // No later messages beyond these: from now on what arrives has its place.
  const isLast = ctx.sourceElement.closest?.('.newer-line') && tasks.every(({ fragment }) => !fragment.querySelector('.newer-line'))
  kept = isAtEnd() ? 'end' : place()
  focused = document.activeElement.matches('#messages [id]') && document.activeElement.id
  if (isLast) messages.dataset.newest = 'true'
}

// The first message in view, and where it is.
function place() {
  const { top } = scroll.getBoundingClientRect()
  for (const li of messages.querySelectorAll(':scope > [id]')) {
    const box = li.getBoundingClientRect()
    if (box.bottom > top) return { id: li.id, top: box.top }
  }
}

export function restore() {
  const li = kept?.id && document.getElementById(kept.id)
  if (kept === 'end') scroll.scrollTop = 0
  else if (li) scroll.scrollTop += li.getBoundingClientRect().top - kept.top
  kept = undefined
  // A message that changed was drawn anew, with what had the focus in it.
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true })
  focused = undefined
  for (const edge of messages.querySelectorAll(':scope > :is(.older-line, .newer-line) > a')) edges.observe(edge)
  show()
}

function show() {
  if (isAtEnd()) missed = 0
  button.hidden = isNewest() && scroll.scrollTop > -far && missed === 0
  const badge = button.querySelector('.badge')
  badge.hidden = missed === 0
  badge.textContent = missed
}

function toEnd() {
  scroll.scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
}

if (messages) {
  scroll.addEventListener('scroll', show, { passive: true })
  document.addEventListener('messenger:sent', () => { if (isNewest()) scroll.scrollTop = 0 })
  button.addEventListener('click', event => {
    event.preventDefault()
    isNewest() ? toEnd() : readAll().finally(() => location.assign(button.href))
  })
  // A quote of a message that is here needs no other page.
  document.addEventListener('click', event => {
    const quote = event.target.closest?.('#messages .quote[data-quotes]')
    if (!quote || !document.getElementById(`message-${quote.dataset.quotes}`)) return
    event.preventDefault()
    location.hash = `message-${quote.dataset.quotes}`
  })
}
