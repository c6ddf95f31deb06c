// Answers a message with an emoji, or takes it back, as the buttons under it do.
export function react(message, emoji) {
  const form = document.getElementById('reacting')
  const to = `${message.querySelector(':scope > .more').pathname}/reactions`
  const button = Object.assign(document.createElement('button'), { name: 'emoji', value: emoji })
  for (const [name, value] of Object.entries({ formaction: to, 'hx-post': to, 'hx-swap': 'none' })) button.setAttribute(name, value)
  form.querySelector('button')?.remove()
  form.append(button)
  htmx.process(button)
  button.click()
}
