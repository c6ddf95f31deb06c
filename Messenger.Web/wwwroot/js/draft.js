// What is typed and not sent, and what it answers. Each tab keeps its own over a reload; who comes back in another finds the last.
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

export function keep(text, replyTo) {
  const next = text || replyTo ? JSON.stringify({ text, replyTo }) : null
  // The last one may be of another tab: it is replaced by a newer one, and not by nothing.
  if (next || device.recall(key) === mine) device.keep(key, next)
  tab.keep(key, next)
  mine = next
}
