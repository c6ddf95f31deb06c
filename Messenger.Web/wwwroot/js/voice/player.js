// Plays voice messages: one at a time, and then the next one if it follows at once. Where one stopped in the middle it goes on. Media events
// do not bubble, so they are caught on their way down.
import { heardOf, keepHeard } from './heard.js'
import { lengthOf } from './length.js'

const speeds = [1, 1.5, 2]
const keepEvery = 2
// In seconds, and longer ones in twentieths.
const step = 1
let speed = speeds[0], keptAt = 0

const audioOf = voice => voice.querySelector('audio')
const waveOf = voice => voice.querySelector('.wave')
const voices = () => document.querySelectorAll('.voice')
// The browser may not know before it has played it to its end.
const wholeOf = voice => Number(voice.dataset.seconds) || (Number.isFinite(audioOf(voice).duration) ? audioOf(voice).duration : 0)
// Until something of it is here, where it will begin.
const placeOf = voice => audioOf(voice).readyState > 0 ? audioOf(voice).currentTime : Number(voice.place ?? heardOf(voice.dataset.key))

function show(voice) {
  const [audio, wave, at, whole] = [audioOf(voice), waveOf(voice), placeOf(voice), wholeOf(voice)]
  voice.toggleAttribute('data-plays', !audio.paused)
  wave.style.setProperty('--heard', `${whole ? Math.min(100, at / whole * 100) : 0}%`)
  wave.ariaValueMax = whole
  wave.ariaValueNow = Math.min(at, whole).toFixed(1)
  wave.ariaValueText = wave.dataset.words.replace('{0}', lengthOf(at)).replace('{1}', lengthOf(whole))
  voice.querySelector('.voice-time').textContent = lengthOf(at || whole)
  voice.querySelector('[name=speed] b').textContent = `${speed.toLocaleString(document.documentElement.lang)}×`
}

function play(voice) {
  const audio = audioOf(voice)
  audio.playbackRate = speed
  audio.play().catch(() => {})
}

function goTo(voice, seconds) {
  const audio = audioOf(voice)
  voice.place = Math.max(0, Math.min(seconds, wholeOf(voice)))
  if (audio.readyState > 0) audio.currentTime = voice.place
  show(voice)
}

function keep(voice) {
  const { key } = voice.dataset
  if (key) keepHeard(key, audioOf(voice).ended ? 0 : placeOf(voice))
}

// Days and the "new" line may stand between.
function follow(voice) {
  let next = voice.closest('.message')?.nextElementSibling
  while (next?.matches('.day-line, .new-line')) next = next.nextElementSibling
  return next?.querySelector('.voice')
}

const on = {
  loadedmetadata: voice => { if (placeOf(voice) === 0) audioOf(voice).currentTime = voice.place ?? heardOf(voice.dataset.key) },
  play: voice => { for (const other of document.querySelectorAll('audio, video')) if (other !== audioOf(voice)) other.pause() },
  timeupdate: voice => {
    if (Math.abs(placeOf(voice) - keptAt) < keepEvery) return
    keptAt = placeOf(voice)
    keep(voice)
  },
  pause: keep,
  ended: voice => {
    voice.place = 0
    audioOf(voice).currentTime = 0
    keep(voice)
    const next = follow(voice)
    if (next) play(next)
  },
  // Without a line it is no fault of what it is.
  error: voice => voice.toggleAttribute('data-unplayable', document.documentElement.dataset.line === 'here'),
}

for (const [happened, act] of Object.entries(on)) document.addEventListener(happened, ({ target }) => {
  const voice = target.closest?.('.voice')
  if (!voice) return
  act(voice)
  show(voice)
}, true)

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('.voice button'), voice = button?.closest('.voice')
  if (button?.name === 'play') audioOf(voice).paused ? play(voice) : audioOf(voice).pause()
  if (button?.name !== 'speed') return
  speed = speeds[(speeds.indexOf(speed) + 1) % speeds.length]
  for (const one of voices()) {
    audioOf(one).playbackRate = speed
    show(one)
  }
})

// Pressed, or drawn along.
for (const happened of ['pointerdown', 'pointermove']) document.addEventListener(happened, ({ target, clientX, buttons }) => {
  const wave = target.closest?.('.wave')
  if (!wave || buttons !== 1) return
  const { left, width } = wave.getBoundingClientRect(), voice = wave.closest('.voice')
  goTo(voice, (clientX - left) / width * wholeOf(voice))
})

document.addEventListener('keydown', event => {
  const voice = event.target.matches?.('.wave') && event.target.closest('.voice')
  if (!voice) return
  const whole = wholeOf(voice), by = Math.max(step, whole / 20)
  const to = { ArrowLeft: -by, ArrowDown: -by, ArrowRight: by, ArrowUp: by, PageDown: -4 * by, PageUp: 4 * by, Home: -whole, End: whole }[event.key]
  if (to === undefined) return
  event.preventDefault()
  goTo(voice, placeOf(voice) + to)
})

// What was drawn again says nothing of this.
const showAll = () => voices().forEach(show)
for (const drawn of ['htmx:after:swap', 'messenger:drawn']) document.addEventListener(drawn, showAll)
showAll()
