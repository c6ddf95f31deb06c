// What a page of the messenger runs, joined into one file while building. requests.js comes before the rest: what was not sent before
// a reload is sent as soon as the page is arranged.
import './libraries.js'
import './requests.js'
import './arrange.js'
import './composer.js'
import './sheet.js'
import './menu.js'
import './forms.js'
import './copy.js'
import './back.js'
import './moving.js'
import './live.js'
import './calls.js'
