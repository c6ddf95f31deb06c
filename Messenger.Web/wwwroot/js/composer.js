// The message field: Enter sends, Shift+Enter breaks the line, ↑ edits my last once it is sent, Esc lets go. What is typed survives a reload.
import { connection } from './live.js'
import { send } from './outbox.js'

const form = document.getElementById('composer')
const field = form?.elements.text
const chat = Number(document.getElementById('messages')?.dataset.chat)
const key = `draft:${document.body.dataset.me}:${chat}`
const sayEvery = 3000
let saidAt = 0

if (form) {
  field.value ||= localStorage.getItem(key) ?? ''
  form.addEventListener('submit', submit)
  field.addEventListener('keydown', press)
  field.addEventListener('input', typed)
  document.addEventListener('messenger:edit', ({ detail }) => fill([detail, field.value].filter(Boolean).join('\n')))
  if (matchMedia('(any-hover: hover)').matches && !location.hash) field.focus({ preventScroll: true })
}

function submit(event) {
  event.preventDefault()
  const detail = { clientId: form.elements.client_id.value, text: field.value, replyTo: form.elements.reply_to?.value ?? '' }
  // With files it is theirs to send (uploads.js).
  if (document.dispatchEvent(new CustomEvent('messenger:send', { detail, cancelable: true }))) {
    if (!field.value.trim()) return field.focus()
    send(detail)
  }
  form.elements.client_id.value = uuid()
  forgetReply()
  fill('')
  document.getElementById('text-wrong')?.remove()
  document.dispatchEvent(new Event('messenger:sent'))
}

function press(event) {
  if (event.isComposing) return
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    form.requestSubmit()
  } else if (event.key === 'ArrowUp' && !field.value && !document.querySelector('.queued:not(.failed)')) {
    const mine = document.querySelectorAll(`#messages > .message[data-author="${document.body.dataset.me}"] > .more`)
    if (mine.length) event.preventDefault()
    mine[mine.length - 1]?.dispatchEvent(new CustomEvent('click', { bubbles: true, cancelable: true, detail: 'edit' }))
  } else if (event.key === 'Escape') {
    forgetReply()
  }
}

function typed() {
  localStorage.setItem(key, field.value)
  if (Date.now() - saidAt < sayEvery || !field.value) return
  saidAt = Date.now()
  if (connection.state === signalR.HubConnectionState.Connected) connection.invoke('Type', chat, true).catch(() => {})
}

function fill(text) {
  field.value = text
  text ? localStorage.setItem(key, text) : localStorage.removeItem(key)
  saidAt = 0
  field.focus()
}

function forgetReply() {
  const about = document.getElementById('composer-about')
  about.hidden = true
  about.replaceChildren()
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
