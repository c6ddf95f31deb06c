// Enter sends what stands in a field for messages where there is a keyboard, or where the settings of this device say so; on a phone,
// which has no Shift+Enter, it breaks the line. Ctrl+Enter sends everywhere.
import { load } from './lazy.js'

const sends = { send: true, break: false }[document.body.dataset.enter] ?? matchMedia('(any-pointer: fine)').matches

// The key belongs to a word of an input method that is not finished; Safari says that only by its code.
export const isComposing = event => event.isComposing || event.keyCode === 229

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
