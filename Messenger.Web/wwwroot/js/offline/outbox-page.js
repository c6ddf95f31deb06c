// The page of all that waits, chat by chat, with why it does: drawn here, because the server knows nothing of it.
import { inStores } from './database.js'
import { takeOver, unsent } from './unsent.js'

const list = document.getElementById('outbox'), when = document.getElementById('goes-out')

export async function show() {
  if (!list) return
  for (const again of ['messenger:drained', 'messenger:waiting']) document.addEventListener(again, draw)
  list.addEventListener('click', ({ target }) => {
    const row = target.closest('button')?.closest('li')
    if (!row) return
    localStorage.removeItem(row.entry.key)
    draw()
  })
  const registration = await navigator.serviceWorker?.getRegistration()
  if (registration?.sync) when.textContent = when.dataset.alone
  await draw()
}

async function draw() {
  const outcome = await takeOver(), waiting = unsent()
  const chats = new Map((await inStores(['chats'], chats => chats.getAll()).catch(() => [])).map(({ id, name }) => [id, name]))
  list.replaceChildren(...waiting.map(entry => rowOf(entry, outcome.get(entry.clientId), chats)))
  when.hidden = !waiting.length
  document.getElementById('nothing-waits').hidden = waiting.length > 0
}

function rowOf(entry, known, chats) {
  const row = document.getElementById('waits').content.firstElementChild.cloneNode(true), say = (where, text) => { row.querySelector(where).textContent = text }
  const name = document.querySelector(`#chat-${entry.chat} .chat-name`)?.textContent ?? chats.get(entry.chat)
  if (name) say('bdi', name)
  say('.text', [entry.text, ...entry.names ?? []].filter(Boolean).join('\n'))
  say('.reason', known?.state === 'failed' ? [403, 404].includes(known.status) ? row.dataset.gone : sentence(known.reason) : row.dataset.waiting)
  row.querySelector('a').href = `/chats/${entry.chat}`
  return Object.assign(row, { entry })
}

// A sentence, or the short page about an error.
const sentence = html => new DOMParser().parseFromString(html, 'text/html').body.textContent.trim()
