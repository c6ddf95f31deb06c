// What a page outside the messenger runs: logging in, errors.
import './time.js'
import './forms.js'
