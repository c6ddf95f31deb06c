// Joins what the browser loads (ClientLibraries.targets): node join.mjs app.css app.js call=call/call.js, each into one file of wwwroot/lib.
import { readFile } from 'node:fs/promises'
import { basename, parse } from 'node:path'
import { build } from 'esbuild'

// SignalR tells its log of everything, and we keep none (live.js): a thirtieth of a first visit would be sentences for it. What is
// left of a call whose result nobody uses is nothing.
const silence = {
  name: 'silence',
  setup: ({ onLoad }) => onLoad({ filter: /signalr.dist.esm.+\.js$/ }, async ({ path }) => ({
    contents: (await readFile(path, 'utf8')).replaceAll(/\b(this\._)?logger\.log\(/g, 'logged('),
  })),
}

const entryPoints = process.argv.slice(2).map(named => {
  const [path, name = parse(basename(path)).name] = named.split('=').reverse()
  return { in: path, out: name }
})

await build({
  entryPoints, plugins: [silence], pure: ['logged'], bundle: true, minify: true, format: 'esm', outdir: 'wwwroot/lib', external: ['/lib/*'], logLevel: 'warning',
  // Names that are private to SignalR; the two are of htmx.
  mangleProps: /^_[a-z]/, reserveProps: /^_(htmx|loc)$/,
})
