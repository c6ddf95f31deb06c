// Beside the message that somebody points at: the three reactions they used last, any other, and an answer. Drawn by the server, and one
// for all messages. With keys it is reached by arrows from ⋯, which stays the only stop of its message. Fetched when it is wanted first.
import '../css/quick.css'
import { touch } from './fingers.js'
import { style } from './lazy.js'
import { react } from './react.js'
import { note, reactions } from './used-emoji.js'

const messages = document.getElementById('messages'), scroll = document.getElementById('scroll'), sheet = document.getElementById('sheet')
const moreOf = message => message?.querySelector(':scope > .more')
let bar, message, prepared

export async function begin(event) {
  // The finger that asked for this may still be there.
  if (event.pointerType === 'touch' && event.target.hasPointerCapture(event.pointerId)) touch(event)
  prepared ??= prepare().catch(failure => {
    prepared = undefined
    throw failure
  })
  await prepared
  if (event.pointerType !== 'touch') show(event.target.closest('.message'))
}

async function prepare() {
  const [answer] = await Promise.all([fetch('/chats/reacting'), style('quick')])
  if (!answer.ok) throw answer
  bar = document.createRange().createContextualFragment(await answer.text()).querySelector('.quick')
  bar.addEventListener('click', act)
  // Moved by a hand, not by what comes and goes under it.
  document.addEventListener('pointermove', ({ target, pointerType }) => {
    if (pointerType !== 'touch') show(target.closest?.('#messages > .message') ?? (message?.contains(document.activeElement) ? message : null))
  })
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches('.message > .more')) show(target.closest('.message'))
    else if (!message?.matches(':hover') && !message?.contains(target)) show()
  })
  messages.addEventListener('keydown', press)
  // Its message may have been drawn anew, without it.
  document.addEventListener('htmx:after:swap', () => {
    offerFirst()
    if (message && !message.contains(bar)) show(message.isConnected ? message : null)
  })
  offerFirst()
}

function show(next) {
  // Where nobody is left to write to, there is nobody to react to either.
  const more = document.getElementById('composer') && moreOf(next)
  message = more ? next : null
  if (!more) return bar?.remove()
  if (next.contains(bar)) return
  for (const [i, emoji] of reactions().entries()) {
    const button = bar.children[i]
    button.value = button.textContent = emoji
    button.ariaLabel = bar.dataset.words.replace('{0}', emoji)
  }
  more.after(bar)
  place(more)
}

// Beside the bubble where there is room, or else over its upper edge, and never above the thread: nothing moves for it.
function place(more) {
  const [whole, bubble, dots, own] = [message, message.querySelector(':scope > .bubble'), more, bar].map(one => one.getBoundingClientRect())
  const isBefore = dots.left < bubble.left
  const isBeside = own.width <= (isBefore ? dots.left - whole.left : whole.right - dots.right)
  const left = isBeside ? isBefore ? dots.left - own.width : dots.right : isBefore ? bubble.left : bubble.right - own.width
  const top = isBeside ? (dots.top + dots.bottom - own.height) / 2 : bubble.top - own.height * 0.75
  bar.style.left = `${Math.max(0, Math.min(left, whole.right - own.width) - whole.left)}px`
  bar.style.top = `${Math.max(top, scroll.getBoundingClientRect().top) - whole.top}px`
}

function act({ target }) {
  const button = target.closest('button'), about = message
  if (!button) return
  if (button.value) react(about, button.value)
  if (!button.matches('[data-answers]')) return
  show()
  // As a double click beside the text is answered.
  about.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
}

function press(event) {
  const { key, target } = event, more = moreOf(message)
  const stops = more && bar.isConnected ? [more, ...bar.querySelectorAll('button')] : [], at = stops.indexOf(target)
  if (at < 0 || !/^(Arrow(Left|Right)|Escape)$/.test(key) || key === 'Escape' && at === 0 || event.altKey) return
  event.preventDefault()
  event.stopPropagation()
  const next = key === 'Escape' ? more : stops.at((at + (key === 'ArrowRight' ? 1 : -1)) % stops.length)
  next.focus()
}

// What one can do with a message begins with them, too.
function offerFirst() {
  const form = sheet?.querySelector('.chips.emoji:not([data-ordered])')
  if (!form) return
  form.dataset.ordered = ''
  for (const emoji of reactions().toReversed()) {
    const all = [...form.querySelectorAll('[name=emoji]')], known = all.find(({ value }) => value === emoji)
    // In the place of another, so that they stay one line.
    if (!known) all.findLast(({ ariaPressed }) => ariaPressed === 'false')?.remove()
    form.prepend(known ?? Object.assign(document.createElement('button'), { className: 'chip', name: 'emoji', value: emoji, textContent: emoji, ariaPressed: 'false' }))
  }
}

document.addEventListener('click', ({ target }) => {
  const reacted = target.closest?.('button[name=emoji]')
  if (reacted) note(reacted.value, true)
})
