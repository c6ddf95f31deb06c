// A call's page: who is in it is drawn by the server and changed by its fragments; this joins, stays and leaves.
import '../../css/call.css'
import { show } from '../fragments.js'
import * as controls from './controls.js'
import { Media } from './media.js'
import { loss } from './quality.js'
import { Roster } from './roster.js'
import { Signals } from './signals.js'
import * as view from './view.js'

// Twice and a bit within the lease of 30 s: a line that was away for 20 is in time.
const renewEvery = 5000, ringsFor = 45_000, serversWithin = 5000
const root = document.getElementById('call')
const { call: callId, me, camera, relay, lean, initiator, other } = root.dataset
const address = `/calls/${callId}`
const tabKey = `call:${callId}`
const media = new Media()
const figures = { started: performance.now(), connected: 0, failures: 0, relayed: false }
let hub, signals, roster, servers, checking, party = root.dataset.party, isOver = root.dataset.state === 'over', gaveWay = false

const stage = () => document.getElementById('stage').dataset
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
  signals = new Signals({ hub, callId, party, heard: (from, data) => isOver || roster.hear(from, data) })
  roster = new Roster({ me, initiator, isLean: lean === 'true', media, ice, send: (...signal) => signals.send(...signal) })
  listen()
  const opening = media.open(camera === 'true')
  if (hub.state === signalR.HubConnectionState.Connected) renew()
  await opening
  tellState()
  if (initiator === me && other) roster.offerEarly(other)
  setTimeout(() => roster.there.length || renew(), ringsFor + 2000)
}

async function rejoin() {
  const fresh = crypto.randomUUID()
  const answer = await post('/accept', { party: fresh, take_over: true }).catch(() => null)
  if (answer?.ok && !answer.redirected) return fresh
  location.reload()
}

function listen() {
  document.addEventListener('messenger:line', ({ detail }) => {
    if (detail === 'here') renew()
    else if (detail === 'lost') view.say('Line')
  })
  setInterval(renew, renewEvery)
  // The fragments of the server come as changes of the page.
  const changes = new MutationObserver(sync)
  changes.observe(document.getElementById('tiles'), { childList: true })
  changes.observe(document.getElementById('stage'), { subtree: true, attributes: true, attributeFilter: ['data-party', 'data-status', 'data-in', 'data-joined'] })
  window.addEventListener('online', () => roster.restart(true))
  navigator.connection?.addEventListener('change', () => roster.restart())
  window.addEventListener('beforeunload', event => { if (!isOver && !roster.isEmpty) event.preventDefault() })
  window.addEventListener('pagehide', () => {
    if (isOver) return
    const form = new FormData()
    form.set('party', party)
    form.set('__RequestVerificationToken', document.querySelector('meta[name=xsrf]').content)
    navigator.sendBeacon(`${address}/closing`, form)
  })
  media.addEventListener('track', ({ detail: { name, track } }) => {
    view.show(me, name, name === 'audio' ? null : track, true)
    roster.replace(name, track)
    tellState()
  })
  roster.addEventListener('moved', connected)
  roster.addEventListener('unlisted', renew)
  roster.addEventListener('lost', giveUp)
  roster.addEventListener('bad', giveWay)
  controls.begin(media, hangUp)
  sync()
}

// I am still here. The answer is the call's version; none when another device of mine is in it, or when it is over.
async function renew() {
  if (isOver) return
  try {
    const version = await hub.invoke('Renew', Number(callId), party)
    if (!version) return finish()
    signals.open()
    if (version > stage().version) await look()
    sync()
  } catch {}
}

// How it stands, when a fragment was missed.
async function look() {
  const answer = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null)
  if (answer?.ok) await show(`<hx-partial hx-target="#stage" hx-swap="outerMorph">${await answer.text()}</hx-partial>`)
}

function sync() {
  if (isOver) return
  const { status, answered } = stage()
  if (status !== 'ringing' && status !== 'active') return finish()
  const mine = view.tileOf(me)
  if (mine) mine.dataset.liveMine = 'true'
  // It was drawn before I came, or after another device of mine took over: the server knows.
  if (mine?.dataset.party !== party) return checking ??= setTimeout(() => { checking = undefined; renew() }, 300)
  view.count(answered, mine.dataset.joined)
  if (!roster.there.length) view.say(status === 'ringing' ? 'Ringing' : 'Alone')
  roster.sync(status === 'ringing')
  for (const [name, track] of Object.entries(media.tracks)) if (name !== 'audio') view.show(me, name, track, true)
}

async function ice() {
  // Those of before are better than none: the others wait for what is made with them.
  const fresh = await fetch(`${address}/ice-servers`, servers && { signal: AbortSignal.timeout?.(serversWithin) }).then(answer => answer.ok ? answer.json() : null).catch(() => null)
  servers = fresh ?? servers
  return { iceServers: servers ?? [], iceTransportPolicy: relay === 'true' ? 'relay' : 'all', bundlePolicy: 'max-bundle' }
}

function tellState() {
  view.tell(me, media.state)
  roster.tell(media.state)
  controls.press()
}

function connected() {
  figures.relayed ||= roster.isRelayed
  if (figures.connected || !roster.isConnected) return
  figures.connected = Math.round(performance.now() - figures.started)
  controls.wake()
}

// The picture gives way to the voice, once; the person may turn it on again.
function giveWay() {
  if (!media.tracks.camera || gaveWay) return
  gaveWay = true
  media.turnCamera(false)
  view.warn(view.word('CameraGaveWay'))
}

async function hangUp() {
  stop('Left')
  const answer = await post('/leave', { party }).catch(() => null)
  if (answer?.ok) location.replace(address)
}

// Nothing leads to them, nor to anybody else. They wait no longer for me, and I can read why.
function giveUp() {
  if (isOver || roster.isConnected) return
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
  roster.close()
  media.close()
  controls.sleep()
  view.stop()
  view.say(why)
  root.dataset.state = 'over'
}

function report() {
  const { connected, failures, relayed } = figures
  post('/figures', { connected, failures, relayed, loss: loss().toFixed(4) }).catch(() => {})
}
