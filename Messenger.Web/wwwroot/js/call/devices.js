// The dialog where microphone, camera and speaker are chosen.
import { listenBy, word } from './view.js'

const dialog = document.getElementById('call-devices')
const selects = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' }

export function offer(media) {
  const of = kind => dialog.querySelector(`[name=${selects[kind]}]`)
  const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype
  of('audiooutput').closest('.field').hidden = !canChooseSpeaker

  async function fill() {
    const all = await navigator.mediaDevices?.enumerateDevices() ?? []
    for (const kind of Object.keys(selects)) {
      const select = of(kind)
      // Without a permission they have neither names nor ids.
      const found = all.filter(one => one.kind === kind && one.deviceId)
      const using = { audioinput: media.tracks.audio, videoinput: media.tracks.camera }[kind]?.getSettings().deviceId ?? media.chosen[kind]
      select.replaceChildren(...found.map(one => new Option(one.label || word('Device'), one.deviceId, false, one.deviceId === using)))
      select.disabled = !found.length
      if (!found.length) select.append(new Option(word('None')))
    }
  }

  document.getElementById('call-choose').addEventListener('click', () => { fill(); dialog.showModal() })
  media.addEventListener('devices', fill)
  for (const kind of Object.keys(selects)) {
    of(kind).addEventListener('change', async ({ target }) => {
      if (kind === 'audiooutput') listenBy(target.value)
      await media.choose(kind, target.value)
      fill()
    })
  }
}
