// A call's page: who is in it (drawn by the server, changed by its fragments), and a line to each of them.
import '../../css/call.css'
import { show } from '../fragments.js'
import { offer as offerDevices } from './devices.js'
import { Media } from './media.js'
import { Peer } from './peer.js'
import { Quality, loss } from './quality.js'
import * as view from './view.js'

const renewEvery = 10_000, ringsFor = 45_000, quietLevel = 0.02, smallFrom = 3, unlistedFor = 5000
const root = document.getElementById('call')
const { call: callId, me, camera, relay, lean, initiator } = root.dataset
const address = `/calls/${callId}`
const tabKey = `call:${callId}`
const media = new Media()
const peers = new Map()
const figures = { started: performance.now(), connected: 0, failures: 0, relayed: false }
let outgoing = Promise.resolve(), waiting = [], present
let hub, party = root.dataset.party, isOver = root.dataset.state === 'over', servers, checking, wasUp = false, isSlow = false

const post = (path, fields = {}) => fetch(address + path, {
  method: 'POST', headers: { 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]').content, 'HX-Request': 'true' }, body: new URLSearchParams(fields),
})

export async function begin(connection) {
  hub = connection
  if (isOver) return
  // A page that is reloaded takes its own place again; a second one asks first.
  const wasHere = sessionStorage.getItem(tabKey)
  if (!party && !wasHere) return
  if (!party) {
    party = await rejoin()
    if (!party) return
    await look()
  }
  sessionStorage.setItem(tabKey, party)
  history.replaceState(null, '', address)
  root.dataset.party = party
  listen()
  const opening = media.open(camera === 'true')
  if (hub.state === signalR.HubConnectionState.Connected) renew(true)
  await opening
  ready()
}

async function rejoin() {
  const fresh = crypto.randomUUID()
  const answer = await post('/accept', { party: fresh, take_over: true }).catch(() => null)
  if (answer?.ok) return fresh
  location.reload()
}

function listen() {
  document.addEventListener('messenger:line', ({ detail }) => {
    if (detail === 'here') renew(true)
    else if (detail === 'lost') view.say('Line')
  })
  hub.on('signal', heard)
  setInterval(() => renew(), renewEvery)
  // The fragments of the server come as changes of the page.
  const changes = new MutationObserver(sync)
  changes.observe(document.getElementById('tiles'), { childList: true })
  changes.observe(document.getElementById('stage'), { subtree: true, attributes: true, attributeFilter: ['data-party', 'data-status', 'data-in', 'data-joined'] })
  window.addEventListener('online', () => peers.forEach(({ peer }) => peer.restart()))
  navigator.connection?.addEventListener('change', () => peers.forEach(({ peer }) => peer.isConnected || peer.restart()))
  window.addEventListener('beforeunload', event => { if (!isOver && peers.size) event.preventDefault() })
  window.addEventListener('pagehide', () => {
    if (isOver) return
    const form = new FormData()
    form.set('party', party)
    form.set('__RequestVerificationToken', document.querySelector('meta[name=xsrf]').content)
    navigator.sendBeacon(`${address}/closing`, form)
  })
  media.addEventListener('track', ({ detail: { name, track } }) => {
    view.show(me, name, name === 'audio' ? null : track, true)
    peers.forEach(({ peer }) => peer.replace(name, track))
    tellState()
    press()
  })
  media.addEventListener('failure', ({ detail: { error, name } }) => {
    const of = { audio: 'Microphone', camera: 'Camera', screen: 'Screen' }[name]
    if (name === 'screen' && error === 'NotAllowedError') return
    view.warn(view.word(`${error}${of}`) || view.word(error) || view.word('AbortError'))
  })
  controls()
  setInterval(listenWhoSpeaks, 300)
  sync()
}

// I am still here; says no when another device of mine is, or when it is over.
async function renew(isNew = false) {
  try {
    const isIn = await hub.invoke('Renew', Number(callId), party)
    if (!isIn) return finish()
    wasUp = true
    waiting.splice(0).forEach(go => go())
    if (isNew || view.tileOf(me)?.dataset.party !== party) await look()
    sync()
  } catch {}
}

// How it stands, when a fragment may have been missed.
async function look() {
  const answer = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null)
  if (answer?.ok) await show(`<hx-partial hx-target="#stage" hx-swap="outerMorph">${await answer.text()}</hx-partial>`)
}

const others = () => view.tiles().filter(tile => tile.dataset.user !== me && tile.dataset.in === 'true')

function sync() {
  const stage = document.getElementById('stage')
  if (isOver) return
  if (stage.dataset.status !== 'ringing' && stage.dataset.status !== 'active') return finish()
  const mine = view.tileOf(me)
  if (mine) mine.dataset.liveMine = 'true'
  // It was drawn before I came, or after another device of mine took over: the server knows.
  if (mine?.dataset.party !== party) return checking ??= setTimeout(() => { checking = undefined; renew() }, 300)
  view.count(stage.dataset.answered)
  const there = others()
  tellWho(there)
  for (const tile of there) meet(tile)
  for (const [key, { peer, user }] of peers) {
    const isAwaited = peer.isEarly && stage.dataset.status === 'ringing' || Date.now() - peer.madeAt < unlistedFor
    if (!isAwaited && !there.some(tile => keyOf(tile.dataset) === key)) part(key, peer, user)
  }
  for (const [name, track] of Object.entries(media.tracks)) if (name !== 'audio') view.show(me, name, track, true)
  // What came before the tile was there.
  for (const { user, remote, state } of peers.values()) {
    remote.forEach((track, name) => view.show(user, name, track))
    if (state) view.tell(user, state)
  }
  if (!there.length) view.say(stage.dataset.status === 'ringing' ? 'Ringing' : 'Alone')
  moved()
}

// For those who do not see it: who came and who went since the last time.
function tellWho(there) {
  const now = new Map(there.map(({ dataset: { user } }) => [user, view.nameOf(user)]))
  const say = (word, name) => view.announce(view.word(word).replace('{0}', name))
  for (const [user, name] of now) if (present?.has(user) === false) say('Joined', name)
  for (const [user, name] of present ?? []) if (!now.has(user)) say('Gone', name)
  present = now
}

const keyOf = ({ user, party = '' }) => `${user}:${party}`

function meet({ dataset }) {
  const key = keyOf(dataset)
  const known = peers.get(key)?.peer
  if (known?.isEarly) known.answered()
  if (known) return
  for (const [old, { peer, user }] of peers) if (user === dataset.user) part(old, peer, user)
  add(key, dataset.user, dataset.party ?? '', isLater(dataset))
}

// Whoever came later offers, and programs of old answer unless they called.
function isLater({ user, party, joined }) {
  if (!party) return user !== initiator
  const mine = view.tileOf(me)?.dataset.joined ?? ''
  return mine === joined ? Number(me) > Number(user) : mine > joined
}

function add(key, user, theirParty, isOfferer, isEarly = false) {
  const peer = new Peer({
    who: { user, party: theirParty }, isOfferer, isPolite: Number(me) < Number(user),
    send: data => send(user, theirParty, data), ice, tracks: () => media.tracks, stream: media.stream,
  })
  // Their offer may be here before the server's word that they are; whoever is not named soon is not here.
  Object.assign(peer, { isEarly, madeAt: Date.now() })
  setTimeout(sync, unlistedFor + 100)
  const one = { peer, user, remote: new Map(), quality: new Quality(peer) }
  peers.set(key, one)
  peer.addEventListener('track', ({ detail: { name, track } }) => {
    one.remote.set(name, track)
    view.show(user, name, track)
  })
  peer.addEventListener('state', ({ detail }) => view.tell(user, one.state = detail))
  peer.addEventListener('moved', moved)
  peer.addEventListener('lost', giveUp)
  one.quality.addEventListener('bars', () => weigh(user, one.quality.bars))
  // Programs of old say nothing of that.
  if (!theirParty) one.state = { muted: false, camera: true, screen: false }
  peer.tell(state())
  if (isOfferer) peer.begin()
  return one
}

function part(key, peer, user) {
  peers.get(key).quality.close()
  peers.delete(key)
  peer.close()
  if (![...peers.values()].some(other => other.user === user)) for (const name of ['audio', 'camera', 'screen']) view.show(user, name, null)
}

async function ice() {
  const answer = await fetch(`${address}/ice-servers`).catch(() => null)
  if (answer?.ok) servers = await answer.json()
  return { iceServers: servers ?? [], iceTransportPolicy: relay === 'true' ? 'relay' : 'all', bundlePolicy: 'max-bundle' }
}

const lineUp = () => hub.state === signalR.HubConnectionState.Connected && wasUp ? undefined : new Promise(go => waiting.push(go))

function send(user, toParty, data) {
  const signal = { ...data, call_id: Number(callId), from_party: party, ...toParty && { to_party: toParty } }
  // In their order, and not before the line is up: what is said before is lost.
  outgoing = outgoing.then(lineUp).then(() => hub.invoke('Signal', Number(user), JSON.stringify(signal))).catch(() => {})
}

function heard(from, json) {
  const data = JSON.parse(json)
  if (data.call_id && data.call_id !== Number(callId) || data.to_party && data.to_party !== party) return
  const theirParty = data.from_party ?? ''
  // Meant for a program of old that this person might have used.
  if (theirParty && !data.to_party) return
  const key = `${from}:${theirParty}`
  const one = peers.get(key) ?? (data.type === 'offer' ? replace(key, String(from), theirParty) : null)
  one?.peer.receive(data)
}

// Their offer came before the server told that they are here.
function replace(key, user, theirParty) {
  for (const [old, { peer, user: same }] of peers) if (same === user) part(old, peer, user)
  return add(key, user, theirParty, false)
}

const state = () => ({ muted: media.isMuted || !media.tracks.audio, camera: Boolean(media.tracks.camera), screen: Boolean(media.tracks.screen) })

function tellState() {
  view.tell(me, state())
  peers.forEach(({ peer }) => peer.tell(state()))
}

function moved() {
  const all = [...peers.values()]
  for (const user of new Set(all.map(one => one.user))) {
    const theirs = all.filter(one => one.user === user && !(one.peer.isEarly && !one.peer.isConnected)).map(one => one.peer)
    if (theirs.length) view.mark(user, { state: theirs.some(peer => peer.isConnected) ? '' : view.word(theirs.some(peer => peer.wasConnected) ? 'Reconnecting' : 'Connecting') })
  }
  if (all.some(({ peer }) => peer.isConnected) && !figures.connected) {
    figures.connected = Math.round(performance.now() - figures.started)
    wake()
  }
  const real = all.filter(({ peer }) => !peer.isEarly || peer.isConnected)
  if (real.length) view.say(real.every(({ peer }) => peer.isConnected) ? quality() : real.some(({ peer }) => peer.wasConnected) ? 'Reconnecting' : 'Connecting')
  all.forEach(({ peer }) => peer.isConnected && limit(peer))
}

function quality() {
  const bars = Math.min(3, ...[...peers.values()].map(one => one.quality.bars ?? 3))
  return ['', 'Bad', 'Weak', 'Good'][bars]
}

function weigh(user, bars) {
  view.mark(user, { bars })
  figures.relayed ||= [...peers.values()].some(one => one.quality.isRelayed)
  // The picture gives way to the voice; the person may turn it on again.
  if (bars === 1 && media.tracks.camera && !isSlow) {
    isSlow = true
    media.turnCamera(false)
    view.warn(view.word('CameraGaveWay'))
  }
  moved()
}

// The more people, the less for each: every picture is sent once a person (mesh).
async function limit(peer) {
  const people = peers.size + 1
  for (const [name, line] of Object.entries(peer.lines)) {
    const parameters = line?.sender.getParameters()
    if (!parameters?.encodings?.length || line.limitedFor === people) continue
    line.limitedFor = people
    const [encoding] = parameters.encodings
    if (name === 'audio') encoding.networkPriority = 'high'
    if (name === 'camera') Object.assign(encoding, people >= smallFrom || lean === 'true' ? { maxBitrate: 250_000, scaleResolutionDownBy: 3, maxFramerate: 15 } : { maxBitrate: 1_500_000, scaleResolutionDownBy: 1, maxFramerate: 30 })
    if (name === 'screen') {
      encoding.maxBitrate = 2_000_000
      parameters.degradationPreference = 'maintain-resolution'
    }
    await line.sender.setParameters(parameters).catch(() => {})
  }
}

function listenWhoSpeaks() {
  for (const { peer, user } of peers.values()) {
    const source = peer.isConnected && peer.lines.audio?.receiver.getSynchronizationSources?.()[0]
    view.mark(user, { speaking: (source?.audioLevel ?? 0) > quietLevel })
  }
}

let lock
async function wake() {
  try { lock = await navigator.wakeLock?.request('screen') } catch {}
  document.addEventListener('visibilitychange', async () => {
    if (!document.hidden && !isOver) try { lock = await navigator.wakeLock?.request('screen') } catch {}
  })
  if (!navigator.mediaSession) return
  for (const [action, act] of [['hangup', hangUp], ['togglemicrophone', () => media.mute(!media.isMuted)], ['togglecamera', () => media.turnCamera(!media.tracks.camera)]]) {
    try { navigator.mediaSession.setActionHandler(action, act) } catch {}
  }
}

const button = name => root.querySelector(`[data-does=${name}]`)

function controls() {
  const acts = {
    mute: () => media.mute(!media.isMuted),
    camera: () => { isSlow = false; return media.turnCamera(!media.tracks.camera) },
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
  offerDevices(media)
  press()
}

function openChat() {
  const frame = document.getElementById('call-chat')
  frame.src ||= frame.dataset.src
  return true
}

function press() {
  const { muted, camera, screen } = state()
  for (const [name, isOn] of Object.entries({ mute: muted, camera: !camera, screen, chat: root.classList.contains('with-chat') })) button(name).setAttribute('aria-pressed', isOn)
}

function ready() {
  tellState()
  press()
  // Programs of old expect the offer while it rings; who answers with one of our pages is met anew.
  if (initiator === me && root.dataset.other && ![...peers.values()].some(one => one.user === root.dataset.other)) {
    add(`${root.dataset.other}:`, root.dataset.other, '', true, true)
  }
  setTimeout(() => others().length || renew(), ringsFor + 2000)
}

async function hangUp() {
  stop('Left')
  const answer = await post('/leave', { party }).catch(() => null)
  if (answer?.ok) location.replace(address)
}

// Nothing leads to them, nor to anybody else. They wait no longer for me, and I can read why.
function giveUp() {
  if (isOver || [...peers.values()].some(({ peer }) => peer.isConnected)) return
  figures.failures++
  stop('CouldNotConnect')
  post('/leave', { party }).catch(() => {})
  document.getElementById('call-test-link').hidden = false
}

// Over, or in the hands of another device: the server knows what can be done now.
function finish() {
  if (isOver) return
  stop('Over')
  location.replace(address)
}

function stop(why) {
  isOver = true
  sessionStorage.removeItem(tabKey)
  report()
  for (const [key, { peer, user }] of peers) part(key, peer, user)
  media.close()
  lock?.release().catch(() => {})
  view.stop()
  view.say(why)
  root.dataset.state = 'over'
}

function report() {
  const { connected, failures, relayed } = figures
  post('/figures', { connected, failures, relayed, loss: loss().toFixed(4) }).catch(() => {})
}
