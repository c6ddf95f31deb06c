// What is seen of a call: the tiles that the server drew get their pictures and sounds here.
const root = document.getElementById('call')
const words = root.dataset
const status = document.getElementById('call-status')
const notice = document.getElementById('call-notice')

export const tiles = () => [...document.querySelectorAll('#tiles > .tile')]
export const nameOf = user => tileOf(user)?.querySelector('.tile-name bdi').textContent
export const tileOf = user => document.getElementById(`tile-${user}`)

export function show(user, name, track, isMine = false) {
  const kind = name === 'audio' ? 'audio' : 'video'
  const tile = tileOf(user)
  if (!tile) return
  let element = tile.querySelector(`[data-name=${name}]`)
  if (!track) return element?.remove(), arrange(tile)
  if (element?.srcObject?.getTracks()[0] === track) return
  element ??= Object.assign(document.createElement(kind), { autoplay: true, playsInline: true, muted: isMine || kind === 'video' })
  element.dataset.name = name
  element.srcObject = new MediaStream([track])
  if (!element.isConnected) tile.prepend(element)
  if (speaker && kind === 'audio') element.setSinkId?.(speaker).catch(() => {})
  element.play().catch(failure => failure.name === 'NotAllowedError' && offerSound())
  arrange(tile)
}

// Camera off leaves the last picture standing, so whoever turns it off says so. What only this page knows of a tile is in data-live…,
// which the server's fragments leave alone.
export function tell(user, { muted, camera, screen }) {
  const tile = tileOf(user)
  if (!tile) return
  Object.assign(tile.dataset, { liveMuted: muted, liveCamera: camera, liveScreen: screen })
  arrange(tile)
}

function arrange(tile) {
  const shown = ['camera', 'screen'].filter(name => {
    const video = tile.querySelector(`[data-name=${name}]`)
    if (video) video.hidden = tile.dataset[name === 'camera' ? 'liveCamera' : 'liveScreen'] !== 'true'
    return video && !video.hidden
  })
  tile.dataset.liveShows = shown.join(' ')
}

let speaker = JSON.parse(localStorage.getItem('devices') ?? '{}').audiooutput

export function listenBy(id) {
  speaker = id
  for (const sound of document.querySelectorAll('#tiles audio')) sound.setSinkId?.(id).catch(() => {})
}

function offerSound() {
  const button = document.getElementById('call-hear')
  button.hidden = false
  button.onclick = () => {
    button.hidden = true
    for (const sound of document.querySelectorAll('#tiles audio')) sound.play().catch(() => {})
  }
}

export function mark(user, { speaking, bars, state }) {
  const tile = tileOf(user)
  if (!tile) return
  if (speaking !== undefined) tile.dataset.liveSpeaking = speaking
  if (bars !== undefined) tile.dataset.liveBars = bars
  const text = tile.querySelector('.tile-state')
  if (state !== undefined && text.textContent !== state) text.textContent = state
}

// How long others had talked when I joined the server knows; from then on it is counted here, whatever the device's clock says.
let clock
export function count(answeredAt, joinedAt) {
  if (clock || !answeredAt) return
  const time = document.getElementById('call-time')
  const begun = Date.now() - Math.max(0, Date.parse(joinedAt) - Date.parse(answeredAt))
  const tick = () => {
    const seconds = Math.round((Date.now() - begun) / 1000)
    const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')]
    time.textContent = minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
  }
  tick()
  clock = setInterval(tick, 1000)
}

export function stop() {
  clearInterval(clock)
}

// A word of the server's in the reader's language.
export const word = name => words[`word${name}`] ?? ''

let said
export function say(name) {
  if (said === name) return
  said = name
  status.textContent = word(name)
}

// Something went wrong that the person can do something about; it stays until the next or until it is closed.
export function warn(text) {
  notice.hidden = !text
  notice.querySelector('span').textContent = text ?? ''
}
notice.querySelector('button').addEventListener('click', () => warn())

// Read out, not shown: who came and who went.
export function announce(text) {
  document.getElementById('call-heard').textContent = text
}
