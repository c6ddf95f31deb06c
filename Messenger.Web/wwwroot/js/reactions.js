// Which reactions are mine is seen by a rule of /me/5.css; this says it to those who listen. One that I have taken back as the last
// leaves the focus to what else there is to do with its message.
import { load } from './lazy.js'

const me = document.body.dataset.me
let near

document.addEventListener('htmx:before:swap', () => { near = document.activeElement.closest('.message')?.querySelector(':scope > .more') })

// What one can do beside a message is fetched when somebody points at one. A mouse that lies still points at nothing. Without a line
// nothing is fetched, and the next one who points once it is back tries again.
function listen(happened) {
  const fetchThem = event => load('quick').then(quick => quick.begin(event))
    .catch(() => document.addEventListener('messenger:line', () => listen(happened), { once: true }))
  document.getElementById('messages')?.addEventListener(happened, fetchThem, { once: true })
}

for (const happened of ['pointermove', 'pointerdown', 'focusin']) listen(happened)

export function follow() {
  for (const reaction of document.querySelectorAll('.reaction')) reaction.ariaPressed = reaction.dataset.people.split(' ').includes(me)
  if (near && document.activeElement === document.body) near.focus({ preventScroll: true })
}
