// What a page does about having no line. It is loaded by pages that need it: those that come from memory, those that have something
// to send, and those that show what is kept (later.js).
import { sayKept } from './kept-page.js'
import { show as showOutbox } from './outbox-page.js'
import { showKept } from './settings.js'
import { watch } from './unsent.js'
import { forgetWhatWasRead, guardLogout } from './wipe.js'

const page = document.documentElement.dataset

export function begin(show) {
  guardLogout()
  document.addEventListener('messenger:line', ({ detail }) => detail === 'ended' && forgetWhatWasRead())
  if (page.line === 'ended') forgetWhatWasRead()
  if (page.kept) sayKept(show)
  watch()
  showOutbox()
  showKept()
}
