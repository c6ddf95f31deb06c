// How loud it is, ten times a second, and what that comes to: 64 numbers from 0 to 255, as voice messages have them.
export const parts = 64
const quietest = 0.05

export class Level {
  heard = []

  constructor(stream) {
    this.context = new AudioContext()
    // More than there is between two looks, so that nothing loud is missed.
    this.analyser = new AnalyserNode(this.context, { fftSize: 8192 })
    this.context.createMediaStreamSource(stream).connect(this.analyser)
    this.samples = new Float32Array(this.analyser.fftSize)
  }

  // A tab that nobody looks at is asked once a second only, so it is kept when each was heard.
  note(at) {
    this.analyser.getFloatTimeDomainData(this.samples)
    this.heard.push({ at, loud: this.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) })
  }

  // The newest ones, as they pass by.
  get newest() {
    const last = this.heard.slice(-parts).map(({ loud }) => curved(loud))
    return [...Array(parts - last.length).fill(0), ...last]
  }

  // Whoever speaks low is seen as well.
  waveform(duration) {
    const loudest = this.heard.reduce((most, { loud }) => Math.max(most, loud), quietest)
    const waveform = Array(parts).fill(0)
    for (const { at, loud } of this.heard) {
      const part = Math.min(parts - 1, Math.floor(at / duration * parts))
      waveform[part] = Math.max(waveform[part], curved(loud / loudest))
    }
    return waveform
  }

  end() {
    this.context.close()
  }
}

// As it sounds to people rather than to the microphone.
const curved = loud => Math.round(255 * Math.min(1, loud) ** 0.6)

// As the server draws it (FileDisplay.Wave).
export const wave = waveform => waveform.map((loud, part) => {
  const height = 2 + Math.floor(loud * 28 / 255)
  return `M${2 + 4 * part} ${16 - Math.floor(height / 2)}v${height}`
}).join('')
