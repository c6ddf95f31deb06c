// What waits to be sent from a chat, in its order: each under a key of its own, so that two tabs never overwrite each other's.
import { device } from './storage.js'

const parse = key => JSON.parse(device.recall(key))

export const entriesOf = prefix => ({
  all: () => device.keys().filter(key => key.startsWith(prefix)).map(parse).toSorted((a, b) => a.at - b.at),
  put: entry => device.keep(prefix + entry.clientId, JSON.stringify({ at: Date.now(), ...entry })),
  drop: clientId => device.keep(prefix + clientId),
})
