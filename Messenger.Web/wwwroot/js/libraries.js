// The two libraries, in one file with what is ours: it comes sooner than three, and is smaller. They are global, as htmx is made to be.
import 'htmx.org/dist/htmx.esm.min.js'
import { HubConnectionBuilder } from '@microsoft/signalr/dist/esm/HubConnectionBuilder.js'
import { LogLevel } from '@microsoft/signalr/dist/esm/ILogger.js'
import { HubConnectionState } from '@microsoft/signalr/dist/esm/HubConnection.js'

window.signalR = { HubConnectionBuilder, HubConnectionState, LogLevel }
