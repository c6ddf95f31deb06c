// What an attached file is until the server has it: a chip in the composer, then a bubble with a bar. Files live in this page
// only; what they were called is kept, so that after a reload it can be said that they were not sent.
import '../css/upload.css'
import { choose, empty, isAny, prepare } from './chosen-files.js'
import { style } from './lazy.js'
import { Upload } from './upload.js'

const messages = document.getElementById('messages')
const isThere = clientId => messages.querySelector(`[data-client="${clientId}"]:not(.queued)`)
const waiting = []
let page, parts, sending, timer, tries = 0

export const take = choose

export async function begin(given) {
  page = given
  const [html] = await Promise.all([fetch('/chats/attaching').then(answer => answer.ok ? answer.text() : Promise.reject(answer)), style('uploads')])
  parts = document.createRange().createContextualFragment(html)
  prepare(page, parts)
  document.addEventListener('messenger:send', send)
  document.addEventListener('messenger:line', ({ detail }) => detail === 'here' && next())
  window.addEventListener('online', next)
  window.addEventListener('beforeunload', event => { if (isAny() || waiting.some(({ files }) => files.length)) event.preventDefault() })
  recall()
}

// The composer sends; with files it is ours to do.
function send(event) {
  if (!isAny()) return
  event.preventDefault()
  add({ ...event.detail, files: empty() })
  next()
}

function add(entry) {
  const upload = new Upload(entry, page, parts)
  upload.form.addEventListener('submit', event => {
    event.preventDefault()
    upload.retry()
    next()
  })
  upload.form.addEventListener('click', ({ target }) => {
    if (!target.closest('[name=edit], [name=cancel]')) return
    const { text, replyTo, files } = upload
    remove(upload)
    document.dispatchEvent(new CustomEvent('messenger:edit', { detail: { text, replyTo } }))
    choose(files)
  })
  waiting.push(upload)
  remember()
  return upload
}

async function next() {
  clearTimeout(timer)
  if (sending) return
  sending = waiting.find(upload => !upload.isFailed)
  if (!sending) return
  const upload = sending
  const { status, text, field, wait, reason } = await upload.send()
  sending = undefined
  if (!waiting.includes(upload)) return next()
  if (status >= 200 && status < 300) return arrive(upload, text)
  if (reason) return upload.fail(reason), next()
  if (upload.settle(status, text, field)) return next()
  timer = setTimeout(next, wait + Math.random() * Math.min(30_000, 1000 * 2 ** tries++))
}

async function arrive(upload, html) {
  tries = 0
  await page.show(html)
  // Still here: the chat is open somewhere in its past, where the new message has no place.
  if (waiting.includes(upload)) remove(upload), location.assign(`/chats/${messages.dataset.chat}`)
}

// Arrived by the answer, or first by the line to the server.
export function collect() {
  waiting.filter(({ clientId }) => isThere(clientId)).forEach(remove)
}

function remove(upload) {
  waiting.splice(waiting.indexOf(upload), 1)
  upload.end()
  remember()
  next()
}

function remember() {
  const entries = waiting.map(({ clientId, text, replyTo, names }) => ({ clientId, text, replyTo, names }))
  page.device.keep(page.key, entries.length && JSON.stringify(entries))
}

function recall() {
  for (const entry of JSON.parse(page.device.recall(page.key) ?? '[]').filter(({ clientId }) => !isThere(clientId))) add({ ...entry, files: [] }).lose()
  remember()
}
