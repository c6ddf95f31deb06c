// Choosing, pasting, dropping files. What is to be done with them is loaded with the first of them.
import * as lazy from './lazy.js'
import { draw } from './outbox.js'
import { say, words } from './requests.js'
import { show } from './fragments.js'
import { entriesOf } from './entries.js'

const form = document.getElementById('composer')
const thread = document.getElementById('thread')
const key = `files:${document.body.dataset.me}:${document.getElementById('messages')?.dataset.chat}:`
const entries = entriesOf(key)
let uploads, loaded, coming = Promise.resolve(), isComing = 0

export function load() {
  uploads ??= lazy.load('uploads').then(begin)
    .catch(() => { uploads = undefined; say(words.lost) })
  return uploads
}

async function begin(upload) {
  await upload.begin({ form, key, entries, draw, say, show, lost: words.lost })
  return loaded = upload
}

async function take(files) {
  const chosen = [...files]
  if (!chosen.length) return
  isComing++
  await (coming = coming.then(load).then(upload => upload?.take(chosen)))
  isComing--
}

// Arrived, by the answer or by the line to the server.
export const collect = () => loaded?.collect()

// Each line is the name of one of them, or a path to it; some leave out its ending. Disks write accents in their own way.
function isNames(text, files) {
  const names = files.map(({ name }) => name.normalize())
  return text.split(/[\r\n]+/).filter(Boolean).map(line => line.normalize().split('/').pop())
    .every(line => names.some(name => name === line || name.startsWith(`${line}.`) || encodeURIComponent(name) === line))
}

const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files')

if (form) {
  form.elements.files.addEventListener('change', async ({ target }) => {
    await take(target.files)
    if (uploads) target.value = ''
  })
  // Sent before the first file was taken in: they go together, or not at all.
  form.addEventListener('submit', event => {
    if (!isComing) return
    event.preventDefault()
    event.stopImmediatePropagation()
    coming.then(() => loaded && setTimeout(() => form.requestSubmit()))
  }, true)
  // What an office program copies is text, and a picture of it: the text is meant. What a file manager copies is a file, and its name as text.
  form.addEventListener('paste', event => {
    const { files } = event.clipboardData
    if (!files.length || !isNames(event.clipboardData.getData('text/plain'), [...files])) return
    event.preventDefault()
    take(files)
  })
  thread.addEventListener('dragover', event => {
    if (!hasFiles(event)) return
    event.preventDefault()
    thread.dataset.dropping = ''
    load()
  })
  thread.addEventListener('dragleave', ({ relatedTarget }) => { if (!thread.contains(relatedTarget)) delete thread.dataset.dropping })
  thread.addEventListener('drop', event => {
    delete thread.dataset.dropping
    if (!hasFiles(event)) return
    event.preventDefault()
    take(event.dataTransfer.files)
  })
  if (entries.all().length) load()
}
