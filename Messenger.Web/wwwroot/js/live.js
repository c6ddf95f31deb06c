// The line to the server: fragments come in, "I am here" goes out. It is taken up again for ever, after a random wait.
import { catchUp, note } from './catchup.js'
import { show } from './fragments.js'
import { isLooking } from './read-receipts.js'

const beatEvery = 5000, awayAfter = 5 * 60_000, answersWithin = 3000
const wait = tries => Math.random() * Math.min(30_000, 1000 * 2 ** tries)
const chat = Number(document.getElementById('messages')?.dataset.chat ?? 0)
let usedAt = Date.now(), isListOld, retry, isHurried

const builder = new signalR.HubConnectionBuilder()
  .withUrl(`/hub?v=${document.body.dataset.build}`)
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: delay })
  .configureLogging(signalR.LogLevel.None)
export const connection = builder.build()
connection.keepAliveIntervalInMilliseconds = 15_000
connection.serverTimeoutInMilliseconds = 30_000

connection.on('fragment', (text, chatId, revision) => show(text).then(() => note(chatId, revision)))
connection.onreconnecting(() => say('lost'))
connection.onreconnected(begin)
// A server that ends closes the lines of many.
connection.onclose(() => {
  retry = setTimeout(() => start(2), isHurried ? 0 : wait(0))
  isHurried = false
})

// A WebSocket (1) is one request, so any of several servers may take it. Where it fails, which tells nothing of why, SignalR is asked at once
// for its own ways: these need the same server each time, and say whether the session has ended.
function choose(tries) {
  const isStraight = tries % 2 === 0
  Object.assign(builder.httpConnectionOptions, { skipNegotiation: isStraight, transport: isStraight ? 1 : undefined })
  return isStraight
}

const isEnded = failure => /401/.test(failure?.message)

// Where the session has ended the line is closed: start finds the same, and says so.
function delay({ previousRetryCount: tries, retryReason }) {
  if (isEnded(retryReason)) return null
  return choose(tries) ? wait(tries >> 1) : 0
}

async function start(tries = 0) {
  choose(tries)
  try {
    await connection.start()
    begin()
  } catch (failure) {
    if (failure.statusCode === 401 || isEnded(failure)) return say('ended')
    if (tries > 2) say('lost')
    retry = setTimeout(() => start(tries + 1), tries % 2 ? wait(tries >> 1) : 0)
  }
}

// Another network: no wait goes on, and a line that still seems to be there has to answer. One that is closed is taken up at once.
async function check() {
  clearTimeout(retry)
  try {
    await Promise.race([sayHere(), new Promise((_, late) => setTimeout(late, answersWithin))])
  } catch {
    if (connection.state === signalR.HubConnectionState.Disconnected) return start(2)
    isHurried = true
    connection.stop()
  }
}

const sayHere = () => connection.invoke('Beat', chat, Date.now() - usedAt < awayAfter)

function begin() {
  say('here')
  isListOld = true
  compare()
  beat()
}

// What was told of who is here may have been overtaken by what was told before it.
const compare = () => connection.send('Shows', presences()).catch(() => {})

// Of whom the page shows, by id, and how. As many as a message takes with ease; the others are told when they next change.
const presences = () => Object.fromEntries([...document.querySelectorAll('.presence')].slice(0, 1000)
  .map(({ classList: [, is, who] }) => [who.slice('presence-of-'.length), is]))

// What was missed: the open chat by its revision, the list when its stamp is another. If it fails, the next beat asks again.
async function beat() {
  if (connection.state !== signalR.HubConnectionState.Connected) return
  try {
    connection.send('Look', isLooking() && Date.now() - usedAt < awayAfter ? chat : 0)
    await catchUp(sayHere)
    if (isListOld) await renewList()
  } catch {}
}

async function renewList() {
  const list = document.getElementById('chat-list')
  const stamp = await connection.invoke('Stamp')
  isListOld = false
  if (list && stamp !== Number(list.dataset.stamp)) document.dispatchEvent(new Event('messenger:list'))
}

function say(state) {
  if (document.documentElement.dataset.line === state) return
  document.documentElement.dataset.line = state
  document.dispatchEvent(new CustomEvent('messenger:line', { detail: state }))
}

for (const use of ['pointerdown', 'keydown', 'visibilitychange']) {
  document.addEventListener(use, () => { usedAt = document.hidden ? usedAt : Date.now() }, { passive: true })
}
document.addEventListener('visibilitychange', beat)
setInterval(beat, beatEvery)
setInterval(compare, 3 * beatEvery)
addEventListener('online', check)
// Not before the other modules listen, or a fragment that comes early finds nobody to put it in its place.
document.addEventListener('DOMContentLoaded', () => start())
