// What one does in a call: by the buttons, by the keys M and V, and on a locked screen.
import { offer as offerDevices } from './devices.js'
import * as view from './view.js'

const root = document.getElementById('call')
const button = name => root.querySelector(`[data-does=${name}]`)
let media, acts, lock

export function begin(theMedia, hangUp) {
  media = theMedia
  acts = {
    mute: () => media.mute(!media.isMuted),
    camera: () => media.turnCamera(!media.tracks.camera),
    screen: () => media.shareScreen(!media.tracks.screen),
    chat: () => root.classList.toggle('with-chat') && openChat(),
  }
  for (const [name, act] of Object.entries(acts)) button(name).addEventListener('click', () => Promise.resolve(act()).then(press))
  button('end').form.addEventListener('submit', event => { event.preventDefault(); hangUp() })
  button('screen').hidden = !navigator.mediaDevices?.getDisplayMedia
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return
    if (event.code === 'KeyM') acts.mute()
    if (event.code === 'KeyV') acts.camera()
  })
  for (const [action, act] of [['hangup', hangUp], ['togglemicrophone', acts.mute], ['togglecamera', acts.camera]]) {
    try { navigator.mediaSession?.setActionHandler(action, act) } catch {}
  }
  media.addEventListener('failure', ({ detail: { error, name } }) => {
    const of = { audio: 'Microphone', camera: 'Camera', screen: 'Screen' }[name]
    if (name === 'screen' && error === 'NotAllowedError') return
    view.warn(view.word(`${error}${of}`) || view.word(error) || view.word('AbortError'))
  })
  offerDevices(media)
  press()
}

function openChat() {
  const frame = document.getElementById('call-chat')
  frame.src ||= frame.dataset.src
}

export function press() {
  const { muted, camera, screen } = media.state
  for (const [name, isOn] of Object.entries({ mute: muted, camera: !camera, screen, chat: root.classList.contains('with-chat') })) button(name).setAttribute('aria-pressed', isOn)
}

// Talk lights the screen; a browser takes the lock back when the page is hidden.
export async function wake() {
  const take = async () => { try { lock = await navigator.wakeLock?.request('screen') } catch {} }
  document.addEventListener('visibilitychange', () => document.hidden || root.dataset.state === 'over' || take())
  await take()
}

export const sleep = () => lock?.release().catch(() => {})
