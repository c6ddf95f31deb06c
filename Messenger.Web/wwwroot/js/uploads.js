// What an attached file is until the server has it: a chip in the composer, then a bubble with a bar. What was sent is kept in the
// browser's database. Where that is refused files live in this page only; what they were called is kept, so that after a reload it can be
// said that they were not sent.
import '../css/upload.css'
import { choose, empty, isAny, prepare } from './chosen-files.js'
import { load, style } from './lazy.js'
import { inStores } from './offline/database.js'
import { Upload } from './upload.js'

const messages = document.getElementById('messages')
const isThere = clientId => messages.querySelector(`[data-client="${clientId}"]:not(.queued)`)
const waiting = []
// Recorded, and meant to be sent with the next press of the button.
let spoken
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
  window.addEventListener('beforeunload', event => { if (isAny() || waiting.some(({ files, isKept }) => files.length && !isKept)) event.preventDefault() })
  await recall()
}

// The composer sends; with files it is ours to do. What is spoken goes by itself.
function send(event) {
  if (!isAny() && !spoken) return
  event.preventDefault()
  add({ ...event.detail, ...spoken ?? { files: empty() } })
  spoken = undefined
  next()
}

// Before it is taken back there is a place for it.
const listenAgain = ({ files, voice }) => load('recorder')
  .then(recorder => recorder.review({ files, voice }, { loadUploads: async () => ({ speak }), say: page.say }))
  .catch(() => page.say(page.lost))

// A recording, with what it is called and what is to be said of it.
export function speak(recording) {
  spoken = recording
  page.form.requestSubmit()
}

function add(entry) {
  const upload = new Upload(entry, page, parts)
  upload.form.addEventListener('submit', event => {
    event.preventDefault()
    upload.retry()
    next()
  })
  upload.form.addEventListener('click', async ({ target }) => {
    if (!target.closest('[name=edit], [name=cancel]')) return
    const { text, replyTo, files, voice } = upload
    if (voice && files.length && !await listenAgain(upload)) return
    remove(upload)
    document.dispatchEvent(new CustomEvent('messenger:edit', { detail: { text, replyTo } }))
    if (!voice) choose(files)
  })
  waiting.push(upload)
  const { clientId, text, replyTo, draftId, names, voice } = upload
  upload.at = page.entries.put({ clientId, text, replyTo, draftId, names, voice, at: entry.at })
  keepFiles(upload)
  return upload
}

async function next() {
  clearTimeout(timer)
  if (sending) return
  sending = waiting.find(upload => !upload.isFailed)
  if (!sending) return
  const upload = sending
  const { status, text, field, wait, reason, isSent } = await upload.send()
  sending = undefined
  if (!waiting.includes(upload)) return next()
  if (isSent) return arrive(upload, text)
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
  page.entries.drop(upload.clientId)
  forgetFiles(upload)
  next()
}

async function recall() {
  const entries = page.entries.all()
  const kept = entries.length ? await inStores(['outbox'], outbox => outbox.getAll()).catch(() => []) : []
  for (const entry of entries) {
    const { state, files = [] } = kept.find(({ clientId }) => clientId === entry.clientId) ?? {}
    // By the worker, while no page was open.
    if (state === 'sent' || isThere(entry.clientId)) page.entries.drop(entry.clientId)
    else if (files.length) add({ ...entry, names: entry.voice && entry.names, files })
    else add({ ...entry, files }).lose()
  }
  next()
}

// Once only: one that was recalled is there.
function keepFiles(upload) {
  const [, me, chat] = page.key.split(':').map(Number), { clientId, text, replyTo, draftId, files, voice, at } = upload
  if (files.length) inStores(['outbox'], outbox => outbox.add({ me, chat, clientId, text, replyTo, draftId, files, voice, at })).catch(failure => failure?.name === 'ConstraintError' || Promise.reject(failure))
    .then(() => { upload.isKept = true }, () => {})
}

const forgetFiles = ({ clientId }) => inStores(['outbox'], outbox => {
  outbox.index('clientId').getKey(clientId).onsuccess = ({ target: { result } }) => result && outbox.delete(result)
}).catch(() => {})
