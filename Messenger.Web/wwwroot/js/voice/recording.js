// A voice that is being recorded: until it is stopped, or as long as a voice message can be.
import { Level } from './level.js'

// iOS plays no WebM, and some of Safari says that it writes that and does not do it well. MP4 with anything but AAC plays in fewer places than WebM.
const kinds = [['audio/mp4;codecs=mp4a.40.2', 'm4a'], ['audio/webm;codecs=opus', 'webm'], ['audio/mp4', 'm4a'], ['audio/ogg;codecs=opus', 'ogg']]
const bitsPerSecond = 32_000, every = 100

export class Recording {
  // The file with what is said of it, once it has ended.
  made

  constructor(stream, name, longest, tell) {
    const [mimeType, ending] = kinds.find(([kind]) => MediaRecorder.isTypeSupported(kind)) ?? kinds[1]
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond }), chunks = []
    Object.assign(this, { stream, longest, tell, recorder, level: new Level(stream), began: performance.now() })
    recorder.ondataavailable = ({ data }) => chunks.push(data)
    this.made = new Promise(done => { recorder.onstop = done }).then(() => ({
      files: [new File(chunks, `${name}.${ending}`, { type: recorder.mimeType })],
      voice: { duration: this.duration.toFixed(2), waveform: String(this.level.waveform(this.duration)) },
    }))
    // What comes before is silence that nobody records.
    recorder.onstart = () => { this.began = performance.now() }
    recorder.start(1000)
    this.timer = setInterval(() => this.look(), every)
    // Pulled out.
    stream.getAudioTracks()[0].onended = () => this.stop()
  }

  get duration() {
    return Math.min(this.longest, ((this.stopped ?? performance.now()) - this.began) / 1000)
  }

  look() {
    this.level.note(this.duration)
    this.tell(this)
    if (this.duration === this.longest) this.stop()
  }

  stop() {
    if (this.stopped) return
    this.stopped = performance.now()
    clearInterval(this.timer)
    // It ends by itself where nothing comes any more.
    if (this.recorder.state !== 'inactive') this.recorder.stop()
    for (const track of this.stream.getTracks()) track.stop()
    this.level.end()
  }
}
