// How good the line is: bars and words for the person, figures for whoever runs this, once at the end and without anybody's name.

// So many looks in a row until it is said, and until the picture has to go.
const saidAfter = 2, badAfter = 5
const every = 2000, weakLoss = 0.08, badLoss = 0.2, weakTrip = 0.4, badTrip = 0.8
const total = { packets: 0, lost: 0 }

export class Quality extends EventTarget {
  constructor(peer) {
    super()
    this.peer = peer
    this.before = new Map()
    this.poor = this.bad = 0
    this.timer = setInterval(() => this.look(), every)
  }

  async look() {
    if (!this.peer.isConnected) return
    const stats = await this.peer.pc.getStats().catch(() => null)
    if (!stats) return
    let packets = 0, lost = 0, trip = 0, pair
    for (const one of stats.values()) {
      if (one.type === 'inbound-rtp') {
        const was = this.before.get(one.id) ?? { packets: 0, lost: 0 }
        packets += one.packetsReceived - was.packets
        lost += Math.max(0, one.packetsLost - was.lost)
        this.before.set(one.id, { packets: one.packetsReceived, lost: one.packetsLost })
      }
      if (one.type === 'remote-inbound-rtp') trip = Math.max(trip, this.freshTrip(one))
      if (one.type === 'transport' && one.selectedCandidatePairId) pair = stats.get(one.selectedCandidatePairId)
      // Firefox names the pair in itself.
      if (one.type === 'candidate-pair' && one.selected) pair ??= one
    }
    trip ||= pair?.currentRoundTripTime ?? 0
    this.isRelayed = stats.get(pair?.localCandidateId)?.candidateType === 'relay' || stats.get(pair?.remoteCandidateId)?.candidateType === 'relay'
    total.packets += packets
    total.lost += lost
    const loss = packets + lost ? lost / (packets + lost) : 0
    const bars = loss > badLoss || trip > badTrip ? 1 : loss > weakLoss || trip > weakTrip ? 2 : 3
    // One look tells nothing: a line is weak when it has been for a while.
    this.poor = bars === 3 ? 0 : this.poor + 1
    this.bad = bars === 1 ? this.bad + 1 : 0
    if (this.bad === badAfter) this.dispatchEvent(new Event('bad'))
    const shown = this.poor >= saidAfter ? bars : 3
    if (shown !== this.bars) {
      this.bars = shown
      this.dispatchEvent(new Event('bars'))
    }
  }

  // A report comes every few seconds only, and never again once nothing is sent: the same one is not another bad look.
  freshTrip({ id, roundTripTime, roundTripTimeMeasurements }) {
    const isFresh = this.before.get(id) !== roundTripTimeMeasurements
    this.before.set(id, roundTripTimeMeasurements)
    return isFresh ? roundTripTime ?? 0 : 0
  }

  close() {
    clearInterval(this.timer)
  }
}

export const loss = () => total.packets + total.lost ? total.lost / (total.packets + total.lost) : 0
