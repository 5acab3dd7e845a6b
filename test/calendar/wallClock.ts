/** What a wall clock shows, read from Intl minute by minute: slow, and independent of how calendars are counted. */
const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds since 1970-01-01 on the clock's face; to the second. */
export const wallOf = (zone: string, at: number): number => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric"
    })
  formats.set(zone, format)
  const [month, day, year, hour, minute, second] = format.format(at).match(/\d+/g)!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/**
 * The first instant at which the clock shows `wall` or later. That is one sentence for both rules: a time that it skips is the end
 * of the gap, one that it shows twice is the earlier. Quarters of an hour first, then by halves.
 */
export const firstShowing = (zone: string, wall: number): number => {
  const step = 900_000
  let to = wall - 26 * 3_600_000
  while (wallOf(zone, to) < wall) to += step
  let from = to - step
  while (to - from > 1000) {
    const middle = Math.floor((from + to) / 2000) * 1000
    if (wallOf(zone, middle) >= wall) to = middle
    else from = middle
  }
  return to
}

/** Minutes between two instants at which `isOpen(wall)` holds of the latest time that the clock has shown so far. */
export const openMinutes = (zone: string, from: number, to: number, isOpen: (wall: number) => boolean): number => {
  let latest = -Infinity
  let count = 0
  for (let at = from - 2 * DAY; at < from; at += 900_000) latest = Math.max(latest, wallOf(zone, at))
  for (let at = from; at < to; at += 60_000) {
    latest = Math.max(latest, wallOf(zone, at))
    if (isOpen(latest)) count++
  }
  return count
}
