// Whom one may mean by what is typed behind an @: a list beside the field, drawn by the server (as the editable combobox of the WAI-ARIA
// APG). The focus stays in the field, whose keys are the list's only while it is there. Fetched with the first @.
import '../css/mentions.css'
import { style } from './lazy.js'

const chat = /^\/chats\/(\d+)/.exec(location.pathname)?.[1]
const styled = style('mentions')
// As the server looks for one (MarkupMention.cs), and no longer than a username.
const begun = /(?<![\p{L}\p{N}@\\])@([\p{L}\p{M}\p{N}._-]{0,32})$/u
// A textarea may have no other role (ARIA in HTML) than that of a text box, which does not expand.
const says = { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': 'mentions' }
// The @ that the list is for, and one that Esc was pressed at.
let field, list, at = -1, left = -1, typed, asking, asked

export function look(target) {
  const { value, selectionStart, selectionEnd } = target
  const found = chat && selectionStart === selectionEnd && begun.exec(value.slice(0, selectionStart))
  if (!found || target !== field || found.index !== left) left = -1
  if (!found || found.index === left) return close()
  if (target === field && found.index === at && found[1] === typed) return
  if (target !== field) close()
  ;[field, at, typed] = [target, found.index, found[1]]
  asking = ask()
}

async function ask() {
  asked?.abort()
  asked = new AbortController()
  const { signal } = asked
  try {
    const [answer] = await Promise.all([fetch(`/chats/${chat}/people?q=${encodeURIComponent(typed)}`, { headers: { 'HX-Request': 'true' }, signal }), styled])
    const html = answer.ok ? await answer.text() : ''
    if (!signal.aborted) show(document.createRange().createContextualFragment(html).querySelector('[role=option]')?.parentElement)
  } catch {
    if (!signal.aborted) close()
  }
}

function show(drawn) {
  if (!drawn || document.activeElement !== field) return close()
  list ? list.replaceWith(drawn) : field.after(drawn)
  list = drawn
  // The field keeps the focus.
  list.addEventListener('pointerdown', event => event.preventDefault())
  list.addEventListener('click', ({ target }) => take(target.closest('[role=option]')))
  for (const [name, value] of Object.entries(says)) field.setAttribute(name, value)
  choose(0)
}

function close() {
  asked?.abort()
  list?.remove()
  if (field) for (const name of [...Object.keys(says), 'aria-activedescendant']) field.removeAttribute(name)
  list = typed = undefined
  at = -1
}

const options = () => [...list.children]
const chosen = () => list.querySelector('[aria-selected=true]')

function choose(index) {
  const all = options(), next = all.at(index % all.length)
  for (const option of all) option.ariaSelected = option === next
  field.setAttribute('aria-activedescendant', next.id)
  next.scrollIntoView({ block: 'nearest' })
}

function take(option) {
  if (!option) return
  const [from, to] = [at, field.selectionEnd]
  close()
  left = from
  field.setSelectionRange(from, to)
  // Deprecated, and still all that keeps what one can undo.
  document.execCommand('insertText', false, `@${option.dataset.name}${/^\s/.test(field.value.slice(to)) ? '' : ' '}`)
}

const step = by => choose(options().indexOf(chosen()) + by)

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  // Somebody who types fast means what they typed, not what was there before.
  Enter: () => asking.then(() => list && take(chosen())),
  Escape() {
    left = at
    close()
  },
}
keys.Tab = keys.Enter

// Before anybody else hears of the key: to send, to close a dialog, to edit the last message.
document.addEventListener('keydown', event => {
  if (!list || event.target !== field || event.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey || !keys[event.key]) return
  event.preventDefault()
  event.stopPropagation()
  keys[event.key]()
}, true)
document.addEventListener('selectionchange', () => list && document.activeElement === field && look(field))
document.addEventListener('focusout', ({ target }) => target === field && close())
document.addEventListener('messenger:sent', close)
