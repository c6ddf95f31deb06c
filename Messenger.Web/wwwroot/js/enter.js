// Enter sends what stands in a field for messages where there is a keyboard, or where the settings of this device say so; on a phone,
// which has no Shift+Enter, it breaks the line. Ctrl+Enter sends everywhere.
import { isComposing } from './input-method.js'
import { load } from './lazy.js'

const sends = { send: true, break: false }[document.body.dataset.enter] ?? matchMedia('(any-pointer: fine)').matches

document.addEventListener('focusin', ({ target }) => {
  if (target.matches('[data-sends]')) target.enterKeyHint = sends ? 'send' : 'enter'
})

// Behind an @ one may mean somebody.
document.addEventListener('input', ({ target }) => {
  if (target.matches?.('[data-sends]') && target.value.includes('@')) load('mentions').then(mentions => mentions.look(target), () => {})
})

document.addEventListener('keydown', event => {
  const { key, target } = event
  if (key !== 'Enter' || !target.matches?.('[data-sends]') || isComposing(event)) return
  if (!event.ctrlKey && !event.metaKey && (event.shiftKey || !sends)) return
  event.preventDefault()
  target.form.requestSubmit()
})
