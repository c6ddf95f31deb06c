// The "new" line stands where one left: before the first message that came while nobody looked at the end of the chat.
import { isLooking, isSeen } from './read-receipts.js'
import { isAtEnd, isInView } from './scroll.js'

const messages = document.getElementById('messages')
const plural = new Intl.PluralRules(document.documentElement.lang)
let line = document.getElementById('first-unread')
// What it counts: all that was unread when the page was drawn, and what has come since. What is gone from it is gone once.
let count = Number(line?.dataset.count ?? 0), drawn = [Number(line?.dataset.first ?? 0), Number(messages?.dataset.last)]
const came = new Set(), gone = new Set()
const revision = Number(messages?.dataset.revision)

// Something of what it counts has not been seen.
const stands = () => line !== null && !isSeen(Math.max(drawn[1], ...came))

export function place(arriving, target) {
  const { caller, author = caller, sequence, revision: at } = arriving.dataset, number = Number(sequence)
  if (!arriving.matches('.message, .missed') || arriving.dataset.chat !== messages.dataset.chat) return target
  if (arriving.matches('.deleted')) {
    const isCounted = came.has(number) || line && number >= drawn[0] && number <= drawn[1] && Number(at) > revision
    if (isCounted && !gone.has(number)) say(count - 1)
    gone.add(number)
  } else if (target?.matches('li:empty') && author !== document.body.dataset.me && !(isLooking() && isAtEnd())) {
    if (!stands()) begin(target)
    came.add(number)
    say(count + 1)
  }
  return target
}

// What nobody has looked at does not leave by the top.
export function follow() {
  // It may have left the page, and come back with what is around it.
  if (line?.isConnected === false) line = document.getElementById('first-unread')
  if (!isLooking() && stands() && isAtEnd() && !isInView(line)) line.scrollIntoView({ block: 'start' })
}

function begin(before) {
  line?.remove()
  line = Object.assign(document.createElement('li'), { className: 'new-line', id: 'first-unread', tabIndex: -1 })
  line.append(document.createElement('span'))
  before.before(line)
  count = 0
  drawn = [0, 0]
  came.clear()
}

function say(now) {
  count = now
  const forms = messages.dataset.wordsNew.split('|'), form = { one: 0, few: 1 }[plural.select(count)]
  line.firstElementChild.textContent = (forms[form] ?? forms.at(-1)).replace('{0}', count)
  if (count > 0) return
  line.remove()
  line = null
}
