// Who is logged in now, and a form token for them: asked for when it is needed and never kept. Undefined when nobody is.
export async function fetchToken() {
  const answer = await fetch('/form-token', { headers: { 'HX-Request': 'true' } })
  if (answer.ok) return answer.json()
}
