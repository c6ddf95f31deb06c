// Calls that ring, and the page of a call: what they need is loaded with the first of them.
import { connection } from './live.js'

const ringing = document.getElementById('ringing')
let ring
new MutationObserver(() => { if (ringing.firstElementChild) ring ??= import('/lib/ring.js').then(ring => ring.begin(ringing)) })
  .observe(ringing, { childList: true })
if (document.getElementById('call')) import('/lib/call.js').then(call => call.begin(connection))
if (document.getElementById('call-test')) import('/lib/call-test.js').then(test => test.begin(connection))
