// What one sends: the microphone, the camera, the screen. One stream for all of it, as Safari silences an earlier one.
const asked = { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }, video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } }

export class Media extends EventTarget {
  stream = new MediaStream()
  tracks = { audio: null, camera: null, screen: null }
  chosen = JSON.parse(localStorage.getItem('devices') ?? '{}')
  isMuted = false

  // What cannot be heard or seen in the tracks alone.
  get state() {
    return { muted: this.isMuted || !this.tracks.audio, camera: Boolean(this.tracks.camera), screen: Boolean(this.tracks.screen) }
  }

  // Both in one question; whatever is wrong with the camera, the microphone is asked for alone.
  async open(wantsCamera) {
    if (!navigator.mediaDevices) return this.fail('SecurityError')
    try {
      this.take(await this.ask({ audio: true, video: wantsCamera }))
    } catch (failure) {
      if (!wantsCamera) return this.fail(failure.name, 'audio')
      this.fail(failure.name, 'camera')
      try {
        this.take(await this.ask({ audio: true, video: false }))
      } catch (again) {
        this.fail(again.name, 'audio')
      }
    }
    navigator.mediaDevices.addEventListener('devicechange', () => this.dispatchEvent(new Event('devices')))
    document.addEventListener('visibilitychange', () => document.hidden || this.revive())
  }

  async ask({ audio, video }) {
    const wish = (kind, base) => ({ ...base, ...this.chosen[kind] && { deviceId: { exact: this.chosen[kind] } } })
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: audio && wish('audioinput', asked.audio), video: video && wish('videoinput', asked.video) })
    } catch (failure) {
      // The device that was chosen another day is not there.
      if (failure.name !== 'OverconstrainedError' && failure.name !== 'NotFoundError' || !Object.keys(this.chosen).length) throw failure
      this.chosen = {}
      return await navigator.mediaDevices.getUserMedia({ audio: audio && asked.audio, video: video && asked.video })
    }
  }

  take(stream) {
    for (const track of stream.getTracks()) this.set(track.kind === 'audio' ? 'audio' : 'camera', track)
  }

  set(name, track) {
    const before = this.tracks[name]
    if (before) {
      this.stream.removeTrack(before)
      before.stop()
    }
    this.tracks[name] = track
    if (track) {
      this.stream.addTrack(track)
      if (name === 'audio') track.enabled = !this.isMuted
      if (name === 'screen') track.contentHint = 'detail'
      track.addEventListener('ended', () => this.ended(name, track))
      track.addEventListener('unmute', () => name === 'audio' && document.hidden === false && this.changed(name))
    }
    this.changed(name)
  }

  changed(name) {
    this.dispatchEvent(new CustomEvent('track', { detail: { name, track: this.tracks[name] } }))
  }

  mute(isMuted) {
    this.isMuted = isMuted
    if (this.tracks.audio) this.tracks.audio.enabled = !isMuted
    this.changed('audio')
  }

  async turnCamera(isOn) {
    if (!isOn) return this.set('camera', null)
    await this.tryTo('camera', async () => this.take(await this.ask({ audio: false, video: true })))
  }

  // Straight from the click, or Safari refuses.
  async shareScreen(isOn) {
    if (!isOn) return this.set('screen', null)
    await this.tryTo('screen', async () => {
      const shown = await navigator.mediaDevices.getDisplayMedia({ video: true })
      this.set('screen', shown.getVideoTracks()[0])
    })
  }

  // The old one stops before the new one is asked for: some phones have one camera at a time.
  async choose(kind, id) {
    this.chosen[kind] = id
    localStorage.setItem('devices', JSON.stringify(this.chosen))
    const name = { audioinput: 'audio', videoinput: 'camera' }[kind]
    if (!name || name === 'camera' && !this.tracks.camera) return
    this.tracks[name]?.stop()
    await this.tryTo(name, async () => this.take(await this.ask({ audio: name === 'audio', video: name === 'camera' })))
  }

  async tryTo(name, act) {
    try {
      await act()
      return true
    } catch (failure) {
      this.fail(failure.name, name)
      if (name !== 'screen' && this.tracks[name]?.readyState === 'ended') this.set(name, null)
    }
  }

  // Pulled out, or stopped by the browser's own button.
  async ended(name, track) {
    if (track !== this.tracks[name]) return
    this.set(name, null)
    if (name === 'screen') return
    delete this.chosen[name === 'audio' ? 'audioinput' : 'videoinput']
    this.fail('Ended', name)
    if (name === 'audio') await this.tryTo(name, async () => this.take(await this.ask({ audio: true, video: false })))
  }

  // After a phone call or the lock screen a track is live but dead (100mslive/web-sdks#3728).
  async revive() {
    const { audio } = this.tracks
    if (audio?.muted || audio?.readyState === 'ended') await this.tryTo('audio', async () => this.take(await this.ask({ audio: true, video: false })))
  }

  fail(error, name = 'audio') {
    console.warn('Call:', name, error)
    this.dispatchEvent(new CustomEvent('failure', { detail: { error, name } }))
  }

  close() {
    for (const name of Object.keys(this.tracks)) {
      this.tracks[name]?.stop()
      this.tracks[name] = null
    }
  }
}
