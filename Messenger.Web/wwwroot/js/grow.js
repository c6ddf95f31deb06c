// A text field grows with what is in it, up to the limit of its style: where style sheets cannot say so, this does.
const isOurs = !CSS.supports('field-sizing', 'content')

export function grow(field) {
  if (!isOurs || !field.matches?.('textarea')) return
  field.style.blockSize = 'auto'
  field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
}

for (const happened of ['input', 'focusin']) document.addEventListener(happened, ({ target }) => grow(target))
