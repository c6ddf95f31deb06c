// The message field: what is typed in it, sent from it, and kept of it over a reload. ↑ edits my last message, Esc lets go of what is answered.
import { showActions } from './actions.js'
import { keep, recall } from './draft.js'
import './enter.js'
import { isComposing } from './input-method.js'
import { grow } from './grow.js'
import { load } from './lazy.js'
import { connection } from './live.js'
import { send } from './outbox.js'

const form = document.getElementById('composer')
const field = form?.elements.text
const chat = Number(document.getElementById('messages')?.dataset.chat)
const sayEvery = 3000
const answered = () => form.elements.reply_to?.value ?? ''
let saidAt = 0, drafts, isAsked = location.search.includes('reply=')

// The server keeps it as well, by a module that comes with the first key, or with what was begun on another device.
const withDrafts = () => drafts ??= load('drafts').then(module => (module.begin({ form, uuid, clear, fill, keepHere }), module))
  .catch(() => document.addEventListener('messenger:line', () => { drafts = undefined }, { once: true }))

function keepHere(isSaved) {
  keep({ text: field.value, replyTo: answered(), id: form.elements.draft_id.value, version: form.elements.version.value, isSaved })
}

function keepDraft() {
  keepHere()
  withDrafts().then(module => module?.wait())
}

if (form) {
  // A page that comes from memory has the id of a message that may have been sent long ago.
  form.elements.client_id.value = uuid()
  takeUp(recall())
  field.selectionStart = field.value.length
  grow(field)
  form.addEventListener('submit', submit)
  field.addEventListener('keydown', press)
  field.addEventListener('input', typed)
  document.addEventListener('dblclick', reply)
  new MutationObserver(withDrafts).observe(document.getElementById(`draft-${chat}`), { childList: true })
  document.addEventListener('messenger:edit', ({ detail: { text, replyTo } }) => {
    fill([text, field.value].filter(Boolean).join('\n'), replyTo)
  })
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => { if (ctx.sourceElement.matches?.('[data-reply]')) keepDraft() })
  if (matchMedia('(any-hover: hover)').matches && !location.hash) field.focus({ preventScroll: true })
}

// What the server has kept is drawn already. This device knows better where it goes on with just that, or with what it saved while it left,
// where the server does not have its text, and on a page from memory that is older than what was saved or sent since. What was typed before
// this came goes after it, and is kept in any case.
function takeUp({ text = '', replyTo = '', id = '', version = '0', isSaved }) {
  const drawn = form.elements, newer = drawn.version.value - version, isUnsaved = !isSaved && (text || replyTo)
  const isTyped = field.value !== field.defaultValue
  const isLatest = !newer || newer === 1 && id && id === drawn.draft_id.value
  const isOld = newer < 0 && document.documentElement.dataset.kept
  const isBetter = (isLatest || isUnsaved || isOld) && !document.getElementById('text-wrong')
  if (isBetter) {
    field.value = withTyped(text, isLatest)
    if (isLatest) drawn.draft_id.value ||= id
    else [drawn.draft_id.value, drawn.version.value] = [id, version]
    if (!isAsked && replyTo !== answered()) {
      clearReply()
      answer(replyTo)
    }
  }
  if (isTyped || isBetter && isUnsaved) keepDraft()
}

// What was typed behind an earlier state of the same goes behind the latest, and anything else into a line of its own.
function withTyped(text, isLatest) {
  const { value, defaultValue: drawn } = field
  if (value === drawn) return text
  if (isLatest && drawn && value.startsWith(drawn)) return text + value.slice(drawn.length)
  return text && text !== drawn ? `${text}\n${value}` : value
}

// The server draws what is answered; until it has, it is at least sent along.
async function answer(id) {
  if (!id) return
  const about = document.getElementById('composer-about')
  about.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'reply_to', value: id }))
  const drawn = await fetch(`/chats/${chat}?reply=${id}`, { headers: { 'HX-Request': 'true' } }).catch(() => {})
  // Without a line it is sent along all the same.
  if (answered() !== id || !drawn) return
  drawn.ok ? htmx.swap({ sourceElement: document.body, target: about, swap: 'outerHTML', text: await drawn.text() }) : forgetReply()
}

// A double click beside the text; in it, it selects a word.
function reply({ target }) {
  const message = target.matches('.message, .bubble, .meta, .meta *') && target.closest('.message')
  if (!message?.querySelector(':scope > .more')) return
  getSelection().empty()
  forgetReply()
  answer(message.id.slice('message-'.length)).then(keepDraft)
  field.focus()
}

function submit(event) {
  event.preventDefault()
  const detail = { clientId: form.elements.client_id.value, text: field.value, replyTo: answered(), draftId: form.elements.draft_id.value }
  // With files it is theirs to send (uploads.js).
  if (document.dispatchEvent(new CustomEvent('messenger:send', { detail, cancelable: true }))) {
    if (!field.value.trim()) return field.focus()
    send(detail)
  }
  form.elements.client_id.value = uuid()
  form.elements.draft_id.value = ''
  forgetReply()
  fill('')
  document.getElementById('text-wrong')?.remove()
  document.dispatchEvent(new Event('messenger:sent'))
}

function press(event) {
  if (isComposing(event)) return
  if (event.key === 'ArrowUp' && !event.altKey && !field.value) {
    event.preventDefault()
    editLast()
  }
  if (event.key === 'Escape') forgetReply()
}

// Not while a message is on its way: that one is meant, and it is not there yet.
function editLast() {
  const mine = document.querySelectorAll(`#messages > .message[data-author="${document.body.dataset.me}"] > .more`)
  const more = mine[mine.length - 1]
  if (more && !document.querySelector('.queued:not(.failed)')) showActions(more, '?edit=true')
}

function typed() {
  keepDraft()
  if (Date.now() - saidAt < sayEvery || !field.value) return
  saidAt = Date.now()
  if (connection.state === signalR.HubConnectionState.Connected) connection.invoke('Type', chat, true).catch(() => {})
}

function fill(text, replyTo) {
  if (!answered()) answer(replyTo)
  field.value = text
  keepDraft()
  grow(field)
  saidAt = 0
  field.focus()
}

function clear() {
  field.value = ''
  clearReply()
  keepHere()
  grow(field)
}

function clearReply() {
  const about = document.getElementById('composer-about')
  about.hidden = true
  about.replaceChildren()
}

function forgetReply() {
  clearReply()
  keepDraft()
  if (isAsked) isAsked = history.replaceState(history.state, '', location.pathname)
}

document.addEventListener('click', event => {
  if (!event.target.closest?.('[data-forget-reply]')) return
  event.preventDefault()
  forgetReply()
  field.focus()
})

// crypto.randomUUID needs a secure context, and a messenger in a home network often has none (RFC 9562, 5.4).
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = bytes[6] & 0x0f | 0x40
  bytes[8] = bytes[8] & 0x3f | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
