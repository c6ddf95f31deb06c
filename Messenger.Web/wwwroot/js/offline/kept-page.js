// A page that comes from memory: where it says that there is no connection it says as well of when it is, and what was heard after it
// was kept is shown on it.
import { inStores } from './database.js'
import { parts } from './words.js'

const page = document.documentElement.dataset
const notice = document.getElementById('notice')
const messages = document.getElementById('messages')

export async function sayKept(show) {
  await replay(show).catch(() => {})
  const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(page.kept))
  const words = (await parts()).getElementById('words').dataset.kept.replace('{0}', at), { lost } = notice.dataset
  if (page.line === 'here') return
  notice.textContent = notice.dataset.lost = words
  notice.hidden = false
  // From then on it is as it is now, and another loss has nothing to do with when it was kept.
  document.addEventListener('messenger:line', ({ detail }) => { if (detail === 'here') notice.dataset.lost = lost })
}

// New messages follow without a hole, or not at all: what lies behind one was never heard here.
async function replay(show) {
  const { retention } = document.body.dataset, limit = retention ? new Date(Date.now() - retention * 86_400_000).toISOString() : ''
  const all = await inStores(['messages'], store => store.getAll())
  // What has become too old meanwhile is not kept.
  const heard = all.filter(({ created_at: at }) => at >= limit).toSorted((a, b) => a.sequence - b.sequence)
  let last = Number(messages?.dataset.last)
  for (const { chat_id, sequence, revision, line, fragment } of heard) {
    if (line) await show(line)
    if (chat_id !== Number(messages?.dataset.chat) || revision <= Number(messages.dataset.revision) || sequence > last + 1) continue
    await show(fragment)
    last = Math.max(last, sequence)
  }
}
