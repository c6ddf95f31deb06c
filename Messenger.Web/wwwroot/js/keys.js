// Moving about by keys: Ctrl+K finds a chat, Alt with an arrow opens the one above or below, and what is typed above the list leaves
// those chats in it that are called so. Fetched when it is wanted first.
import { fold } from './fold.js'

const list = document.getElementById('chat-list')
const field = document.querySelector('.sidebar-search input'), everywhere = document.querySelector('.sidebar-find')
const links = () => [...list.querySelectorAll('.chat-row:not(.unlike) > a')]

export function step(by) {
  const all = links(), open = all.findIndex(link => link.ariaCurrent === 'page')
  const next = all[open < 0 ? by < 0 ? all.length - 1 : 0 : open + by]
  next?.click()
}

function filter() {
  const typed = field.value.trim(), words = fold(typed).split(/\s+/)
  for (const row of list.querySelectorAll(':scope > .chat-row')) {
    const name = fold(row.querySelector('.chat-name').textContent)
    row.classList.toggle('unlike', !words.every(word => name.includes(word)))
  }
  everywhere.hidden = !typed
  everywhere.href = `/search?q=${encodeURIComponent(typed)}`
  everywhere.textContent = everywhere.dataset.words.replace('{0}', typed)
}

function clear() {
  field.value = ''
  filter()
}

// From the field to the chats, and among them.
function move(event) {
  const stops = [field, ...links(), ...everywhere.hidden ? [] : [everywhere]]
  const next = stops[stops.indexOf(event.target) + (event.key === 'ArrowUp' ? -1 : 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

field.form.addEventListener('submit', event => {
  const [first] = field.value.trim() ? links() : []
  if (!first) return
  event.preventDefault()
  first.click()
})
field.form.parentElement.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (/^Arrow(Up|Down)$/.test(event.key) && (event.target === field || field.value)) move(event)
  if (event.key !== 'Escape' || !field.value && event.target !== field) return
  clear()
  document.getElementById('text')?.focus()
})
field.addEventListener('input', filter)
// What arrives while nothing is typed is not looked at.
document.addEventListener('htmx:after:swap', () => field.value && filter())
filter()
