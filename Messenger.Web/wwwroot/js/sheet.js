// The actions of a message, in a dialog over the chat instead of a page of their own.
const sheet = document.getElementById('sheet')
const notice = document.getElementById('notice')
let isEditing = false

if (sheet) {
  // The arrow key asks for the edit form itself.
  document.addEventListener('click', event => {
    if (event.target.closest?.('.more')) isEditing = event.detail === 'edit'
    if (event.target === sheet || event.target.closest?.('#sheet [data-reply]')) setTimeout(() => sheet.close())
  }, true)
  document.addEventListener('htmx:finally:request', ({ detail: { ctx: { sourceElement: asked, response } } }) => {
    if (!(response?.status < 300)) return
    if (asked.matches('.more')) open()
    if (asked.matches('[data-reply]')) document.getElementById('text').focus()
    if (sheet.contains(asked) && asked.matches('form')) sheet.close()
  })
  // Behind a dialog nobody would see why something was refused; once it is closed only a lost line is still of interest.
  sheet.addEventListener('close', () => {
    document.body.append(notice)
    if (document.documentElement.dataset.line === 'here') notice.hidden = true
    if (document.activeElement === document.body || sheet.contains(document.activeElement)) refocus()
  })
}

function open() {
  if (!sheet.open) sheet.showModal()
  sheet.append(notice)
  sheet.scrollTop = 0
  const field = isEditing && sheet.querySelector('#new-text')
  if (!field) return
  field.focus()
  field.setSelectionRange(field.value.length, field.value.length)
}

// What was changed was drawn anew, and the ⋯ that had the focus is gone; until the next frame it may still seem to be in the sheet.
function refocus() {
  const id = sheet.querySelector('.actions')?.dataset.message
  const next = document.getElementById(`actions-${id}`) ?? document.getElementById('text')
  next.focus()
}
