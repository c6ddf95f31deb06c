// The page of a picture: arrows and swipes lead to the next, Escape back, a click shows it as large as it is. Each takes the place of the one
// before in the history, so that Back leads to where one came from.
import '../css/viewer.css'

const stage = document.querySelector('.viewer-stage'), picture = stage.querySelector('img')
const farEnough = 60
let start

document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest('video')) return
  if (event.key === 'Escape') return stage.hasAttribute('data-zoomed') ? zoom() : document.querySelector('.viewer .back').click()
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') go(event.key === 'ArrowLeft' ? 'prev' : 'next')
})

stage.addEventListener('click', event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  const link = event.target.closest('a[rel]')
  if (link) {
    event.preventDefault()
    go(link.rel)
  } else if (event.target === picture) zoom(event)
})

stage.addEventListener('touchstart', ({ touches }) => { start = touches.length === 1 && !isZoomed() ? touches[0] : undefined }, { passive: true })
stage.addEventListener('touchend', ({ changedTouches: [end] }) => {
  const across = end.clientX - start?.clientX
  if (Math.abs(across) > farEnough && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) go(across > 0 ? 'prev' : 'next')
}, { passive: true })

function go(rel) {
  const link = stage.querySelector(`a[rel=${rel}]`)
  if (link && !isZoomed()) location.replace(link.href)
}

// What was pointed at stays where it is.
function zoom(at) {
  const before = picture.getBoundingClientRect()
  const isLarge = stage.toggleAttribute('data-zoomed')
  if (!isLarge || !at) return
  const after = picture.getBoundingClientRect()
  stage.scrollLeft = (at.clientX - before.left) / before.width * after.width - stage.clientWidth / 2
  stage.scrollTop = (at.clientY - before.top) / before.height * after.height - stage.clientHeight / 2
}

// By us, or by two fingers.
function isZoomed() {
  return stage.hasAttribute('data-zoomed') || visualViewport.scale > 1.01
}
