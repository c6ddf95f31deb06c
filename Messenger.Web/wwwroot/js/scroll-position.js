// What every list that scrolls needs: what one looks at stays where it is while things around it change, and what lies beyond
// the end is fetched shortly before one gets there.
const ahead = '300px 0px'

// The first two of these in view, and how far below the top of the list they are.
export function look(scroller, items) {
  const { top } = scroller.getBoundingClientRect(), seen = []
  for (const item of items) {
    const box = item.getBoundingClientRect()
    if (box.bottom > top) seen.push([item.id, box.top - top])
    if (seen.length === 2) break
  }
  return seen
}

// One of the two may have moved for a reason of its own: the other tells by how much the rest did. False when both are gone.
export function hold(scroller, seen) {
  const { top } = scroller.getBoundingClientRect()
  const [shift] = seen.flatMap(([id, at]) => {
    const item = document.getElementById(id)
    return item ? [item.getBoundingClientRect().top - top - at] : []
  }).toSorted((a, b) => Math.abs(a) - Math.abs(b))
  if (shift) scroller.scrollTop += shift
  return shift !== undefined
}

// Answers what to call with the links that lead beyond.
export function fetchAhead(scroller) {
  const edges = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) target.dispatchEvent(new Event('near'))
  }, { root: scroller, rootMargin: ahead })
  return links => links.forEach(link => edges.observe(link))
}
