// What is typed and not sent, and what it answers, as this device has it. Each tab keeps its own over a reload; who comes back in another
// finds the last. The id and the version are those of the server's (drafts.js), which has this one too where it is saved.
import { device, tab } from './storage.js'

const key = `draft:${document.body.dataset.me}:${document.getElementById('messages')?.dataset.chat}`
let mine = tab.recall(key) ?? device.recall(key)

export function recall() {
  try {
    return JSON.parse(mine) ?? {}
  } catch {
    // Kept before there was anything but a text.
    return { text: mine }
  }
}

export function keep(draft) {
  const isAny = draft.text || draft.replyTo
  // Nothing is worth keeping where a page from memory would show again what was sent.
  const next = isAny || draft.version > 0 ? JSON.stringify(draft) : null
  // The last one may be of another tab: it is replaced by a newer one, and not by nothing.
  if (next !== mine && (isAny || device.recall(key) === mine)) device.keep(key, next)
  tab.keep(key, next)
  mine = next
}
