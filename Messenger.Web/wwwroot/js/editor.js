// The editor of a message: what was changed in it is not thrown away in silence. Fetched when one is opened.
import { isComposing } from './input-method.js'

const sheet = document.getElementById('sheet')
const field = () => sheet.querySelector('#new-text')
const asking = () => sheet.querySelector('#unsaved')

const isChanged = () => field() && field().value !== field().defaultValue

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
