// A page that comes from memory: where it says that there is no connection it says as well of when it is.
import { words } from './words.js'

const page = document.documentElement.dataset
const notice = document.getElementById('notice')

export async function sayKept() {
  const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(page.kept))
  notice.dataset.lost = (await words()).kept.replace('{0}', at)
  if (page.line === 'here') return
  notice.textContent = notice.dataset.lost
  notice.hidden = false
}
