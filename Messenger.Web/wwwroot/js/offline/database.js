// MessengerDB: what was heard and what waits to be sent. The page and the worker share it, and nothing that matters hangs on it: a
// browser may refuse it, empty it, or lose the line to it (iOS does, when the page sleeps).
const name = 'MessengerDB'
let opening, isGone = false

function open() {
  if (isGone) return Promise.reject(new Error('Logged out'))
  opening ??= new Promise((done, failed) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => make(request.result)
    request.onerror = () => failed(request.error)
    request.onsuccess = () => {
      // Whoever deletes it, or needs another shape of it, is not kept waiting.
      request.result.onversionchange = () => { request.result.close(); opening = undefined }
      request.result.onclose = () => { opening = undefined }
      done(request.result)
    }
  })
  opening.catch(() => { opening = undefined })
  return opening
}

function make(db) {
  db.createObjectStore('chats', { keyPath: 'id' }).createIndex('created_at', 'created_at')
  const messages = db.createObjectStore('messages', { keyPath: 'id' })
  for (const index of ['chat_id', 'created_at']) messages.createIndex(index, index)
  const users = db.createObjectStore('users', { keyPath: 'id' })
  for (const index of ['username', 'email']) users.createIndex(index, index)
  db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true }).createIndex('clientId', 'clientId', { unique: true })
  db.createObjectStore('meta')
}

// One transaction; answers the result of the request that the work answers with.
export async function inStores(stores, work) {
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await run(await open(), stores, work)
    } catch (failure) {
      if (isAgain || !['InvalidStateError', 'UnknownError'].includes(failure?.name)) throw failure
      opening = undefined
    }
  }
}

function run(db, stores, work) {
  return new Promise((done, failed) => {
    const transaction = db.transaction(stores, 'readwrite')
    transaction.onabort = () => failed(transaction.error)
    const asked = work(...stores.map(store => transaction.objectStore(store)))
    transaction.oncomplete = () => done(asked?.result)
  })
}

// Looking for something makes no database.
export const exists = async () => (await indexedDB.databases?.())?.some(database => database.name === name) ?? true

const read = ['chats', 'messages', 'users', 'meta']

// What was read is forgotten; what was written waits for its writer, but for who is leaving. Where there is neither, nothing is left.
export async function forgetRead() {
  if (await exists() && !await clear()) await drop()
}

// Answers how much waits.
async function clear(leaving) {
  let waiting
  await inStores(['outbox', ...read], (outbox, ...stores) => {
    waiting = 0
    for (const store of stores) store.clear()
    outbox.openCursor().onsuccess = ({ target: { result: row } }) => {
      if (!row) return
      if (row.value.me === leaving) row.delete()
      else waiting++
      row.continue()
    }
  })
  return waiting
}

// For good: nothing that still comes in makes it anew, and what cannot be told apart goes as well.
export async function remove(me) {
  const waiting = await exists().then(isThere => isThere && clear(me)).catch(() => 0)
  isGone = true
  if (!waiting) await drop()
}

const drop = () => new Promise(done => {
  const request = indexedDB.deleteDatabase(name)
  request.onsuccess = request.onerror = done
})
