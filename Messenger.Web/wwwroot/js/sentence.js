// What went wrong: a sentence, or the short page about it.
export function sentenceIn(text) {
  return new DOMParser().parseFromString(text, 'text/html').body.textContent.trim()
}
