// How far a voice message was heard on this device, by its key: the last hundred that were left in the middle.
import { device } from '../storage.js'

const name = `heard:${document.body.dataset.me}`, most = 100

const all = () => new Map(JSON.parse(device.recall(name) ?? '[]'))

export const heardOf = key => all().get(key) ?? 0

export function keepHeard(key, seconds) {
  const heard = all()
  heard.delete(key)
  if (seconds > 0) heard.set(key, Math.round(seconds * 10) / 10)
  device.keep(name, heard.size ? JSON.stringify([...heard].slice(-most)) : null)
}
