// What a page outside the messenger runs: logging in, errors.
import { tell } from './time.js'
import './forms.js'

tell()
