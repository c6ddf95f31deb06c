// A message as the form of a chat sends it, for whoever sends it without that form.
export function bodyOf({ clientId, text, replyTo, draftId, files, voice }) {
  const body = new FormData()
  for (const [name, value] of Object.entries({ client_id: clientId, text, reply_to: replyTo, draft_id: draftId, ...voice })) body.append(name, value ?? '')
  for (const file of files) body.append(voice ? 'voice' : 'files', file, file.name)
  return body
}
