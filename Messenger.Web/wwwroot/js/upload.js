// One message with files on its way: its bubble, how far it is, and what became of it.
import { bodyOf } from './body.js'
import { describe, isReadable } from './chosen-files.js'
import { sentenceIn } from './sentence.js'

// How long nothing may move, and five times that once the server has all of it to look at; what has arrived all the same is not written twice.
const patience = 60_000

export class Upload {
  isFailed = false

  constructor({ clientId, text, replyTo, draftId = '', files, names, voice }, page, parts) {
    Object.assign(this, { clientId, text, replyTo, draftId, files, voice, names: names ?? files.map(({ name }) => name) })
    this.li = page.draw({ clientId, text, replyTo, isUpload: true })
    this.form = this.li.querySelector('form')
    this.words = this.form.querySelector('.reason').dataset
    const box = parts.querySelector('#uploading').content.firstElementChild.cloneNode(true)
    box.querySelector('ul').append(...(names?.map(name => ({ name })) ?? files).map(file => describe(parts, file)))
    this.li.querySelector('.said').before(box)
    this.bar = box.querySelector('progress')
    this.box = box.dataset
    this.form.append(...box.querySelectorAll('[name=cancel]'))
  }

  // A file that cannot be read looks like a lost line to a request.
  async send() {
    const answer = await this.findUnreadable() ? { status: 0 } : await this.request()
    const gone = answer.status === 0 && await this.findUnreadable()
    return gone ? { ...answer, reason: this.box.unreadable.replace('{0}', gone.name) } : answer
  }

  async findUnreadable() {
    const readable = await Promise.all(this.files.map(isReadable))
    return this.files.find((_, index) => !readable[index])
  }

  // htmx cannot say how far it is.
  request() {
    this.bar.hidden = this.form.elements.cancel.hidden = false
    return new Promise(done => {
      const request = this.line = new XMLHttpRequest()
      // A line that has gone without a word looks like a slow one.
      const watch = times => { clearTimeout(this.stall); this.stall = setTimeout(() => request.abort(), times * patience) }
      request.open('POST', this.form.action)
      request.setRequestHeader('HX-Request', 'true')
      request.setRequestHeader('X-XSRF-TOKEN', document.querySelector('meta[name=xsrf]').content)
      request.upload.onprogress = ({ loaded, total }) => { watch(loaded < total ? 1 : 5); this.progress(loaded / total) }
      request.onloadend = () => {
        clearTimeout(this.stall)
        done({
          status: request.status, text: request.responseText, field: request.getResponseHeader('Messenger-Field'),
          isSent: request.getResponseHeader('Messenger-Sent') !== null, wait: Number(request.getResponseHeader('Retry-After') ?? 0) * 1000,
        })
      }
      watch(1)
      request.send(bodyOf(this))
    })
  }

  // From here on the server has all of it, and taking it back would be a guess.
  progress(part) {
    this.bar.value = part
    if (part < 1) return
    this.bar.removeAttribute('value')
    this.form.elements.cancel.hidden = true
  }

  // True when trying again by itself makes no sense.
  settle(status, text, field) {
    this.bar.value = 0
    const isFinal = status === 413 || status === 422 || [400, 401, 403, 404].includes(status)
    if (isFinal) this.fail(status === 413 || status === 422 ? sentenceIn(text) : this.words[status < 402 ? 'ended' : 'gone'])
    else this.say(this.words[status ? 'away' : 'lost'])
    if (field === 'reply_to') this.sendPlain()
    return isFinal
  }

  // What it answers is gone for ever: the button sends it by itself.
  sendPlain() {
    this.replyTo = ''
    this.offer('plain', 'edit')
  }

  lose() {
    this.fail(this.box.lost)
    this.offer('edit')
  }

  retry() {
    this.isFailed = false
    this.li.classList.remove('failed')
    this.mark('clock')
    this.offer()
    this.say('')
  }

  end() {
    this.line?.abort()
    if (this.li.matches('.queued')) this.li.remove()
  }

  fail(reason) {
    this.isFailed = true
    this.li.classList.add('failed')
    this.mark('warning')
    this.bar.hidden = this.form.elements.cancel.hidden = true
    this.offer('again', 'edit')
    this.say(reason)
  }

  offer(...buttons) {
    for (const name of ['again', 'plain', 'edit']) this.form.elements[name].hidden = !buttons.includes(name)
  }

  mark(icon) {
    this.li.querySelector('.ticks use').setAttribute('href', `/icons.svg#${icon}`)
  }

  say(reason) {
    this.form.querySelector('.reason').textContent = reason
  }
}
