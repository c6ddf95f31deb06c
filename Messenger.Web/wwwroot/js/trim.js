// Messages far from what one looks at leave the page, or one who scrolls through years would hold them all. In their place is the link that leads
// on, as the server draws it.
import { hold, look } from './scroll-position.js'

const kept = 200

export function trim(scroll, messages, observe) {
  const shown = [...messages.querySelectorAll(':scope > [data-sequence][id]:not(.queued)')]
  const seen = look(scroll, shown)
  const at = shown.findIndex(({ id }) => id === seen[0]?.[0])
  if (at < 0 || shown.length <= kept) return
  const from = Math.max(0, Math.min(at - kept / 2, shown.length - kept)), to = from + kept
  if (from > 0 && cut(li => li.compareDocumentPosition(shown[from]) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    messages.prepend(edge('older', `before=${shown[from].dataset.sequence}`, messages.dataset.wordsEarlier))
  }
  // What waits to be sent stands at the end.
  if (to < shown.length && !messages.querySelector(':scope > .queued') && cut(li => li.compareDocumentPosition(shown[to - 1]) & Node.DOCUMENT_POSITION_PRECEDING)) {
    messages.append(edge('newer', `after=${shown[to - 1].dataset.sequence}`, messages.dataset.wordsLater))
    messages.dataset.newest = 'false'
  }
  hold(scroll, seen)
  observe(messages.querySelectorAll(':scope > :is(.older-line, .newer-line) > a'))

  function cut(isBeyond) {
    const beyond = [...messages.children].filter(isBeyond)
    if (beyond.some(isInUse)) return false
    for (const li of beyond) li.remove()
    return true
  }

  function edge(kind, from, words) {
    const li = document.createElement('li'), link = document.createElement('a'), address = `/chats/${messages.dataset.chat}?${from}`
    li.className = `${kind}-line`
    Object.assign(link, { className: 'button plain slim', href: address, textContent: words })
    for (const [name, value] of [['get', address], ['trigger', 'click, near'], ['target', 'closest li'], ['swap', 'outerHTML']]) link.setAttribute(`hx-${name}`, value)
    li.append(link)
    htmx.process(li)
    return li
  }
}

// Nor does a link leave whose answer is on its way: it would find no place, and what it brings would be missing.
function isInUse(li) {
  const selection = getSelection()
  return li.contains(document.activeElement) || li.querySelector('.htmx-request') || !selection.isCollapsed && selection.containsNode(li, true)
    || [...li.querySelectorAll('audio, video')].some(media => !media.paused)
}
