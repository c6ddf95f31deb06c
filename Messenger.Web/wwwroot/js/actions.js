// What can be done with a message, fetched into the sheet.
export function showActions(more, query = '') {
  htmx.ajax('GET', more.href + query, { source: more, target: '#sheet-body' })
}
