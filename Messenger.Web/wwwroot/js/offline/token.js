// Who is logged in now, and a form token for them: asked for when it is needed and never kept. Undefined when nobody is; a server that is
// away or busy has not said so.
export async function fetchToken() {
  const answer = await fetch('/form-token', { headers: { 'HX-Request': 'true' } })
  if (answer.status === 401) return
  if (!answer.ok) throw new Error('Not said yet')
  return answer.json()
}

// Whether a log-out has ended the session, or there was none any more.
export const isHeard = answer => answer?.headers.has('Messenger-Left') || answer?.status === 401
