// What is erased for everybody leaves the device as well: from pages that are kept, whose HTML is as the server draws it, and from what was heard.
import { inStores } from '../offline/database.js'

// In a chat's list of messages; what stands inside of a message has no class.
const entries = /(?=<li class="(?:message|system|day-line|new-line|older-line|newer-line)\b)/
const quote = /<a class="quote [^>]*\bhref="\/chats\/(\d+)\?around=(\d+)#[^>]*>[^]*?<\/a>/g
const lastLine = /(id="chat-(\d+)-last">)([^]*?)(<\/span>\s*<span class="chat-marks">)/g

// A page without the messages, and the last lines in the list, of which this is so.
export function without(html, isGone) {
  const start = html.indexOf('<ol class="messages"'), end = html.indexOf('<div id="typing-', start)
  const page = start < 0 || end < 0 ? html : html.slice(0, start) + thinned(html.slice(start, end), isGone) + html.slice(end)
  return page.replace(lastLine, (whole, before, chat, line, after) => {
    const sequence = Number(line.match(/data-sequence="(\d+)"/)?.[1]), at = line.match(/datetime="([^"]+)"/)?.[1]
    return at && isGone({ chat: Number(chat), sequence, at }) ? before + after : whole
  })
}

function thinned(list, isGone) {
  const [head, ...rest] = list.split(entries), end = list.slice(list.lastIndexOf('</ol>'))
  const all = rest.map((li, i) => i === rest.length - 1 ? li.slice(0, li.lastIndexOf('</ol>')) : li)
  const gone = new Set()
  let day = '', kept = ''
  for (const li of all) {
    const [tag] = li.match(/^<li [^>]*>/), of = name => tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1]
    if (!of('data-sequence')) {
      day += li
    } else if (!isGone({ chat: Number(of('data-chat')), sequence: Number(of('data-sequence')), at: of('data-at') })) {
      kept += day + li
      day = ''
    } else {
      gone.add(Number(of('data-sequence')))
      day = ''
    }
  }
  return rest.length === 0 ? list : head + unquoted(kept, one => gone.has(one.sequence) || isGone(one)) + (day.includes('newer-line') ? day : '') + end
}

// How old it was an answer does not say; whether it has just gone from the same page is known.
const unquoted = (html, isGone) => html.replace(quote, (whole, chat, sequence) => isGone({ chat: Number(chat), sequence: Number(sequence) }) ? '' : whole)

// As old as nothing is kept here, by what the page itself says; null where all is.
export function limitOf(html) {
  const days = html.match(/<body [^>]*data-retention="(\d+)"/)?.[1]
  return days ? new Date(Date.now() - days * 86_400_000).toISOString() : null
}

export function withoutOld(html) {
  const limit = limitOf(html)
  return limit ? without(html, ({ at }) => at < limit) : html
}

export const forgetHeard = (chat, first) => walk('chat_id', chat, cursor => {
  const { sequence, fragment } = cursor.value, left = unquoted(fragment, one => one.sequence < first)
  if (sequence < first) cursor.delete()
  else if (left !== fragment) cursor.update({ ...cursor.value, fragment: left })
})

export const forgetOldHeard = limit => walk('created_at', IDBKeyRange.upperBound(limit, true), cursor => cursor.delete())

const walk = (index, range, visit) => inStores(['messages'], messages => {
  messages.index(index).openCursor(range).onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return
    visit(cursor)
    cursor.continue()
  }
})
