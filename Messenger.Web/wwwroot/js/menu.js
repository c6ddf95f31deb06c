// An open menu closes by a click elsewhere and by Esc.
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('.menu[open]')) if (!menu.contains(target)) menu.open = false
})

document.addEventListener('keydown', ({ key, target }) => {
  const menu = key === 'Escape' && target.closest?.('.menu[open]')
  if (!menu) return
  menu.open = false
  menu.querySelector('summary').focus()
})
