// Which reactions are mine is seen by a rule of /me/5.css; this says it to those who listen. One that I have taken back as the last
// leaves the focus to what else there is to do with its message.
import { load } from './lazy.js'

const me = document.body.dataset.me
let near

document.addEventListener('htmx:before:swap', () => { near = document.activeElement.closest('.message')?.querySelector(':scope > .more') })

// What one can do beside a message is fetched when somebody points at one. A mouse that lies still points at nothing.
for (const happened of ['pointermove', 'pointerdown', 'focusin']) {
  document.getElementById('messages')?.addEventListener(happened, event => load('quick').then(quick => quick.begin(event)).catch(() => {}), { once: true })
}

export function follow() {
  for (const reaction of document.querySelectorAll('.reaction')) reaction.ariaPressed = reaction.dataset.people.split(' ').includes(me)
  if (near && document.activeElement === document.body) near.focus({ preventScroll: true })
}
