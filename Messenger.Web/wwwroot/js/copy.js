// A button beside a field puts what is in it on the clipboard. Where that is not allowed, the text is at least selected.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copies]')
  if (!button) return
  const field = document.getElementById(button.dataset.copies)
  field.select()
  await navigator.clipboard?.writeText(field.value)
  button.querySelector('span').textContent = button.dataset.done
})
