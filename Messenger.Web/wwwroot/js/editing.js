// The editor of a message: ↑ in the empty message field opens that of my last, and what was changed in it is not thrown away in silence.
// Fetched when one is opened.
import { showActions } from './actions.js'
import { isComposing } from './composing.js'

const sheet = document.getElementById('sheet')
const field = () => sheet.querySelector('#new-text')
const asking = () => sheet.querySelector('#unsaved')

const isChanged = () => field() && field().value !== field().defaultValue

// Not while a message is on its way: that one is meant, and it is not there yet.
export function editLast() {
  const mine = document.querySelectorAll(`#messages > .message[data-author="${document.body.dataset.me}"] > .more`)
  const more = mine[mine.length - 1]
  if (more && !document.querySelector('.queued:not(.failed)')) showActions(more, '?edit=true')
}

// Closes the sheet, or asks first.
export function leave() {
  if (!isChanged()) return sheet.close()
  asking().hidden = false
  asking().querySelector('button').focus()
}

function goOn() {
  asking().hidden = true
  field().focus()
}

function instead(event) {
  if (!isChanged()) return
  event.preventDefault()
  leave()
}

if (sheet) {
  // Back on a phone, and a second Esc, which no browser lets a page refuse unless it has seen the key.
  sheet.addEventListener('cancel', instead)
  sheet.querySelector('.sheet-head').addEventListener('submit', instead)
  sheet.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || isComposing(event) || !isChanged()) return
    event.preventDefault()
    asking().hidden ? leave() : goOn()
  })
  sheet.addEventListener('click', ({ target }) => {
    if (target.closest('[data-discard]')) sheet.close()
    if (target.closest('[data-keep]')) goOn()
  })
}
