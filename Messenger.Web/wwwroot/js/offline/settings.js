// In the settings: how much this device keeps, and a way to be rid of it; where a browser keeps nothing, why.
import { forgetWhatWasRead } from './wipe.js'

const kept = document.getElementById('kept')

export async function showKept() {
  if (!kept) return
  document.getElementById('not-secure').hidden = isSecureContext
  document.getElementById('installing').hidden = !isSecureContext
  kept.querySelector('button').addEventListener('click', async () => {
    await forgetWhatWasRead()
    say()
  })
  await say()
}

async function say() {
  const { usage } = await navigator.storage?.estimate?.() ?? {}
  // There from the start, so that nothing moves when it is known.
  kept.hidden = usage === undefined
  if (kept.hidden) return
  const megabytes = (usage / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })
  document.getElementById('kept-size').textContent = kept.dataset.megabytes.replace('{0}', megabytes)
}
