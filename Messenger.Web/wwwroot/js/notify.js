// Notifications and the tone: what they need is loaded once the page is there, where somebody wants them.
import { load } from './lazy.js'
import { connection } from './live.js'
import { device } from './storage.js'

const { pushed, sound } = document.body.dataset
addEventListener('load', () => {
  if (pushed || device.recall('push') || document.getElementById('push')) load('push').then(push => push.begin()).catch(() => {})
  if (sound) load('sound').then(({ begin }) => begin(connection)).catch(() => {})
})
