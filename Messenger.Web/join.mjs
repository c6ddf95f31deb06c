// Joins what the browser loads (ClientLibraries.targets): node join.mjs app.css app.js call=call/call.js, each into one file of wwwroot/lib.
import { readFile } from 'node:fs/promises'
import { basename, parse } from 'node:path'
import { build } from 'esbuild'

// SignalR tells its log of everything, and we keep none (live.js): a thirtieth of a first visit would be sentences for it. What is
// left of a call whose result nobody uses is nothing.
const silence = {
  name: 'silence',
  setup({ onLoad }) {
    // For browsers that cannot fetch, which run none of our modules either.
    onLoad({ filter: /signalr.dist.esm.XhrHttpClient\.js$/ }, () => ({ contents: 'export class XhrHttpClient {}' }))
    onLoad({ filter: /signalr.dist.esm.+\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/\b(this\._)?logger\.log\(/g, 'logged('),
    }))
  },
}

// All emoji with their names in a language (CLDR, by emojibase), a line each: only what the picker looks at, and in English the emoji
// themselves, a group after the other. Newer ones than those of 2022 are still boxes on many devices.
const newest = 15, components = 2
// As Unicode and our own list have them: emojibase asks for colour where that goes without saying, too.
const spelled = ({ emoji, hexcode, type }) => type ? String.fromCodePoint(...hexcode.split('-').map(code => parseInt(code, 16))) : emoji
const emoji = {
  name: 'emoji',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^emoji:/ }, ({ path }) => ({ path: path.slice('emoji:'.length), namespace: 'emoji' }))
    onLoad({ filter: /^/, namespace: 'emoji' }, async ({ path: language }) => {
      const all = JSON.parse(await readFile(`node_modules/emojibase-data/${language}/data.json`, 'utf8'))
        .filter(({ group, version }) => group !== undefined && group !== components && version <= newest)
        .toSorted((a, b) => a.group - b.group || a.order - b.order)
      const lines = all.map(one => [...language === 'en' ? [spelled(one), one.group] : [], one.label, one.tags?.join(' ')].join('|'))
      return { contents: `export default ${JSON.stringify(lines.join('\n'))}` }
    })
  },
}

const entryPoints = process.argv.slice(2).map(named => {
  const [path, name = parse(basename(path)).name] = named.split('=').reverse()
  return { in: path, out: name }
})

await build({
  entryPoints, plugins: [silence, emoji], pure: ['logged'], bundle: true, minify: true, format: 'esm', charset: 'utf8', outdir: 'wwwroot/lib', external: ['/lib/*'], logLevel: 'warning',
  // Names that are private to SignalR; the two are of htmx.
  mangleProps: /^_[a-z]/, reserveProps: /^_(htmx|loc)$/,
})
