// Records a voice message in the place of the message field: stopped, it can be listened to before it is sent.
import '../../css/recorder.css'
import { style } from '../lazy.js'
import { lengthOf } from './length.js'
import { wave } from './level.js'
import { Recording } from './recording.js'

const form = document.getElementById('composer'), microphone = form.querySelector('button[name=voice]')
let page, bar, recording, made, styled, isComing = false, isSending

export async function begin(given) {
  if (isComing || bar?.isConnected) return
  page = given
  isComing = true
  try {
    await draw()
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    recording = new Recording(stream, bar.dataset.name, Number(bar.dataset.longest), tell)
    made = recording.made
    form.append(bar)
    say('recording', 'stop')
    made.then(show)
    // While there is a line: what sends it has to be here when there is none.
    page.loadUploads()
  } catch (failure) {
    page.say(failure instanceof DOMException ? bar.dataset[wordFor(failure)] ?? bar.dataset.otherError : page.lost)
  }
  isComing = false
}

// One that could not be sent is looked at again. False while there is another.
export async function review(given, around) {
  if (isComing || bar?.isConnected) return false
  page = around
  await draw()
  made = given
  form.append(bar)
  show(given)
  return true
}

const wordFor = ({ name }) => name[0].toLowerCase() + name.slice(1)

async function draw() {
  styled ??= style('recorder').catch(failure => {
    styled = undefined
    throw failure
  })
  const [html] = await Promise.all([fetch('/chats/attaching').then(answer => answer.ok ? answer.text() : Promise.reject(answer)), styled])
  bar = document.createRange().createContextualFragment(html).querySelector('#recording').content.firstElementChild.cloneNode(true)
  // It is not known to the server, and begins at its beginning.
  delete bar.querySelector('.voice').dataset.key
  bar.addEventListener('click', press)
  bar.addEventListener('keydown', leave)
}

function say(state, focused) {
  bar.dataset.state = state
  const status = bar.querySelector('[role=status]')
  status.textContent = status.dataset[state]
  bar.querySelector(`[name=${focused}]`).focus()
}

function tell({ duration, longest, level }) {
  bar.querySelector('[role=timer]').textContent = lengthOf(duration)
  bar.querySelector('.recorder-now path').setAttribute('d', wave(level.newest))
  if (duration === longest) page.say(bar.dataset.full)
}

// What there is to listen to.
function show({ files: [file], voice: { duration, waveform } }) {
  recording = undefined
  if (!bar.isConnected || isSending) return
  const voice = bar.querySelector('.voice')
  voice.dataset.seconds = duration
  voice.querySelector('.voice-time').textContent = lengthOf(duration)
  voice.querySelector('path').setAttribute('d', wave(waveform.split(',')))
  voice.querySelector('audio').src = URL.createObjectURL(file)
  say('stopped', 'play')
}

function press({ target }) {
  const name = target.closest('button')?.name
  if (name === 'stop') recording?.stop()
  if (name === 'discard') close()
  if (name === 'send') send()
}

// Esc stops it, and throws nothing away.
function leave({ key }) {
  if (key === 'Escape') recording?.stop()
}

async function send() {
  isSending = true
  recording?.stop()
  const [given, uploads] = await Promise.all([made, page.loadUploads()])
  isSending = false
  // What loads it has said why it cannot.
  if (!uploads) return show(given)
  if (!bar.isConnected) return
  const { files, voice } = given
  close()
  uploads.speak({ files, voice, names: [bar.dataset.named.replace('{0}', lengthOf(voice.duration))] })
  // Whoever speaks wants no keyboard.
  microphone.focus()
}

function close() {
  recording?.stop()
  const audio = bar.querySelector('audio')
  const { src } = audio
  audio.removeAttribute('src')
  audio.load()
  URL.revokeObjectURL(src)
  bar.remove()
  microphone.focus()
}

addEventListener('beforeunload', event => { if (bar?.isConnected) event.preventDefault() })
