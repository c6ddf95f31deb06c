// What was sent and not yet answered. Each is a bubble with a form of its own, kept on this device until the server has it,
// sent one after the other. The client_id makes trying again harmless.
import { entriesOf } from './entries.js'
import { sentenceIn } from './sentence.js'
import { device } from './storage.js'

const messages = document.getElementById('messages')
const template = document.getElementById('queued')
const key = `unsent:${document.body.dataset.me}:${messages?.dataset.chat}`
const entries = entriesOf(`${key}:`)
// With the 5 s that the server asks for, nobody waits for half a minute after it is well again.
const longest = 20_000
let sending, tries = 0, pause

const { all: kept, drop } = entries
const isThere = clientId => messages.querySelector(`[data-client="${clientId}"]:not(.queued)`)

export function send(entry) {
  entries.put(entry)
  draw(entry)
  next()
}

// Files are sent by uploads.js, which does with their bubble what is done here with those of text.
export function draw({ clientId, text, replyTo, draftId, isUpload }) {
  const copy = template.content.cloneNode(true)
  const li = copy.querySelector('.message'), form = copy.querySelector('form')
  li.removeAttribute('id')
  li.classList.add('queued')
  li.classList.toggle('uploading', !!isUpload)
  if (isUpload) form.removeAttribute('hx-post')
  Object.assign(li.dataset, { client: clientId, at: new Date().toISOString() })
  li.querySelector('.said > p').textContent = text
  li.querySelector('.more')?.remove()
  const time = li.querySelector('time'), ticks = li.querySelector('.ticks')
  time.dateTime = li.dataset.at
  ticks.dataset.state = 'queued'
  ticks.querySelector('use').setAttribute('href', '/icons.svg#clock')
  ticks.querySelector('.hidden').textContent = form.querySelector('.reason').dataset.waiting
  form.elements.client_id.value = clientId
  form.elements.reply_to.value = replyTo
  form.elements.draft_id.value = draftId ?? ''
  form.elements.text.value = text
  li.append(form)
  messages.append(li)
  htmx.process(li)
  document.dispatchEvent(new Event('messenger:drawn'))
  return li
}

function next() {
  if (pause) return
  // Arrived by the line to the server, and another tab has taken it off.
  if (!sending?.isConnected) sending = undefined
  sending ??= messages.querySelector('.queued:not(.failed, .uploading) > form')
  if (sending && !sending.dataset.sent) {
    sending.dataset.sent = true
    sending.requestSubmit()
  }
}

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  if (ctx.sourceElement.matches('.queued > form')) ctx.request.timeout = '20s'
})

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  const form = ctx.sourceElement
  // Gone: its message is there, and collect has seen to it. htmx says so on the document then.
  if (!form.matches?.('form.failure') || !form.isConnected) return
  const status = ctx.response?.status ?? 0
  sending = undefined
  delete form.dataset.sent
  // Still here: the chat is open somewhere in its past, where the new message has no place.
  if (ctx.response?.headers.has('Messenger-Sent')) return drop(form.elements.client_id.value), location.assign(`/chats/${messages.dataset.chat}`)
  if (ctx.response?.headers.get('Messenger-Field') === 'reply_to') return sendPlain(form, sentenceIn(ctx.text))
  if (status === 413 || status === 422) return fail(form, sentenceIn(ctx.text), 'again', 'edit')
  if (status === 400 || status === 401) return fail(form, form.querySelector('.reason').dataset.ended, 'again')
  if (status === 403 || status === 404) return fail(form, form.querySelector('.reason').dataset.gone, 'again', 'edit')
  say(form, form.querySelector('.reason').dataset[status ? 'away' : 'lost'])
  const asked = Number(ctx.response?.headers.get('Retry-After')) || 0
  // No clock is compared: a timer may end a fraction of a millisecond too early for it, and people set it back.
  pause = setTimeout(hurry, asked * 1000 + Math.random() * Math.min(longest, 1000 * 2 ** tries++))
})

// Arrived: by the answer, or first by the line to the server, after which the answer finds its form gone.
export function collect() {
  for (const { clientId } of kept().filter(entry => isThere(entry.clientId))) {
    drop(clientId)
    if (sending?.elements.client_id.value === clientId) sending = undefined
    tries = 0
    resume()
  }
  next()
}

// What it answers is gone for ever: the button sends it by itself.
function sendPlain(form, reason) {
  form.elements.reply_to.value = ''
  fail(form, reason, 'plain', 'edit')
}

function fail(form, reason, ...buttons) {
  const li = form.closest('li')
  li.classList.add('failed')
  li.querySelector('.ticks use').setAttribute('href', '/icons.svg#warning')
  offer(form, ...buttons)
  say(form, reason)
  next()
}

function offer(form, ...buttons) {
  for (const name of ['again', 'plain', 'edit']) form.elements[name].hidden = !buttons.includes(name)
}

function say(form, reason) {
  form.querySelector('.reason').textContent = reason
}

document.addEventListener('click', ({ target }) => {
  const form = target.closest?.('.queued:not(.uploading) > form.failure')
  if (form && target.closest('[name=edit]')) {
    document.dispatchEvent(new CustomEvent('messenger:edit', { detail: { text: form.elements.text.value, replyTo: form.elements.reply_to.value } }))
    drop(form.elements.client_id.value)
    form.closest('li').remove()
  }
})

// Another tab has sent something here, or taken it back.
function follow() {
  const waiting = kept()
  for (const li of messages.querySelectorAll('.queued:not(.uploading)')) {
    if (waiting.some(({ clientId }) => clientId === li.dataset.client)) continue
    if (li.contains(sending)) sending = undefined
    li.remove()
  }
  waiting.filter(({ clientId }) => !messages.querySelector(`[data-client="${clientId}"]`)).forEach(draw)
  next()
}

function resume() {
  clearTimeout(pause)
  pause = undefined
}

// Waited long enough, or the line is back.
function hurry() {
  resume()
  next()
}

// Retry is the form's own submit; it waits its turn like the others.
document.addEventListener('submit', event => {
  const li = event.target.closest('.queued.failed:not(.uploading)')
  if (!li) return
  event.preventDefault()
  event.stopImmediatePropagation()
  li.classList.remove('failed')
  li.querySelector('.ticks use').setAttribute('href', '/icons.svg#clock')
  offer(event.target)
  say(event.target, '')
  // A form that is being submitted cannot be submitted.
  setTimeout(next)
}, true)

if (messages) {
  window.addEventListener('online', hurry)
  window.addEventListener('storage', event => event.key?.startsWith(key) && follow())
  document.addEventListener('messenger:line', ({ detail }) => detail === 'here' && hurry())
  // As it was kept before: all of a chat under one key.
  JSON.parse(device.recall(key) ?? '[]').forEach((entry, at) => entries.put({ at, ...entry }))
  device.keep(key)
  kept().filter(entry => !isThere(entry.clientId)).forEach(draw)
}
