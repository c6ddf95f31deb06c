// Fragments of the page, one after the other: what the server drew is put where it says.
let chain = Promise.resolve()

export function show(text) {
  chain = chain
    .then(() => htmx.swap({ sourceElement: document.body, target: document.body, swap: 'none', text, transition: false }))
    .catch(console.error)
  return chain
}
