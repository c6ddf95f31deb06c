// What the pages of a call tell each other to find a way for their voices, through the server.
export class Signals {
  outgoing = Promise.resolve()
  waiting = []
  isUp = false

  constructor({ hub, callId, party, heard }) {
    Object.assign(this, { hub, callId: Number(callId), party })
    hub.on('signal', (from, json) => {
      const data = JSON.parse(json)
      const isOthers = data.call_id && data.call_id !== this.callId || data.to_party && data.to_party !== party
      // What one of our pages tells a program of old is for a program that this person might have used.
      if (!isOthers && !(data.from_party && !data.to_party)) heard(String(from), data)
    })
  }

  // The server knows this page: before that, what is said to it is lost.
  open() {
    this.isUp = true
    this.waiting.splice(0).forEach(go => go())
  }

  lineUp = () => this.hub.state === signalR.HubConnectionState.Connected && this.isUp ? undefined : new Promise(go => this.waiting.push(go))

  // In their order.
  send(user, toParty, data) {
    const signal = { ...data, call_id: this.callId, from_party: this.party, ...toParty && { to_party: toParty } }
    this.outgoing = this.outgoing.then(this.lineUp).then(() => this.hub.invoke('Signal', Number(user), JSON.stringify(signal))).catch(() => {})
  }
}
