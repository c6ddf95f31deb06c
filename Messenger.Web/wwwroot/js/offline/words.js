// What is said and shown without a line: it is kept with the page that is shown when there is no other.
let coming

export function parts() {
  coming ??= fetch('/offline').then(answer => answer.text()).then(html => new DOMParser().parseFromString(html, 'text/html'))
  coming.catch(() => { coming = undefined })
  return coming
}
