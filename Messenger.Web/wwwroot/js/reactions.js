// Which reactions are mine is seen by a rule of /me/5.css; this says it to those who listen. One that I have taken back as the last
// leaves the focus to what else there is to do with its message.
const me = document.body.dataset.me
let near

document.addEventListener('htmx:before:swap', () => { near = document.activeElement.closest('.message')?.querySelector(':scope > .more') })

export function follow() {
  for (const reaction of document.querySelectorAll('.reaction')) reaction.ariaPressed = reaction.dataset.people.split(' ').includes(me)
  if (near && document.activeElement === document.body) near.focus({ preventScroll: true })
}
