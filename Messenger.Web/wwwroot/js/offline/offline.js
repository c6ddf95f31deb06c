// What a page does about having no line. It is loaded by pages that need it: those that come from memory, those that have something
// to send, and those that show what is kept (later.js).
import { sayKept } from './kept-page.js'

export async function begin() {
  if (document.documentElement.dataset.kept) await sayKept()
}
