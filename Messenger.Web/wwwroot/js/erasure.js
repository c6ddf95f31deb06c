// A chat begins later than before: what is older was erased for everybody, so it leaves the page, and what answers it quotes it no longer.
import { hold, look } from './scroll-position.js'

const messages = document.getElementById('messages')
const scroll = document.getElementById('scroll')
const numberOf = li => Number(li.dataset.sequence)

export function place(arriving, target) {
  if (arriving.dataset.begins && arriving.dataset.chat === messages.dataset.chat) begin(Number(arriving.dataset.begins))
  return target
}

function begin(first) {
  for (const quote of messages.querySelectorAll('.quote[data-quotes]')) {
    if (Number(new URL(quote.href).searchParams.get('around')) < first) quote.remove()
  }
  const shown = [...messages.querySelectorAll(':scope > [data-sequence][id]:not(.queued)')], kept = shown.filter(li => numberOf(li) >= first)
  // Numbers have no holes: nothing is left between the beginning and the first that is shown.
  if (shown.length > 0 && numberOf(shown[0]) <= first) messages.querySelector(':scope > .older-line')?.remove()
  if (kept.length === shown.length) return
  const seen = look(scroll, kept)
  // With their days, and the line above what was not read.
  for (const li of [...messages.children]) {
    if (li === kept[0] || li.matches('.queued, .newer-line')) break
    if (li.contains(document.activeElement)) scroll.focus({ preventScroll: true })
    li.remove()
  }
  hold(scroll, seen)
}
