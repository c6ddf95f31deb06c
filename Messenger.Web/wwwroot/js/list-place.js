// The list is where it was on the page before when it is first painted: it is scrolled while it is still being read. chat-list.js keeps where.
try {
  const { top } = JSON.parse(sessionStorage.getItem('list'))
  const reading = new MutationObserver(() => {
    const list = document.getElementById('chat-list')
    if (list) list.scrollTop = top
    if (document.readyState !== 'loading') reading.disconnect()
  })
  if (top > 0) reading.observe(document, { childList: true, subtree: true })
} catch {}
