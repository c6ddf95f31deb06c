// What is needed without a line comes after everything that is needed now.
import { load } from './lazy.js'
import { show } from './fragments.js'

addEventListener('load', () => load('offline').then(offline => offline.begin(show)).catch(() => {}))
