// What comes over the line is a hint. Revisions of the open chat come 1, 2, 3 …: at a gap we wait a moment, then ask what changed.
import { show } from './fragments.js'

const patience = 300
const messages = document.getElementById('messages')
const ahead = new Set()
let known = Number(messages?.dataset.revision ?? 0)
let asking

// A change with this revision has been shown.
export function note(chatId, revision) {
  if (!messages || chatId !== Number(messages.dataset.chat) || revision <= known) return
  ahead.add(revision)
  while (ahead.delete(known + 1)) known++
  if (ahead.size > 0) setTimeout(() => ahead.size > 0 && ask(), patience)
}

// The server says at which revision it is. When that is lower than what was shown before it was asked, a backup was put back, and what changed is everything.
export async function catchUp(say) {
  const before = known, revision = await say()
  if (!messages || !revision) return
  if (revision < before) ask()
  else if (revision > known) setTimeout(() => revision > known && ask(), patience)
}

function ask() {
  asking ??= fetchChanges().catch(() => {}).finally(() => { asking = undefined })
}

async function fetchChanges() {
  const { chat, epoch } = messages.dataset
  const answer = await fetch(`/chats/${chat}/changes?after=${known}&epoch=${epoch}`, { headers: { 'HX-Request': 'true' } })
  if (!answer.ok) return
  const revision = answer.headers.get('Messenger-Revision')
  if (revision === 'reload') return location.reload()
  await show(await answer.text())
  known = Math.max(known, Number(revision))
  for (const old of ahead) if (old <= known) ahead.delete(old)
}
