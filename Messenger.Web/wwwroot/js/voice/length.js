// As the server writes it (FileDisplay.Length): 0:07, 3:05, 1:02:03.
export function lengthOf(seconds) {
  const whole = Math.round(seconds), two = number => String(number).padStart(2, '0')
  return whole < 3600 ? `${Math.floor(whole / 60)}:${two(whole % 60)}` : `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}
