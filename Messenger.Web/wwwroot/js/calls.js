// Calls that ring, and the page of a call: what they need is loaded with the first of them.
import { load } from './lazy.js'
import { connection } from './live.js'

// What is told of a call may overtake itself, as may a page that was asked for: of one call the newest stays, of two the later one.
const newest = new Map([...document.querySelectorAll('[data-call][data-version]')].map(({ dataset }) => [dataset.call, Number(dataset.version)]))

export function place({ dataset: { call, version } }, target) {
  if (!version) return target
  if (version < newest.get(call) || Number(target?.dataset.call) > call) return null
  newest.set(call, Number(version))
  return target
}

const ringing = document.getElementById('ringing')
let ring
new MutationObserver(() => { if (ringing.firstElementChild) ring ??= load('ring').then(ring => ring.begin(ringing)) })
  .observe(ringing, { childList: true })
if (document.getElementById('call')) load('call').then(call => call.begin(connection))
if (document.getElementById('call-test')) load('call-test').then(test => test.begin(connection))
