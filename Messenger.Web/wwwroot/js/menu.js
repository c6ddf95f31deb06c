// An open menu closes by a click elsewhere and by Esc. Keys that lead to another chat have a file of their own.
import { load } from './lazy.js'

document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('.menu[open]')) if (!menu.contains(target)) menu.open = false
})

document.addEventListener('keydown', ({ key, target }) => {
  const menu = key === 'Escape' && target.closest?.('.menu[open]')
  if (!menu) return
  menu.open = false
  menu.querySelector('summary').focus()
})

document.addEventListener('click', ({ target }) => {
  const opener = target.closest?.('[data-picks]')
  if (opener) load('picker').then(picker => picker.open(opener), () => {})
})

const field = document.querySelector('.sidebar-search input')
field?.addEventListener('focus', () => load('keys'), { once: true })
document.addEventListener('keydown', event => {
  const finds = (event.ctrlKey || event.metaKey) && event.code === 'KeyK', steps = event.altKey && /^Arrow(Up|Down)$/.test(event.key)
  if (!field || !finds && !steps) return
  event.preventDefault()
  if (steps) load('keys').then(keys => keys.step(event.key === 'ArrowUp' ? -1 : 1))
  // At once, as the next key is meant for it. On a phone there is no list beside a chat.
  else if (field.getClientRects().length > 0) field.select()
  else location.assign('/search')
})
