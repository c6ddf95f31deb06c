// What is said without a line: it is kept with the page that is shown when there is no other.
let coming

export function words() {
  coming ??= fetch('/offline').then(answer => answer.text()).then(html => ({ ...new DOMParser().parseFromString(html, 'text/html').getElementById('words').dataset }))
  return coming
}
