// The files that go with what is being written: each with its name, its size, a small picture if it is one, and a way out.
const side = 96
let page, parts, list, files = []

export function prepare(given, drawn) {
  [page, parts, list] = [given, drawn, drawn.querySelector('.chosen')]
  page.form.querySelector('.composer-field').append(list)
  list.addEventListener('click', ({ target }) => {
    const row = target.closest('button')?.closest('li')
    if (!row) return
    files.splice([...list.children].indexOf(row), 1)
    row.remove()
    page.form.elements.text.focus()
  })
}

export const isAny = () => files.length > 0

export function choose(more) {
  const { count, size, total, tooMany, tooLarge, tooMuch, empty } = list.dataset
  const bytes = [...files, ...more].reduce((sum, file) => sum + file.size, 0)
  const wrong = files.length + more.length > count ? tooMany
    : more.some(file => file.size > size) ? tooLarge
      : more.some(file => file.size === 0) ? empty
        : bytes > total ? tooMuch : ''
  page.say(wrong)
  if (wrong) return
  files.push(...more)
  list.append(...more.map(chip))
  page.form.elements.text.focus()
}

// They are sent now.
export function empty() {
  const taken = files
  files = []
  list.replaceChildren()
  return taken
}

function chip(file) {
  const row = describe(parts, file)
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) preview(row, file)
  return row
}

export function describe(parts, { name, size }) {
  const row = parts.querySelector('#chip').content.firstElementChild.cloneNode(true)
  const { kilobytes, megabytes } = row.dataset
  row.querySelector('.file-name').textContent = name
  row.querySelector('small').textContent = size === undefined ? '' : size < 1_000_000
    ? kilobytes.replace('{0}', Math.ceil(size / 1000)) : megabytes.replace('{0}', (size / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }))
  row.querySelector('button').ariaLabel += ` ${name}`
  return row
}

// Drawn, because the policy of the page lets no picture come from anywhere but the server.
async function preview(row, file) {
  const picture = await createImageBitmap(file).catch(() => {})
  if (!picture) return
  const canvas = row.querySelector('canvas'), scale = Math.max(side / picture.width, side / picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  canvas.getContext('2d').drawImage(picture, (side - width) / 2, (side - height) / 2, width, height)
  canvas.hidden = false
  row.querySelector('.icon').remove()
  picture.close()
}
