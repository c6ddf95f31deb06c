// A picture that moves does so when it is asked to, and stands still when it is asked once more.
document.addEventListener('click', event => {
  const link = event.target.closest?.('a.moving')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const picture = link.querySelector('img')
  picture.dataset.still ??= picture.getAttribute('src')
  picture.src = link.toggleAttribute('data-plays') ? link.getAttribute('href') : picture.dataset.still
})
