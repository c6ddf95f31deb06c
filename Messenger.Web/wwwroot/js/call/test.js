// What a call needs, tried one by one.
const root = document.getElementById('call-test')
const patience = 6000

export function begin(connection) {
  const button = document.getElementById('call-test-begin')
  button.addEventListener('click', async () => {
    button.disabled = true
    await check(connection)
    button.disabled = false
  })
}

async function check(connection) {
  const servers = await fetch('/calls/test/ice-servers').then(answer => answer.ok ? answer.json() : []).catch(() => [])
  const urls = servers.flatMap(server => [server.urls].flat().map(url => ({ ...server, urls: url })))
  const of = test => urls.filter(server => test(server.urls))
  const turn = (transport, secure = false) => of(url => url.startsWith(secure ? 'turns:' : 'turn:') && (secure || (/transport=tcp/.test(url) ? 'tcp' : 'udp') === transport))
  await say('speaker', tone)
  await say('server', async () => connection.state === signalR.HubConnectionState.Connected ? 'good' : 'bad')
  const media = navigator.mediaDevices
  await say('microphone', async () => {
    const stream = await media?.getUserMedia({ audio: true }).catch(() => null)
    return stream ? hears(stream) : 'none'
  })
  await say('camera', async () => {
    const stream = await media?.getUserMedia({ video: true }).catch(() => null)
    return stream ? shows(stream) : 'none'
  })
  const all = of(() => true)
  const stun = of(url => url.startsWith('stun') || url.startsWith('turn:'))
  await say('direct', () => stun.length ? finds(stun, 'srflx') : 'none')
  for (const [name, some] of [['relay-udp', turn('udp')], ['relay-tcp', turn('tcp')], ['relay-tls', turn('tcp', true)]]) {
    await say(name, () => some.length ? finds(some, 'relay') : 'none')
  }
  await say('loop', () => all.some(({ urls }) => urls.startsWith('turn')) ? loop(all) : 'none')
}

async function say(name, test) {
  const line = root.querySelector(`[data-check="${name}"]`)
  const text = line.querySelector('p')
  text.textContent = root.dataset.checking
  const result = await Promise.resolve().then(test).catch(() => 'bad')
  line.dataset.result = result
  text.textContent = line.dataset[result]
}

const within = promise => Promise.race([promise, new Promise(done => setTimeout(() => done('bad'), patience))])

async function tone() {
  const context = new AudioContext()
  const note = context.createOscillator()
  note.connect(context.destination)
  note.start()
  await new Promise(done => setTimeout(done, 400))
  note.stop()
  const result = context.state === 'running' ? 'good' : 'bad'
  context.close()
  return result
}

async function hears(stream) {
  const context = new AudioContext()
  const meter = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(meter)
  const wave = new Uint8Array(meter.fftSize)
  const heard = await within((async () => {
    for (;;) {
      meter.getByteTimeDomainData(wave)
      if (wave.some(value => Math.abs(value - 128) > 4)) return 'good'
      await new Promise(done => setTimeout(done, 50))
    }
  })())
  stream.getTracks().forEach(track => track.stop())
  context.close()
  return heard
}

async function shows(stream) {
  const picture = document.getElementById('call-test-picture')
  picture.srcObject = stream
  picture.hidden = false
  const shown = await within(picture.play().then(() => picture.videoWidth > 0 ? 'good' : 'bad'))
  await new Promise(done => setTimeout(done, 1500))
  stream.getTracks().forEach(track => track.stop())
  picture.hidden = true
  return shown
}

async function finds(iceServers, type) {
  const line = new RTCPeerConnection({ iceServers, iceTransportPolicy: type === 'relay' ? 'relay' : 'all' })
  line.createDataChannel('test')
  const found = new Promise(done => {
    line.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === type) done('good')
      if (!candidate) done('bad')
    })
  })
  await line.setLocalDescription()
  const result = await within(found)
  line.close()
  return result
}

async function loop(iceServers) {
  const [here, there] = [0, 1].map(() => new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' }))
  here.addEventListener('icecandidate', ({ candidate }) => candidate && there.addIceCandidate(candidate).catch(() => {}))
  there.addEventListener('icecandidate', ({ candidate }) => candidate && here.addIceCandidate(candidate).catch(() => {}))
  const channel = here.createDataChannel('test')
  const back = new Promise(done => {
    there.addEventListener('datachannel', event => event.channel.addEventListener('message', ({ data }) => event.channel.send(data)))
    channel.addEventListener('open', () => channel.send('there and back'))
    channel.addEventListener('message', ({ data }) => done(data === 'there and back' ? 'good' : 'bad'))
  })
  await here.setLocalDescription()
  await there.setRemoteDescription(here.localDescription)
  await there.setLocalDescription()
  await here.setRemoteDescription(there.localDescription)
  const result = await within(back)
  here.close()
  there.close()
  return result
}
