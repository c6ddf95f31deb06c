// The actions of a message, in a dialog over the chat instead of a page of their own.
import { showActions } from './actions.js'
import { load, style } from './lazy.js'

const sheet = document.getElementById('sheet')
const notice = document.getElementById('notice')
let editor, styled

// What was changed is asked about first.
const leave = () => editor ? editor.leave() : sheet.close()

if (sheet) {
  document.addEventListener('click', event => {
    const { target } = event, more = target.closest?.('.more')
    if (more && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      showActions(more)
    }
    if (target === sheet || target.closest?.('#sheet [data-reply]')) setTimeout(leave)
  }, true)
  // Where people expect them: under the right button. Links, pictures and what is selected keep the menu of the browser. A finger
  // has a way of its own (fingers.js).
  document.addEventListener('contextmenu', event => {
    const more = event.target.closest?.('.message')?.querySelector(':scope > .more')
    if (!more || !matchMedia('(hover: hover)').matches || event.shiftKey || event.target.closest('a, img, video, audio') || !getSelection().isCollapsed) return
    event.preventDefault()
    showActions(more)
  })
  // How it looks is fetched beside what is in it. Without it, it can be used all the same.
  document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement.matches('.more')) styled ??= style('pages').catch(() => { styled = undefined })
  })
  document.addEventListener('htmx:finally:request', ({ detail: { ctx: { sourceElement: asked, response } } }) => {
    if (!(response?.status < 300)) return
    if (asked.matches('.more')) open()
    if (asked.matches('[data-reply]')) document.getElementById('text').focus()
    if (sheet.contains(asked) && asked.matches('form')) asked.contains(sheet.querySelector('#new-text')) ? sheet.close() : leave()
  })
  // Behind a dialog nobody would see why something was refused; once it is closed only a lost line is still of interest.
  sheet.addEventListener('close', () => {
    document.body.append(notice)
    if (document.documentElement.dataset.line === 'here') notice.hidden = true
    if (document.activeElement === document.body || sheet.contains(document.activeElement)) refocus()
  })
}

async function open() {
  // Before anything can be changed.
  if (sheet.querySelector('#new-text')) editor = await load('editor').catch(() => {})
  await styled
  if (!sheet.open) sheet.showModal()
  sheet.append(notice)
  sheet.scrollTop = 0
  // One that the focus went to at once is gone on with where it ends.
  const { value } = document.activeElement
  if (value) document.activeElement.setSelectionRange?.(value.length, value.length)
}

// What was changed was drawn anew, and what had the focus may be gone; until the next frame it may still seem to be in the sheet.
function refocus() {
  const id = sheet.querySelector('.actions')?.dataset.message
  const next = document.querySelector(`#message-${id} > .more`) ?? document.getElementById('text')
  next?.focus()
}
