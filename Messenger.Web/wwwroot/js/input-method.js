// The key belongs to a word of an input method that is not finished; Safari says that only by its code.
export const isComposing = event => event.isComposing || event.keyCode === 229
