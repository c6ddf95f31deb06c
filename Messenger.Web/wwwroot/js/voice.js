// Voice messages: what records them and what plays them is fetched when it is wanted first.
import { load } from './lazy.js'
import { load as loadUploads } from './attach.js'
import { say, words } from './requests.js'

const microphone = document.querySelector('[name=voice]')
let isHere

function fetchPlayer() {
  return load('player').then(() => { isHere = true }, () => {})
}

if (microphone) {
  microphone.hidden = !(window.MediaRecorder && navigator.mediaDevices)
  microphone.addEventListener('click', () => load('recorder').then(recorder => recorder.begin({ loadUploads, say, lost: words.lost }), () => say(words.lost)))
}

// It listens for itself from then on. What was heard in part shows that from the start.
document.addEventListener('click', ({ target }) => {
  const pressed = !isHere && target.closest?.('.voice button')
  if (pressed) fetchPlayer().then(() => isHere && pressed.click())
})
document.addEventListener('focusin', ({ target }) => { if (target.closest('.voice')) fetchPlayer() })
if (document.querySelector('.voice')) fetchPlayer()
