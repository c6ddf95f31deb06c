// An arrow that leads to where one came from goes back there, to the place one was at; other pages than chats (scroll.js) keep it here.
const page = document.querySelector('main.page')
const settle = 300
let isSamePage = true, timer

document.addEventListener('click', event => {
  const arrow = event.target.closest?.('a.back'), from = document.referrer && new URL(document.referrer)
  if (!arrow || event.ctrlKey || event.metaKey || event.shiftKey || !from || from.origin !== location.origin) return
  // In a tab of its own there is nothing before; with a jump inside the page there is something else.
  if (history.length < 2 || !isSamePage || !('back' in arrow.dataset) && from.pathname !== arrow.pathname) return
  event.preventDefault()
  history.back()
})

addEventListener('hashchange', () => { isSamePage = false })

page?.addEventListener('scroll', () => {
  clearTimeout(timer)
  timer = setTimeout(() => history.replaceState({ ...history.state, top: page.scrollTop }, ''), settle)
}, { passive: true })
if (page && history.state?.top) page.scrollTop = history.state.top
