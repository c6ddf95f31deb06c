// What every htmx request needs, and what is said when one fails: a notice, and nothing typed is touched.
import { sentenceIn } from './sentence.js'

const notice = document.getElementById('notice')
export const words = notice.dataset

document.addEventListener('htmx:config:request', ({ detail: { ctx: { request } } }) => {
  if (request.method !== 'GET') request.headers['X-XSRF-TOKEN'] = document.querySelector('meta[name=xsrf]').content
})

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  // An unsent message says for itself what is wrong.
  if (ctx.sourceElement.matches?.('form.failure')) return
  const status = ctx.response?.status ?? 0
  const reason = status === 422 || status === 409 ? sentenceIn(ctx.text)
    : status === 401 || status === 400 ? words.ended
      : status === 403 ? words.forbidden
        : status === 404 ? words.gone
          : status === 429 ? words.many
            : status >= 500 ? words.away
              : status === 0 && ctx.status?.startsWith('error') ? words.lost : ''
  say(reason)
})

document.addEventListener('messenger:line', ({ detail }) => say(detail === 'lost' ? words.lost : detail === 'ended' ? words.ended : ''))

export function say(reason) {
  notice.hidden = !reason
  notice.textContent = reason ?? ''
}
