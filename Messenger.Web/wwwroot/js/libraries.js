// The two libraries, in one file with what is ours: it comes sooner than three, and is smaller. They are global, as they are made to be.
import 'htmx.org/dist/htmx.esm.min.js'
import * as signalR from '@microsoft/signalr/dist/browser/signalr.min.js'

window.signalR = signalR
