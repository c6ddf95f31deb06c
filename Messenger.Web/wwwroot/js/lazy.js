// What is fetched late is of the build that the page is of: after an update an old page gets nothing rather than what does not fit it.
const build = document.body.dataset.build

export const load = name => import(`/lib/${name}.js?v=${build}`)

export function style(name) {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `/lib/${name}.css?v=${build}` })
  return new Promise((done, failed) => {
    [link.onload, link.onerror] = [done, failed]
    document.head.append(link)
  })
}
