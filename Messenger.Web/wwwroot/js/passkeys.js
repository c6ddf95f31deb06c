// Passkeys: what the server asks goes to the browser, and what that signs goes back in a form. Where there are none, nothing of it shows.
const isKnown = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined
const show = document.getElementById('passkey-show'), make = document.getElementById('passkey-make')

if (isKnown && show) {
  show.hidden = false
  let waiting

  // "conditional": among what the browser offers to fill in; nothing is asked until somebody chooses it there.
  const ask = async mediation => {
    waiting?.abort()
    waiting = new AbortController()
    const { signal } = waiting
    const { options, seal } = await (await fetch('/account/passkey')).json()
    const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal })
    send(show.form, credential, seal)
  }
  const offer = async () => {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) ask('conditional').catch(() => {})
  }

  show.addEventListener('click', () => ask('optional').catch(offer))
  // One that was just refused is not taken once more by itself.
  if (!document.querySelector('[role=alert]')) offer()
}

if (isKnown && make) {
  make.querySelector('button').addEventListener('click', async () => {
    const trouble = make.querySelector('.wrong')
    trouble.hidden = true
    try {
      send(make, await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(make.dataset.options)) }))
    } catch {
      trouble.hidden = false
    }
  })
}

if (isKnown) document.getElementById('no-passkeys')?.remove()

function send(form, credential, seal) {
  form.elements.credential.value = JSON.stringify(credential)
  if (seal) {
    form.elements.seal.value = seal
    form.action = show.dataset.action
  }
  // Without asking what a password field is there for.
  form.submit()
}
