// Which emoji I used last on this device, as reactions and in messages, the last one first.
import { device } from './storage.js'

const key = `emoji:${document.body.dataset.me}`
const most = 24
const usual = ['👍', '❤️', '😂']

function recall() {
  try {
    return JSON.parse(device.recall(key)) ?? {}
  } catch {
    return {}
  }
}

const put = (emoji, all = []) => [emoji, ...all.filter(one => one !== emoji)].slice(0, most)

export const used = () => recall().used ?? []

// Those that are offered at once.
export const reactions = () => [...new Set([...recall().reactions ?? [], ...usual])].slice(0, usual.length)

export function note(emoji, isReaction) {
  const { used, reactions } = recall()
  device.keep(key, JSON.stringify({ used: put(emoji, used), reactions: isReaction ? put(emoji, reactions) : reactions }))
}
