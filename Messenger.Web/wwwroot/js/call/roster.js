// Who else is in the call, and a line to each of them.
import { Peer } from './peer.js'
import { Quality } from './quality.js'
import * as view from './view.js'

const smallFrom = 3, unlistedFor = 5000, quietLevel = 0.02
const names = ['audio', 'camera', 'screen']
const keyOf = (user, party) => `${user}:${party ?? ''}`

export class Roster extends EventTarget {
  lines = new Map()

  // Initiator: who called. Other: whom, in a direct chat. Signals go out by send(user, party, data); ice() answers fresh servers.
  constructor({ me, initiator, isLean, media, send, ice }) {
    super()
    Object.assign(this, { me, initiator, isLean, media, send, ice })
    this.timer = setInterval(() => this.listenWhoSpeaks(), 300)
  }

  get isEmpty() {
    return this.lines.size === 0
  }

  get all() {
    return [...this.lines.values()]
  }

  // As the page has it now, which the server drew.
  get there() {
    return view.tiles().filter(tile => tile.dataset.user !== this.me && tile.dataset.in === 'true')
  }

  sync(isRinging) {
    const { there } = this
    this.tellWho(there)
    for (const { dataset } of there) this.meet(dataset)
    for (const [key, { peer, madeAt }] of this.lines) {
      const isAwaited = peer.isEarly && isRinging || Date.now() - madeAt < unlistedFor
      if (!isAwaited && !there.some(({ dataset: { user, party } }) => keyOf(user, party) === key)) this.part(key)
    }
    // What came before the tile was there.
    for (const { user, remote, state } of this.all) {
      remote.forEach((track, name) => view.show(user, name, track))
      if (state) view.tell(user, state)
    }
    this.moved()
  }

  // For those who do not see it: who came and who went since the last time.
  tellWho(there) {
    const now = new Map(there.map(({ dataset: { user } }) => [user, view.nameOf(user)]))
    const say = (word, name) => view.announce(view.word(word).replace('{0}', name))
    for (const [user, name] of now) if (this.present?.has(user) === false) say('Joined', name)
    for (const [user, name] of this.present ?? []) if (!now.has(user)) say('Gone', name)
    this.present = now
  }

  meet(tile) {
    const { user, party = '' } = tile
    const key = keyOf(user, party)
    const known = this.lines.get(key)?.peer
    if (known?.isEarly) known.answered()
    if (known) return
    this.partFrom(user)
    this.add(key, user, party, this.isLater(tile))
  }

  // Whoever came later offers, and programs of old answer unless they called.
  isLater({ user, party, joined }) {
    if (!party) return user !== this.initiator
    const mine = view.tileOf(this.me)?.dataset.joined ?? ''
    return mine === joined ? Number(this.me) > Number(user) : mine > joined
  }

  // Programs of old expect the offer while it rings; who answers with one of our pages is met anew.
  offerEarly(user) {
    if (!this.all.some(line => line.user === user)) this.add(keyOf(user), user, '', true, true)
  }

  add(key, user, party, isOfferer, isEarly = false) {
    const peer = new Peer({
      who: { user, party }, isOfferer, isPolite: Number(this.me) < Number(user),
      send: data => this.send(user, party, data), ice: this.ice, tracks: () => this.media.tracks, stream: this.media.stream,
    })
    peer.isEarly = isEarly
    const line = { peer, user, party, remote: new Map(), quality: new Quality(peer), madeAt: Date.now() }
    this.lines.set(key, line)
    peer.addEventListener('track', ({ detail: { name, track } }) => {
      line.remote.set(name, track)
      view.show(user, name, track)
    })
    peer.addEventListener('state', ({ detail }) => view.tell(user, line.state = detail))
    peer.addEventListener('moved', () => this.moved())
    peer.addEventListener('lost', () => this.say('lost'))
    line.quality.addEventListener('bars', () => this.weigh(user, line.quality.bars))
    line.quality.addEventListener('bad', () => this.say('bad'))
    // Programs of old say nothing of that.
    if (!party) line.state = { muted: false, camera: true, screen: false }
    peer.tell(this.media.state)
    if (isOfferer) peer.begin()
    // Their offer may be here before the server's word that they are: it may have been lost, or they are not.
    if (!isEarly) for (const after of [unlistedFor / 2, unlistedFor + 100]) setTimeout(() => this.say('unlisted'), after)
    return line
  }

  part(key) {
    const { quality, peer, user } = this.lines.get(key)
    this.lines.delete(key)
    quality.close()
    peer.close()
    if (!this.all.some(other => other.user === user)) for (const name of names) view.show(user, name, null)
  }

  partFrom(user) {
    for (const [key, line] of this.lines) if (line.user === user) this.part(key)
  }

  hear(user, { from_party: party = '', ...data }) {
    const key = keyOf(user, party)
    const known = this.lines.get(key)
    if (!known && data.type !== 'offer') return
    if (!known) this.partFrom(user)
    ;(known ?? this.add(key, user, party, false)).peer.receive(data)
  }

  tell(state) {
    for (const { peer } of this.all) peer.tell(state)
  }

  replace(name, track) {
    for (const { peer } of this.all) peer.replace(name, track)
  }

  restart(isForced) {
    for (const { peer } of this.all) if (isForced || !peer.isConnected) peer.restart()
  }

  get isConnected() {
    return this.all.some(({ peer }) => peer.isConnected)
  }

  get isRelayed() {
    return this.all.some(({ quality }) => quality.isRelayed)
  }

  moved() {
    // Of who is only offered to, the server's word stays: that it rings, or that they are in another call.
    for (const user of new Set(this.real.map(line => line.user))) {
      const word = this.wordFor(this.real.filter(line => line.user === user))
      view.mark(user, { state: word === 'Good' ? '' : view.word(word) })
    }
    for (const { peer } of this.all) if (peer.isConnected) this.limit(peer)
    if (this.real.length) view.say(this.wordFor(this.real))
    this.say('moved')
  }

  // Without those who are offered to before they have answered.
  get real() {
    return this.all.filter(({ peer }) => !peer.isEarly || peer.isConnected)
  }

  wordFor(lines) {
    if (!lines.every(({ peer }) => peer.isConnected)) return lines.some(({ peer }) => peer.wasConnected) ? 'Reconnecting' : 'Connecting'
    return ['', 'Bad', 'Weak', 'Good'][Math.min(3, ...lines.map(({ quality }) => quality.bars ?? 3))]
  }

  weigh(user, bars) {
    view.mark(user, { bars })
    this.moved()
  }

  // The more people, the less for each: every picture is sent once a person (mesh).
  async limit(peer) {
    const people = this.lines.size + 1
    for (const [name, line] of Object.entries(peer.lines)) {
      const parameters = line?.sender.getParameters()
      if (!parameters?.encodings?.length || line.limitedFor === people) continue
      line.limitedFor = people
      const [encoding] = parameters.encodings
      if (name === 'audio') encoding.networkPriority = 'high'
      if (name === 'camera') Object.assign(encoding, people >= smallFrom || this.isLean ? { maxBitrate: 250_000, scaleResolutionDownBy: 3, maxFramerate: 15 } : { maxBitrate: 1_500_000, scaleResolutionDownBy: 1, maxFramerate: 30 })
      if (name === 'screen') {
        encoding.maxBitrate = 2_000_000
        parameters.degradationPreference = 'maintain-resolution'
      }
      await line.sender.setParameters(parameters).catch(() => {})
    }
  }

  listenWhoSpeaks() {
    for (const { peer, user } of this.all) {
      const source = peer.isConnected && peer.lines.audio?.receiver.getSynchronizationSources?.()[0]
      view.mark(user, { speaking: (source?.audioLevel ?? 0) > quietLevel })
    }
  }

  say(type) {
    this.dispatchEvent(new Event(type))
  }

  close() {
    clearInterval(this.timer)
    for (const key of [...this.lines.keys()]) this.part(key)
  }
}
