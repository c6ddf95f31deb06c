// What waits to be sent from a chat, in its order: each under a key of its own, so that two tabs never overwrite each other's.
import { device } from './storage.js'

let last = 0

const parse = key => JSON.parse(device.recall(key))

export const entriesOf = prefix => ({
  all: () => device.keys().filter(key => key.startsWith(prefix)).map(parse).toSorted((a, b) => a.at - b.at),
  // Of two in one millisecond the second is later.
  put: entry => device.keep(prefix + entry.clientId, JSON.stringify({ at: last = Math.max(Date.now(), last + 1), ...entry })),
  drop: clientId => device.keep(prefix + clientId),
})
