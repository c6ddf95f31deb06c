// Who is logged in now, and a form token for them: asked for when it is needed and never kept. Undefined when nobody is; a server that is
// away or busy has not said so.
export async function fetchToken() {
  const answer = await fetch('/form-token', { headers: { 'HX-Request': 'true' } })
  if (isAway(answer)) throw new Error('Not said yet')
  if (answer.ok) return answer.json()
}

// Whether a log-out has ended the session, or there was none any more. It leads away, which a script does not follow.
export const isHeard = answer => answer?.type === 'opaqueredirect' || answer?.status === 401

const isAway = ({ status }) => status === 429 || status >= 500
