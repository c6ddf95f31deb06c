// What fails on a page is told to the server's log, a few times at most: what kind of failure, and where. What stands between quotes may be what
// somebody wrote, and stays here.
let left = 3

function tell(failure, place = '') {
  if (left-- <= 0) return
  const what = `${failure?.name ?? 'Error'}: ${failure?.message ?? ''}`.replace(/["'`“«].*["'`”»]/gs, '…').slice(0, 300)
  const where = (failure?.stack?.match(/\/lib\/\S+:\d+:\d+/g) ?? []).slice(0, 5).join(' ') || place
  const headers = { 'X-XSRF-TOKEN': document.querySelector('meta[name=xsrf]')?.content }
  fetch('/log', { method: 'POST', keepalive: true, headers, body: `${what} at ${where} on ${location.pathname} of ${document.body?.dataset.build}` }).catch(() => {})
}

addEventListener('error', event => tell(event.error ?? event, `${event.filename}:${event.lineno}`))
addEventListener('unhandledrejection', event => tell(event.reason))
