// What plain forms need of a script: little, and nothing without which they would not work.
const quiet = 1000

for (const field of document.querySelectorAll('input[name="time_zone"][type="hidden"]'))
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone

document.querySelector('[aria-invalid="true"]')?.focus()

// A second click within a second is the same click. Not "disabled": a disabled button sends neither itself nor its focus.
document.addEventListener('submit', event => {
  const form = event.target
  if (form.method !== 'post' || event.defaultPrevented) return
  if (form.dataset.sending) return event.preventDefault()
  form.dataset.sending = 'true'
  setTimeout(() => delete form.dataset.sending, quiet)
})
