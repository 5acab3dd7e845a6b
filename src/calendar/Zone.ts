/** A time zone of the IANA database: `Europe/Paris`, `UTC`. */
import * as Schema from "effect/Schema"

/** Offsets of zones that somebody asked for; there are some 600 names. */
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (zone: string): Intl.DateTimeFormat | undefined => {
  // Names differ in case alone: hostile ones must not fill the memory.
  const key = zone.toLowerCase()
  const known = formats.get(key)
  if (known !== undefined || !/^[a-z][a-z0-9_+/-]{0,63}$/.test(key)) return known
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    formats.set(key, format)
    return format
  } catch {
    return undefined
  }
}

export const Zone = Schema.String.check(
  Schema.makeFilter((name: string) => (formatOf(name) === undefined ? "a time zone like Europe/Paris or UTC" : undefined))
)
export type Zone = typeof Zone.Type

/**
 * How far the wall clock is ahead of UTC, in milliseconds. Slow (2 µs). Ours, since `@date-fns/tz` 1.5.0 loses the sign of
 * offsets between 0 and -1 h, as Monrovia had until 1972.
 */
export const offsetAt = (zone: Zone, at: number): number => {
  // `1/7/1972, GMT-00:44:30`; of UTC itself just `GMT`.
  const text = formatOf(zone)!.format(at)
  const sign = text.indexOf("GMT") + 3
  if (sign >= text.length) return 0
  const [hours, minutes = 0, seconds = 0] = text
    .slice(sign + 1)
    .split(":")
    .map(Number)
  const offset = ((hours! * 60 + minutes) * 60 + seconds) * 1000
  return text.charAt(sign) === "-" ? -offset : offset
}
