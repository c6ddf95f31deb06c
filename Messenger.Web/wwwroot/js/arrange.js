// The page arranges itself. What arrives, over the line or as an answer, finds its place before it is swapped in, and all
// around it follow afterwards: this is the order they do it in. What needs no order, because it looks after its own piece only, listens itself.
import * as attach from './attach.js'
import * as erasure from './erasure.js'
import * as calls from './calls.js'
import * as list from './chat-list.js'
import * as newLine from './new-line.js'
import * as outbox from './outbox.js'
import * as reactions from './reactions.js'
import * as read from './read-receipts.js'
import * as scroll from './scroll.js'
import * as thread from './thread.js'
import * as time from './time.js'

const isChat = document.getElementById('messages') !== null
const placing = isChat ? [list.place, calls.place, thread.place, erasure.place, newLine.place] : [list.place, calls.place]
const following = isChat
  ? [thread.follow, reactions.follow, time.tell, read.watch, outbox.collect, attach.collect, list.follow, scroll.restore, newLine.follow]
  : [time.tell, list.follow]

// Where it goes is the one thing of htmx's that is changed.
function before({ detail: { ctx, tasks } }) {
  for (const task of tasks) {
    const arriving = task.fragment.firstElementChild
    if (arriving) task.target = placing.reduce((target, place) => place(arriving, target), task.target)
  }
  list.keep()
  if (isChat) scroll.keep(ctx, tasks)
}

function after() {
  for (const follow of following) follow()
}

document.addEventListener('htmx:before:swap', before)
document.addEventListener('htmx:after:swap', after)
document.addEventListener('messenger:drawn', after)
after()
if (isChat) scroll.open()
