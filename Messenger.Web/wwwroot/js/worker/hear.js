// What pages heard while they were open, so that it is there when a kept page is shown: each message as it was drawn last.
import { inStores } from '../offline/database.js'
import { forgetHeard } from './erased.js'
import { eraseKept, forgetPage } from './kept.js'

// More than anybody reads without a line; beyond it the page of the chat is better fetched anew.
const mostOfAChat = 300, most = 5000
const beginning = /\bid="chat-(\d+)-beginning"[^>]*\bdata-begins="(\d+)"/
const line = /<hx-partial hx-target="#chat-\d+-last"[^]*?<\/hx-partial>/

export async function hear({ text }) {
  const tag = text.match(/<li [^>]*\bid="message-\d+"[^>]*>/)?.[0], author = text.match(/class="author[^>]*>\s*<a[^>]*><bdi>([^<]*)/)?.[1]
  const of = name => tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1], number = name => Number(of(name))
  const [, chat, first] = text.match(beginning)?.map(Number) ?? []
  if (first > 1) {
    await forgetHeard(chat, first)
    await eraseKept(one => one.chat === chat && one.sequence < first)
  }
  if (!tag) return
  const row = {
    id: Number(of('id').split('-')[1]), chat_id: number('data-chat'), author_id: number('data-author'), created_at: of('data-at'),
    sequence: number('data-sequence'), revision: number('data-revision'),
  }
  let count
  await inStores(['messages', 'chats', 'users'], (messages, chats, users) => {
    messages.get(row.id).onsuccess = ({ target: { result: old } }) => {
      if (old?.revision > row.revision) return
      // Not every fragment has the line of the list with it.
      messages.put({ ...row, fragment: text, line: text.match(line)?.[0] ?? old?.line })
    }
    chats.get(row.chat_id).onsuccess = ({ target: { result: old } }) => chats.put({ ...old, id: row.chat_id, created_at: row.created_at })
    if (author) users.put({ id: row.author_id, name: plain(author) })
    messages.count().onsuccess = ({ target: { result } }) => result > most && deleteOldest(messages, result - most)
    messages.index('chat_id').count(row.chat_id).onsuccess = ({ target: { result } }) => { count = result }
  })
  if (count > mostOfAChat) await Promise.all([forgetPage(`/chats/${row.chat_id}`), forgetMessages(row.chat_id)])
}

// What follows them is then behind a hole, and is not shown.
function deleteOldest(messages, count) {
  messages.index('created_at').openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor || count-- <= 0) return
    cursor.delete()
    cursor.continue()
  }
}

// The page of a chat has them now.
export const forgetMessages = (chat, upTo = Infinity) => inStores(['messages'], messages => {
  messages.index('chat_id').openCursor(chat).onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return
    if (cursor.value.revision <= upTo) cursor.delete()
    cursor.continue()
  }
})

// The names of the chats that a page lists.
export const hearChats = html => inStores(['chats'], chats => {
  for (const [, id, at, name] of html.matchAll(/<li class="chat-row" id="chat-(\d+)"[^>]*data-at="([^"]+)"[^>]*>[^]*?class="chat-name"><bdi>([^<]*)/g)) {
    chats.put({ id: Number(id), created_at: at, name: plain(name) })
  }
})

const entities = { amp: '&', lt: '<', gt: '>', quot: '"' }
const plain = text => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, number, name) =>
  name ? entities[name] ?? '' : String.fromCodePoint(hex ? parseInt(hex, 16) : number))
