// One note that swells and dies away: made here, because a file would come too late.
export function play(context, pitch, { at = context.currentTime, loudness, swell, length }) {
  const [note, volume] = [context.createOscillator(), context.createGain()]
  note.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loudness, at + swell)
  volume.gain.exponentialRampToValueAtTime(0.001, at + length)
  note.connect(volume).connect(context.destination)
  note.start(at)
  note.stop(at + length + 0.01)
}
