// All emoji to choose from, by group, by name in English and Russian, and those used last. Opened from the message field, into which it
// writes, and from a message. A dialog: Esc closes it and the focus goes back. Fetched when it is wanted first.
import '../css/picker.css'
import { fold } from './fold.js'
import { load, style } from './lazy.js'
import { react } from './react.js'
import { note, used } from './used-emoji.js'

const columns = 8
const isRussian = document.documentElement.lang === 'ru'
let dialog, field, grid, all, take, near, back, ready, russian

export async function open(opener) {
  ready ??= prepare().catch(() => { ready = undefined })
  await ready
  if (!ready || dialog.open || !opener.isConnected) return
  ;[near, take] = [opener, takerOf(opener)]
  // What opened it beside a message may be gone by then.
  back = opener.closest('.message')?.querySelector(':scope > .more')
  field.value = ''
  draw()
  dialog.showModal()
  place()
  grid.scrollTop = 0
  // On a phone the keyboard would cover what one came for.
  if (!matchMedia('(any-hover: hover)').matches) grid.focus()
}

async function prepare() {
  const [answer, { default: english }] = await Promise.all([fetch('/chats/reacting'), load('emoji-en'), style('picker'), isRussian && learn()])
  if (!answer.ok) throw answer
  dialog = document.createRange().createContextualFragment(await answer.text()).querySelector('.picker')
  all = english.split('\n').map((line, i) => {
    const [emoji, group, label, tags] = line.split('|')
    return { emoji, group, label: russian?.[i].label ?? label, words: fold(` ${label} ${tags}`) }
  })
  field = dialog.querySelector('input')
  grid = dialog.querySelector('[role=grid]')
  field.addEventListener('input', find)
  field.addEventListener('keydown', leaveField)
  grid.addEventListener('keydown', press)
  grid.addEventListener('click', ({ target }) => choose(target.closest('[role=gridcell]')))
  dialog.addEventListener('click', event => {
    const group = event.target.closest('[data-group]')?.dataset.group
    if (event.target === dialog) dialog.close()
    if (group) jump(group)
  })
  dialog.addEventListener('close', () => document.activeElement === document.body && back?.focus({ preventScroll: true }))
  addEventListener('resize', () => dialog.open && place())
  document.body.append(dialog)
}

// The Russian names, and what else they are found by.
async function learn() {
  russian ??= (await load('emoji-ru')).default.split('\n').map(line => {
    const [label, tags] = line.split('|')
    return { label, words: fold(` ${label} ${tags}`) }
  })
  return russian
}

// What was said in the language of this page may be looked for in the other one.
async function find() {
  if (/[а-яё]/i.test(field.value)) await learn().catch(() => {})
  draw()
}

function draw() {
  const words = fold(field.value).split(/\s+/).filter(Boolean)
  const isFound = ({ words: known }, i) => words.every(word => `${known}${russian?.[i].words ?? ''}`.includes(` ${word}`))
  // What is called so comes before what only has to do with it.
  const rank = ({ label }) => fold(label).startsWith(words[0]) ? 0 : 1
  const found = words.length ? all.filter(isFound).toSorted((a, b) => rank(a) - rank(b)) : []
  const names = [...dialog.querySelectorAll('[data-group]')].map(({ dataset, title }) => [dataset.group, title])
  const groups = words.length ? [['found', '', found]] : names.map(([group, name]) => [group, name, group === 'used' ? lately() : all.filter(one => one.group === group)])
  grid.replaceChildren(...groups.filter(([, , some]) => some.length).map(section))
  dialog.querySelector('[role=status]').textContent = words.length && !found.length ? dialog.dataset.none : ''
  grid.querySelector('[role=gridcell]')?.setAttribute('tabindex', 0)
}

const lately = () => used().map(emoji => all.find(one => one.emoji === emoji) ?? { emoji, label: emoji })

function section([group, name, some]) {
  const rows = name ? [element('div', 'row', element('span', 'rowheader', name))] : []
  for (let i = 0; i < some.length; i += columns) rows.push(element('div', 'row', ...some.slice(i, i + columns).map(cell)))
  return Object.assign(element('div', 'rowgroup', ...rows), { id: `emoji-${group}` })
}

function element(tag, role, ...inside) {
  const made = document.createElement(tag)
  made.role = role
  made.append(...inside)
  return made
}

const cell = ({ emoji, label }) => Object.assign(element('button', 'gridcell', emoji), { type: 'button', tabIndex: -1, title: label, ariaLabel: label })

function jump(group) {
  field.value = ''
  draw()
  document.getElementById(`emoji-${group}`)?.scrollIntoView()
}

const cells = () => [...grid.querySelectorAll('[role=gridcell]')]

function go(to) {
  if (!to) return
  for (const one of cells()) one.tabIndex = one === to ? 0 : -1
  to.focus()
}

// Arrows, as in the lines one sees: a group may end in the middle of one.
function press(event) {
  const { key, target } = event, every = cells(), at = every.indexOf(target)
  const rows = [...grid.querySelectorAll('[role=row]:has([role=gridcell])')], row = rows.indexOf(target.parentElement)
  const below = by => {
    const line = rows[row + by]?.children
    return line?.[Math.min([...target.parentElement.children].indexOf(target), line.length - 1)]
  }
  const moves = {
    ArrowRight: () => go(every[at + 1]), ArrowLeft: () => go(every[at - 1]), ArrowDown: () => go(at < 0 ? every[0] : below(1)),
    ArrowUp: () => row > 0 ? go(below(-1)) : field.focus(), Home: () => go(rows[row]?.firstElementChild), End: () => go(rows[row]?.lastElementChild),
  }
  if (moves[key]) {
    event.preventDefault()
    moves[key]()
  } else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    // Typing searches.
    field.focus()
  }
}

function leaveField(event) {
  if (event.isComposing || event.keyCode === 229 || !/^(ArrowDown|Enter)$/.test(event.key)) return
  event.preventDefault()
  event.key === 'Enter' ? choose(cells()[0]) : go(cells()[0])
}

function choose(chosen) {
  if (!chosen) return
  dialog.close()
  take(chosen.textContent)
}

// What becomes of it: written where the caret is, or said of a message.
function takerOf(opener) {
  const message = opener.closest('.message'), form = opener.form, text = form?.elements.text
  if (message) return emoji => react(message, emoji)
  if (text) {
    return emoji => {
      note(emoji)
      text.focus()
      document.execCommand('insertText', false, emoji)
    }
  }
  return emoji => {
    const chip = Object.assign(document.createElement('button'), { className: 'chip', name: 'emoji', value: emoji, textContent: emoji })
    form.prepend(chip)
    chip.click()
  }
}

// Near what opened it; on a phone from below (picker.css).
function place() {
  if (matchMedia('(width < 48rem)').matches) return Object.assign(dialog.style, { left: '', top: '' })
  const { offsetWidth: width, offsetHeight: height } = dialog, { right, top, bottom } = near.getBoundingClientRect(), margin = 8
  dialog.style.left = `${Math.max(margin, Math.min(right - width, innerWidth - width - margin))}px`
  dialog.style.top = `${top - height > 2 * margin ? top - height - margin : Math.max(margin, Math.min(bottom + margin, innerHeight - height - margin))}px`
}
