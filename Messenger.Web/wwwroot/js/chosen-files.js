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

// As many as fit; of the others it is said why not.
export async function choose(more) {
  const wrong = new Set()
  for (const file of more) {
    const reason = await reasonAgainst(file)
    if (reason) {
      wrong.add(reason)
      continue
    }
    files.push(file)
    list.append(chip(file))
  }
  page.say([...wrong].join(' '))
  page.form.elements.text.focus()
}

async function reasonAgainst(file) {
  const { count, size, total, tooMany, tooLarge, tooMuch, empty, unreadable } = list.dataset
  return files.length >= count ? tooMany
    : !await isReadable(file) ? unreadable.replace('{0}', file.name)
      : file.size > size ? tooLarge
        : file.size === 0 ? empty
          : files.reduce((sum, { size }) => sum + size, file.size) > total ? tooMuch : ''
}

// What was deleted or saved over since it was chosen is not, nor is a folder. A request would only say that the line is lost.
export const isReadable = file => file.slice(0, 1).arrayBuffer().then(() => true, () => false)

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
