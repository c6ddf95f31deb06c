// The line to one other page: perfect negotiation as in the W3C's example (WebRTC 1.0, 10.7), over lines that are fixed from the start:
// sound, camera, screen. What one sends changes by replaceTrack, so after the first offer only a restart negotiates again.
const kinds = ['audio', 'video', 'video']
const batchAfter = 200, offerAgainAfter = 5000, restartAfter = 3000, rebuildAfter = 15_000, giveUpAfter = 45_000

export class Peer extends EventTarget {
  // Who: { user, party }, party null for a program of old. Signals go out by send(data); ice() answers fresh servers.
  constructor({ who, isOfferer, isPolite, generation = 1, send, ice, tracks, stream }) {
    super()
    Object.assign(this, { who, isOfferer, isPolite, generation, send, ice, tracks, stream })
    this.chain = Promise.resolve()
    this.screen = new MediaStream()
    this.lostAt = Date.now()
    this.watch = setInterval(() => this.look(), 1000)
  }

  begin() {
    return this.enqueue(() => this.build())
  }

  // Signals of one peer are handled one after the other.
  enqueue(step) {
    return this.chain = this.chain.then(() => this.isClosed || step()).catch(failure => console.warn('Call:', failure.message))
  }

  async build() {
    this.pc?.close()
    Object.assign(this, { makingOffer: false, ignoreOffer: false, isSettingRemoteAnswerPending: false, early: [], leaving: [], remote: new Set(), offeredAt: 0, restartedAt: 0, askedAt: 0 })
    const pc = this.pc = new RTCPeerConnection(await this.ice())
    pc.addEventListener('negotiationneeded', () => this.offer())
    pc.addEventListener('icecandidate', ({ candidate }) => this.gather(candidate))
    pc.addEventListener('track', event => this.hear(event))
    pc.addEventListener('connectionstatechange', () => this.moved())
    if (this.who.party) this.openChannel(pc)
    if (this.isOfferer) {
      kinds.forEach((kind, line) => pc.addTransceiver(kind, { direction: 'sendrecv', streams: [this.streamOf(line)] }))
      await this.sendTracks()
    }
  }

  // A program of old shows the first picture of a stream: the screen has one of its own.
  streamOf(line) {
    return line < 2 ? this.stream : this.screen
  }

  // What cannot be seen in the media: muted, camera off. Negotiated, so that it needs no event of its own.
  openChannel(pc) {
    this.channel = pc.createDataChannel('state', { negotiated: true, id: 0 })
    this.channel.addEventListener('open', () => this.tell(this.said))
    this.channel.addEventListener('message', ({ data }) => this.dispatchEvent(new CustomEvent('state', { detail: JSON.parse(data) })))
  }

  tell(state) {
    this.said = state
    if (state && this.channel?.readyState === 'open') this.channel.send(JSON.stringify(state))
  }

  // By kind and order: an offer of an old program may have fewer lines than ours.
  get lines() {
    const all = this.pc?.getTransceivers().filter(line => !line.stopped) ?? []
    const of = kind => all.filter(line => line.receiver.track.kind === kind)
    return { audio: of('audio')[0], camera: of('video')[0], screen: of('video')[1] }
  }

  async sendTracks() {
    for (const [name, line] of Object.entries(this.lines)) await line?.sender.replaceTrack(this.tracks()[name] ?? null)
  }

  async replace(name, track) {
    await this.enqueue(() => this.pc?.signalingState === 'closed' || this.lines[name]?.sender.replaceTrack(track))
  }

  async offer() {
    const { pc } = this
    // The lines are the offerer's; until they are here there is nothing of mine to offer.
    if (!this.isOfferer && !pc.remoteDescription) return
    try {
      this.makingOffer = true
      await pc.setLocalDescription()
      this.say('offer')
    } catch (failure) {
      console.warn('Call:', failure.message)
    } finally {
      this.makingOffer = false
    }
  }

  say(type) {
    const { pc } = this
    if (!pc.localDescription || this.isClosed) return
    if (type === 'offer') this.offeredAt = Date.now()
    this.send({ type, [type]: pc.localDescription.toJSON(), generation: this.generation })
  }

  gather(candidate) {
    if (!this.who.party) return candidate && this.send({ type: 'ice-candidate', candidate: candidate.toJSON() })
    this.leaving.push(candidate?.toJSON() ?? null)
    this.batch ??= setTimeout(() => {
      this.batch = undefined
      if (!this.isClosed) this.send({ type: 'ice-candidate', candidates: this.leaving.splice(0), generation: this.generation })
    }, batchAfter)
  }

  receive(data) {
    return this.enqueue(() => this.handle(data))
  }

  async handle(data) {
    const generation = data.generation ?? this.generation
    if (generation < this.generation) return
    if (generation > this.generation) {
      if (data.type !== 'offer') return
      Object.assign(this, { generation, isOfferer: false })
      await this.build()
    }
    if (data.type === 'restart') return this.asked()
    if (!this.pc) await this.build()
    if (data.type === 'ice-candidate') return this.take(data.candidates ?? [data.candidate])
    await this.describe(data[data.type])
  }

  async describe(description) {
    if (description.type === 'offer' && this.pc.remoteDescription) await this.refresh(this.pc)
    const isReady = !this.makingOffer && (this.pc.signalingState === 'stable' || this.isSettingRemoteAnswerPending)
    const collides = description.type === 'offer' && !isReady
    this.ignoreOffer = !this.isPolite && collides
    if (this.ignoreOffer) return
    if (description.type === 'offer') this.askedAt = 0
    // Said again, because the answer did not come: it is answered again, and nothing is begun anew.
    const isRepeated = description.type === 'offer' && isReady && this.pc.localDescription?.type === 'answer'
      && originOf(description) === originOf(this.pc.remoteDescription)
    if (isRepeated) return this.say('answer')
    if (collides && !this.pc.remoteDescription) {
      // Two first offers at once: rolled back, mine would leave its lines behind, so who is polite begins anew.
      this.isOfferer = false
      await this.build()
    }
    const { pc } = this
    if (description.type === 'answer' && pc.signalingState !== 'have-local-offer') return
    try {
      this.isSettingRemoteAnswerPending = description.type === 'answer'
      await pc.setRemoteDescription(description)
    } catch (failure) {
      this.rebuild(failure)
      return
    } finally {
      this.isSettingRemoteAnswerPending = false
    }
    for (const candidate of this.early.splice(0)) await this.add(candidate)
    if (description.type !== 'offer') return
    Object.values(this.lines).forEach((line, index) => {
      if (!line || line.direction === 'sendrecv') return
      line.direction = 'sendrecv'
      line.sender.setStreams?.(this.streamOf(index))
    })
    await this.sendTracks()
    await pc.setLocalDescription()
    this.say('answer')
  }

  async take(candidates) {
    for (const candidate of candidates) {
      if (this.pc.remoteDescription) await this.add(candidate)
      else this.early.push(candidate)
    }
  }

  async add(candidate) {
    try {
      await this.pc.addIceCandidate(candidate ?? undefined)
    } catch (failure) {
      if (!this.ignoreOffer) throw failure
    }
  }

  hear({ track, transceiver }) {
    const name = transceiver === this.lines.screen ? 'screen' : track.kind === 'audio' ? 'audio' : 'camera'
    this.remote.add(track)
    this.dispatchEvent(new CustomEvent('track', { detail: { name, track } }))
  }

  // A program of old has accepted: the time it has to connect begins now.
  answered() {
    Object.assign(this, { isEarly: false, lostAt: Date.now() })
  }

  get isConnected() {
    return this.pc?.connectionState === 'connected'
  }

  moved() {
    if (this.isConnected) Object.assign(this, { lostAt: 0, restartedAt: 0, askedAt: 0, wasConnected: true })
    else this.lostAt ||= Date.now()
    if (this.pc.connectionState === 'failed') this.restart()
    this.dispatchEvent(new Event('moved'))
  }

  look() {
    const { pc } = this
    const since = at => at ? Date.now() - at : 0
    if (this.isConnected) {
      // A restart that was asked for while it held, and is long over: the next loss begins with another one.
      if (since(this.restartedAt) > rebuildAfter) this.restartedAt = this.askedAt = 0
      return
    }
    // Whose offer is waited for may wait for mine.
    if (!pc) return since(this.lostAt) > offerAgainAfter && this.rebuild(new Error('no offer came'))
    // While it rings nobody can have answered.
    if (since(this.lostAt) > giveUpAfter && !this.isEarly) {
      this.dispatchEvent(new Event('lost'))
      // Where both talk on with others, it has the same time once more.
      this.lostAt = Date.now()
      return this.isClosed || this.rebuild(new Error('no way was found'))
    }
    if (pc.signalingState === 'have-local-offer' && since(this.offeredAt) > offerAgainAfter) this.say('offer')
    if (since(this.askedAt) > offerAgainAfter) this.ask()
    if (since(this.restartedAt) > rebuildAfter) this.rebuild(new Error('no connection after a restart'))
    else if (this.wasConnected && pc.connectionState === 'disconnected' && since(this.lostAt) > restartAfter) this.restart()
  }

  // One at a time. Both notice that the line is lost, so two offers would meet, and Chromium shows no picture any more to who takes theirs
  // back (seen in 156): who is polite asks for an offer. The first one is said again by itself.
  restart() {
    const { pc } = this
    if (this.isClosed || this.restartedAt || !pc || pc.signalingState === 'closed' || this.who.party && !pc.remoteDescription) return
    this.restartedAt = Date.now()
    if (this.isPolite && this.who.party) return this.ask()
    return this.enqueue(() => pc === this.pc && this.refresh(pc).then(() => pc.restartIce()))
  }

  // The credentials of before may have run out.
  async refresh(pc) {
    pc.setConfiguration(await this.ice())
  }

  ask() {
    this.askedAt = Date.now()
    this.send({ type: 'restart', generation: this.generation })
  }

  // What was offered while they were away may be lost, and what was agreed before does not help them.
  asked() {
    if (!this.pc?.remoteDescription) return
    if (this.pc.signalingState === 'have-local-offer') return this.say('offer')
    if (this.offeredAt >= this.restartedAt && Date.now() - this.restartedAt > restartAfter) this.restartedAt = 0
    this.restart()
  }

  // One at a time: two that are waiting would offer under one generation, and the answer to the first would be taken for the second's.
  rebuild(why) {
    if (this.isRebuilding) return
    console.warn('Call:', why.message)
    Object.assign(this, { generation: this.generation + 1, isOfferer: true, isRebuilding: true })
    return this.enqueue(() => this.build().finally(() => { this.isRebuilding = false }))
  }

  close() {
    this.isClosed = true
    clearInterval(this.watch)
    clearTimeout(this.batch)
    this.pc?.close()
  }
}

// Of a description, with its version (RFC 8866, section 5.2).
const originOf = ({ sdp }) => sdp.match(/^o=.*$/m)?.[0]
