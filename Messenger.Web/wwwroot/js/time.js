// Times come in UTC and in the zone of the profile; here they are said in the zone of this device.
const lang = document.documentElement.lang || 'en'
const format = options => new Intl.DateTimeFormat(lang, options)
const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const weekday = format({ weekday: 'short' }), date = format({ day: 'numeric', month: 'short' }), year = format({ dateStyle: 'short' })
const full = format({ dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' })
const day = format({ weekday: 'long', day: 'numeric', month: 'long' }), longDay = format({ dateStyle: 'long' })
const daysAgo = at => Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000)

const ways = {
  clock: at => clock.format(at),
  full: at => full.format(at),
  short: at => {
    const days = daysAgo(at)
    return (days < 1 ? clock : days < 7 ? weekday : days < 300 ? date : year).format(at)
  },
}

export const dayOf = ({ dataset: { at } }) => new Date(at).toDateString()

export function nameOf(text, words) {
  const at = new Date(text), days = daysAgo(at)
  if (days < 1) return words.wordsToday
  if (days === 1) return words.wordsYesterday
  return (at.getFullYear() === new Date().getFullYear() ? day : longDay).format(at)
}

export function tell() {
  for (const time of document.querySelectorAll('time[data-as]')) {
    const text = ways[time.dataset.as](new Date(time.dateTime))
    // Written anew, it would lose what somebody has selected of it.
    if (time.textContent !== text) time.textContent = text
  }
}

document.addEventListener('pointerover', ({ target }) => {
  const time = target.closest?.('time[data-as]')
  if (time) time.title = full.format(new Date(time.dateTime))
})

// A page is left open over midnight, and its device sleeps through it.
let today = new Date().toDateString()
function wake() {
  if (today !== (today = new Date().toDateString())) document.dispatchEvent(new Event('messenger:drawn'))
}

setInterval(wake, 10_000)
document.addEventListener('visibilitychange', wake)
