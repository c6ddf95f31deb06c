// A button beside a field puts what is in it on the clipboard. Where that is not allowed, the text is at least selected.
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copies]')
  if (!button) return
  const field = document.getElementById(button.dataset.copies)
  field.select()
  await navigator.clipboard?.writeText(field.value)
  button.querySelector('span').textContent = button.dataset.done
})

// What a link has with it, or else where it leads. It is followed where nothing can be copied: without https.
document.addEventListener('click', async event => {
  const link = event.target.closest?.('[data-copy]')
  if (!link || !navigator.clipboard) return
  event.preventDefault()
  await navigator.clipboard.writeText(link.dataset.copy || link.href)
  link.querySelector('span').textContent = link.dataset.done
})
