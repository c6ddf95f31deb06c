// What waits to be sent from a chat, in its order: each under a key of its own, so that two tabs never overwrite each other's.
import { device } from './storage.js'

const parse = key => JSON.parse(device.recall(key))

export function entriesOf(prefix) {
  const all = () => device.keys().filter(key => key.startsWith(prefix)).map(parse).toSorted((a, b) => a.at - b.at)
  return {
    all,
    // After all of its kind that waits, also where the clock was set back. Answers when it was written.
    put({ at = Math.max(Date.now(), (all().at(-1)?.at ?? 0) + 1), ...entry }) {
      device.keep(prefix + entry.clientId, JSON.stringify({ at, ...entry }))
      return at
    },
    drop: clientId => device.keep(prefix + clientId),
  }
}
