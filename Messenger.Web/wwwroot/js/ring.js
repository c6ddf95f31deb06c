// A call that rings here: shown over everything, heard once the person has touched the page, and over when the server says so
// or nobody can answer any more.
import '../css/ring.css'
import { style } from './lazy.js'
import { play } from './note.js'

const me = document.body.dataset.me
// When each is over, in time of this page: the device's clock may be minutes from the server's, which drew how many seconds were left.
const ends = new Map()
let place, tone

export async function begin(ringing) {
  place = ringing
  await style('ring').catch(() => {})
  new MutationObserver(look).observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-gone-for'] })
  place.addEventListener('submit', () => setTimeout(look))
  place.addEventListener('click', ({ target }) => target.closest('button:not(.ring-sound)') && silence())
  look()
}

// Those that were answered or declined by me, on whatever device, ring no more.
function look() {
  const seen = new Set()
  for (const ring of [...place.children].reverse()) {
    const { goneFor = '', left: seconds } = ring.dataset
    if (!ends.has(ring.id)) ends.set(ring.id, Date.now() + seconds * 1000)
    const left = ends.get(ring.id) - Date.now()
    if (seen.has(ring.id) || goneFor.split(' ').includes(me) || left <= 0) ring.remove()
    else setTimeout(look, left + 100)
    seen.add(ring.id)
  }
  const loud = place.querySelector(':scope > [data-live-quiet=false]')
  place.hidden = !place.firstElementChild
  const { dataset } = document.documentElement
  if (loud) document.title = dataset.rings = place.dataset.title.replace('{0}', loud.querySelector('h2').textContent.trim())
  else if (dataset.rings) {
    delete dataset.rings
    // The list says again how much is unread.
    document.dispatchEvent(new Event('messenger:drawn'))
  }
  loud ? sound() : silence()
}

// Two notes, twice, then a rest.
function sound() {
  if (tone || document.getElementById('call')?.dataset.state === 'in') return
  const context = new AudioContext()
  tone = { context, timer: 0 }
  const chime = () => [659, 523, 659, 523].forEach((pitch, index) =>
    play(context, pitch, { at: context.currentTime + index * 0.22, loudness: 0.15, swell: 0.02, length: 0.2 }))
  const begin = () => {
    if (context.state !== 'running' || tone?.timer) return
    delete place.dataset.liveSilent
    chime()
    tone.timer = setInterval(chime, 2500)
  }
  context.addEventListener('statechange', begin)
  for (const touch of ['pointerdown', 'click', 'keydown']) document.addEventListener(touch, () => context.state === 'suspended' && context.resume(), { once: true })
  begin()
  // A browser lets nothing sound before the page was touched: until then it can be asked for.
  if (context.state !== 'running') place.dataset.liveSilent = ''
}

function silence() {
  if (!tone) return
  clearInterval(tone.timer)
  tone.context.close()
  delete place.dataset.liveSilent
  tone = undefined
}
