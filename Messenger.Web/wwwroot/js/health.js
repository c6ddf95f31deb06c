// Whether a WebSocket comes through to this server: what a proxy keeps away, only a browser sees.
const item = document.getElementById('websocket')
const patience = 5000

const line = new WebSocket(`/hub?v=${document.body.dataset.build}`)
const late = setTimeout(() => say(false), patience)
line.onopen = () => say(true)
line.onerror = () => say(false)

function say(isGood) {
  clearTimeout(late)
  line.onopen = line.onerror = null
  line.close()
  const word = item.querySelector('.role'), mark = item.querySelector('.mark')
  for (const { classList } of [word, mark]) {
    classList.remove('quiet')
    classList.toggle('danger', !isGood)
  }
  word.textContent = isGood ? item.dataset.well : item.dataset.broken
  item.querySelector('p').textContent = isGood ? item.dataset.good : item.dataset.bad
  document.getElementById('all-well')?.toggleAttribute('hidden', !isGood)
}
