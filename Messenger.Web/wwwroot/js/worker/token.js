// A form token for whoever is logged in now, asked for when it is needed and never kept. Undefined when nobody is.
export async function fetchToken() {
  const answer = await fetch('/form-token', { headers: { 'HX-Request': 'true' } })
  if (answer.ok) return answer.text()
}
