// Keeps on the server what is begun here, soon after the last key and when the page is left, so that it is there on another device; what was
// begun on another one is offered above the field. Fetched with the first key.
import '../css/draft.css'
import { style } from './lazy.js'

const settle = 2000
const chat = document.getElementById('messages').dataset.chat
const place = document.getElementById(`draft-${chat}`)
let page, field, id, version, saved, timer, isSaving = false

export function begin(given) {
  page = given
  ;({ text: field, draft_id: id, version } = page.form.elements)
  style('drafts')
  // As it was drawn, but where the text is one that was refused.
  const { kept, reply } = id.dataset
  if (id.value && id.value === kept && !document.getElementById('text-wrong')) saved = JSON.stringify([field.defaultValue, reply])
  new MutationObserver(look).observe(place, { childList: true })
  place.addEventListener('click', choose)
  // What is typed after that is another draft, also where it says the same.
  document.addEventListener('messenger:sent', () => { clearTimeout(timer); saved = undefined })
  document.addEventListener('messenger:line', ({ detail }) => detail === 'here' && wait())
  document.addEventListener('visibilitychange', () => document.hidden && save())
  addEventListener('pagehide', save)
  look()
}

export function wait() {
  clearTimeout(timer)
  timer = setTimeout(save, settle)
}

const replyTo = () => page.form.elements.reply_to?.value ?? ''
const now = () => JSON.stringify([field.value, replyTo()])
const isOffered = () => place.querySelector(':scope > :not([hidden])') !== null

async function save() {
  clearTimeout(timer)
  const isNothing = !field.value.trim() && !replyTo()
  if (isSaving || isOffered() || isNothing && !id.value) return
  if (now() === saved) return page.keepHere(true)
  // Once the line is back, it is.
  if (document.documentElement.dataset.line !== 'here') return
  isSaving = true
  if (!id.value) {
    id.value = page.uuid()
    page.keepHere()
  }
  const [mine, sent] = [id.value, now()]
  const answer = await fetch(`/chats/${chat}/draft`, {
    method: 'POST', keepalive: true,
    headers: { 'HX-Request': 'true', 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content },
    body: new URLSearchParams({ text: field.value, reply_to: replyTo(), draft_id: mine, version: version.value }),
  }).catch(() => {})
  isSaving = false
  const at = answer?.headers.get('Messenger-Draft')
  if (at) keepVersion(at)
  // It was sent meanwhile, or is another one now on another device; too long for a message is nothing that waiting changes.
  else if (answer?.status === 422 && !answer.headers.get('Messenger-Field')) await ask()
  if (at && id.value === mine) {
    saved = sent
    if (isNothing) id.value = ''
    if (now() === sent) page.keepHere(true)
  }
  look()
  if (at && id.value && now() !== saved) wait()
}

function keepVersion(at) {
  version.value = Math.max(version.value, at)
}

async function ask() {
  const drawn = await fetch(`/chats/${chat}/draft`, { headers: { 'HX-Request': 'true' } }).catch(() => {})
  if (drawn?.ok) htmx.swap({ sourceElement: document.body, target: place, swap: 'innerHTML', text: await drawn.text() })
}

// What I have saved comes back by the line, before the answer or after it. Nothing has to be chosen where mine has the other in it.
function look() {
  const [offer] = place.children
  if (!offer) return
  const { dataset: { draft, version: at } } = offer, { text, reply = '' } = offer.querySelector('[data-text]')?.dataset ?? {}
  const isNewer = Number(at) > version.value, isOther = isNewer && text && !field.value.includes(text)
  offer.hidden = !isOther || isSaving && draft === id.value
  if (isOther || isSaving) return
  keepVersion(at)
  offer.remove()
  if (!isNewer) return
  if (text === undefined) return now() === saved ? clear() : wait()
  if (!field.value) return
  id.value = draft
  if (JSON.stringify([text, reply]) === now()) saved = now()
  wait()
}

// It was sent, or thrown away, on another device.
function clear() {
  id.value = ''
  if (field.value) page.clear()
  saved = now()
}

// The other is used in the place of what it goes on with, and before what was written without knowing of it. Where it is discarded, this one stays.
function choose(event) {
  if (!event.target.closest('[data-use]')) return event.target.closest('button') && (saved = undefined)
  event.preventDefault()
  const [{ dataset: { draft, version: at } }] = place.children, { text, reply } = place.querySelector('[data-text]').dataset
  const isOld = !field.value.trim() || now() === saved
  keepVersion(at)
  id.value = draft
  place.replaceChildren()
  page.fill(isOld ? text : `${text}\n${field.value}`, reply)
}
