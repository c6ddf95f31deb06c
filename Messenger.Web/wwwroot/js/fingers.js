// What a finger does on a message: held, it opens what one can do with it; drawn aside, it answers it. Scrolling is scrolling.
const messages = document.getElementById('messages')
const held = 450, slack = 10, far = 60
const isTaken = target => target.closest('a, button, img, video, audio, summary, [role=slider]')
let touched, timer

export function touch({ target, pointerType, isPrimary, clientX, clientY, timeStamp }) {
  end()
  const message = target.closest('.message')
  if (pointerType !== 'touch' || !isPrimary || isTaken(target) || !message?.querySelector(':scope > .more')) return
  touched = { message, x: clientX, y: clientY, by: 0, isAside: false }
  timer = setTimeout(hold, held - (performance.now() - timeStamp))
}

function hold() {
  const { message } = touched
  end()
  // What the finger lifts from is not pressed by that. One that scrolls on does not lift, and the next touch is another.
  const lifted = new AbortController()
  for (const over of ['touchend', 'touchcancel']) addEventListener(over, event => {
    if (event.cancelable) event.preventDefault()
    lifted.abort()
  }, { capture: true, passive: false, signal: lifted.signal })
  navigator.vibrate?.(10)
  message.querySelector(':scope > .more').click()
}

function move({ clientX, clientY }) {
  if (!touched) return
  const [across, down] = [clientX - touched.x, clientY - touched.y].map(Math.abs)
  if (!touched.isAside && Math.max(across, down) < slack) return
  clearTimeout(timer)
  touched.isAside ||= across > 2 * down
  if (!touched.isAside) return end()
  touched.by = Math.max(-far, Math.min(0, clientX - touched.x))
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) touched.message.style.translate = `${touched.by}px`
}

function end({ type } = {}) {
  clearTimeout(timer)
  if (!touched) return
  const { message, by } = touched
  touched = undefined
  message.style.translate = ''
  // As a double click beside the text is answered.
  if (type === 'pointerup' && by === -far) message.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
}

messages.addEventListener('pointerdown', touch)
// Some browsers say by themselves that it was held, and would select a word.
messages.addEventListener('contextmenu', event => {
  if (event.pointerType !== 'touch' || isTaken(event.target)) return
  event.preventDefault()
  if (touched) hold()
})
document.addEventListener('pointermove', move)
for (const over of ['pointerup', 'pointercancel']) document.addEventListener(over, end)
