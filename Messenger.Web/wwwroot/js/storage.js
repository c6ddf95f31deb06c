// What the browser keeps: on this device, or in this tab. Where that is full or forbidden the page remembers by itself, so that
// all goes on, and only a reload forgets.
function open(name) {
  const instead = new Map()
  return {
    keys() {
      try {
        return [...new Set([...Object.keys(window[name]), ...instead.keys()])].filter(key => this.recall(key))
      } catch {
        return [...instead.keys()].filter(key => this.recall(key))
      }
    },
    recall(key) {
      if (instead.has(key)) return instead.get(key)
      try {
        return window[name].getItem(key)
      } catch {
        return null
      }
    },
    keep(key, text) {
      try {
        text ? window[name].setItem(key, text) : window[name].removeItem(key)
        instead.delete(key)
      } catch {
        instead.set(key, text || null)
      }
    },
  }
}

export const device = open('localStorage')
export const tab = open('sessionStorage')
