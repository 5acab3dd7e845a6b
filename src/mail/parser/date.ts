/** The moment in a Date field (RFC 5322 §3.3 and §4.3). What cannot be understood is nothing, never an error. */
import { Instant } from "../../time/Instant.ts"
import * as Schema from "effect/Schema"

/** `Tue, 20 Apr 2020 04:20:20 -0400` → the instant; `null`: not a date. Without a zone it is taken as UTC. */
export const readDate = (field: string | undefined): Instant | null => {
  const text = (field ?? "")
    .slice(0, 200)
    .replace(/\([^()]*\)/g, " ")
    .replace(/\s*:\s*/g, ":")
    .replace(/[\s,]+/g, " ")
    .trim()
  const parts = usual.exec(text)?.groups ?? asctime.exec(text)?.groups ?? iso.exec(text)?.groups
  return parts === undefined ? null : toInstant(parts)
}

const time = "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d+)?)?"
const zone = "(?:(?<zone>[+-]\\d{2}:?\\d{2}|[A-Za-z]{1,5})\\b)?"
const usual = new RegExp(`^(?:[a-z]{3,9}\\.? )?(?<day>\\d{1,2})[ -](?<month>[a-z]{3})[a-z]*\\.?[ -](?<year>\\d{2,4}) ${time} ?${zone}`, "i")
const asctime = new RegExp(`^(?:[a-z]{3,9} )?(?<month>[a-z]{3})[a-z]* (?<day>\\d{1,2}) (?:${time} ?${zone} ?)(?<year>\\d{4})`, "i")
const iso = new RegExp(`^(?<year>\\d{4})-(?<number>\\d{2})-(?<day>\\d{2})[T ]${time} ?${zone}`, "i")

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

const toInstant = (parts: Record<string, string | undefined>): Instant | null => {
  const month = parts["number"] === undefined ? months.indexOf(parts["month"]!.toLowerCase()) : Number(parts["number"]) - 1
  const [day, hour, minute, second] = [parts["day"], parts["hour"], parts["minute"], parts["second"] ?? "0"].map(Number) as [
    number,
    number,
    number,
    number
  ]
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return null
  const wall = new Date(0)
  wall.setUTCFullYear(fullYear(parts["year"]!), month, day)
  // A day that its month does not have would roll over into the next.
  if (wall.getUTCDate() !== day || wall.getUTCMonth() !== month) return null
  wall.setUTCHours(hour, minute, Math.min(second, 59))
  const instant = wall.getTime() - offset(parts["zone"]) * 60_000
  return isInstant(instant) ? instant : null
}

const isInstant = Schema.is(Instant)

/** RFC 5322 §4.3: two digits below 50 are of this century, three count from 1900. */
const fullYear = (digits: string): number => {
  const year = Number(digits)
  return digits.length >= 4 ? year : year + (digits.length === 2 && year < 50 ? 2000 : 1900)
}

const zones: ReadonlyMap<string, number> = new Map([
  ["EST", -300],
  ["EDT", -240],
  ["CST", -360],
  ["CDT", -300],
  ["MST", -420],
  ["MDT", -360],
  ["PST", -480],
  ["PDT", -420],
  ["CET", 60],
  ["CEST", 120],
  ["BST", 60],
  ["JST", 540]
])

/** Minutes east of Greenwich; an unknown name says as much as `-0000` (§4.3). */
const offset = (name: string | undefined): number => {
  if (name === undefined) return 0
  const digits = /^([+-])(\d{2}):?(\d{2})$/.exec(name)
  if (digits === null) return zones.get(name.toUpperCase()) ?? 0
  return (digits[1] === "-" ? -1 : 1) * (Number(digits[2]) * 60 + Number(digits[3]))
}
