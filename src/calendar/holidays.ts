/**
 * The holidays of a country, as plain data for a calendar. They come from the package `date-holidays`: 11 MB on the disk; its code
 * is ISC, its data CC BY 3.0 by its package.json and CC BY-SA 3.0 by its LICENSE, so whoever passes the data on names its source.
 */
import * as Schema from "effect/Schema"
import Holidays from "date-holidays"
import * as Text from "../text/Text.ts"
import { closedFrom } from "./closedFrom.ts"
import { DAY, dayOf, toDay } from "./PlainDate.ts"
import type { Holiday } from "./Timetable.ts"

/** `public`: all is closed. `bank`: banks and offices are. `optional`: many take it. `school`: schools are closed. `observance`: nothing is. */
export type Type = "public" | "bank" | "optional" | "school" | "observance"

export interface Wanted {
  /** ISO 3166-1 alpha-2, in capitals: `DE`. */
  readonly country: string
  /** A part of it, mostly by ISO 3166-2: `BY`. The holidays of the whole country are in it. */
  readonly state?: string
  /** A part of the state: `KATH`. */
  readonly region?: string
  /** First and last year, 1970 to 2076: beyond those the tables of the moon's calendars are empty. At most 100 years. */
  readonly years: readonly [number, number]
  /** `["public"]`, where it is left out. */
  readonly types?: ReadonlyArray<Type>
  /** Of the names, ISO 639-1: `en`. The country's own where it is left out, English where there are none. */
  readonly language?: string
}

export class HolidaysUnknown extends Schema.TaggedError<HolidaysUnknown>()("HolidaysUnknown", {
  /** `DE-BY`; or the years. */
  given: Schema.String,
  expected: Schema.String
}) {
  override readonly message = `there are no holidays for ${this.given}: ${this.expected}`
}

const FIRST = 1970
const LAST = 2076
const MOST_YEARS = 100

/**
 * In the order of their days, which are those of the wall clock wherever the calendar is. It is a list: look at it, and filter
 * it, before you promise by it.
 * @throws {HolidaysUnknown} where there is no such country, state or region, or no data for the years.
 */
export const holidaysOf = ({
  country,
  state,
  region,
  years: [first, last],
  types = ["public"],
  language
}: Wanted): ReadonlyArray<Holiday> => {
  const book = bookOf(country, state, region)
  if (!(Number.isInteger(first) && Number.isInteger(last) && FIRST <= first && first <= last && last <= LAST && last - first < MOST_YEARS))
    throw new HolidaysUnknown({
      given: `the years ${first} to ${last}`,
      expected: `at most ${MOST_YEARS} years, from ${FIRST} to ${LAST}, the first one first`
    })
  const begin = dayOf(first, 1, 1)
  const end = dayOf(last + 1, 1, 1)
  // What begins before New Year may last beyond it, and a year of the moon may bring a holiday of the next.
  return Array.from({ length: last - first + 3 }, (_, i) => book.getHolidays(first - 1 + i, language))
    .flat()
    .filter(({ type }) => types.includes(type))
    .flatMap(asHolidays)
    .flatMap((one) => ("on" in one && toDay(one.until ?? one.on) >= begin && toDay(one.on) < end ? [one] : []))
    .sort((a, b) => Text.compare(a.on, b.on))
}

/** The package takes what it does not know for the next larger part of the world; we do not. */
const bookOf = (country: string, state: string | undefined, region: string | undefined): Holidays => {
  const all = new Holidays()
  const refuse = (parts: ReadonlyArray<string>, known: ReadonlyArray<string>) =>
    new HolidaysUnknown({ given: parts.join("-"), expected: known.length > 0 ? `there are ${known.join(", ")}` : "it has no parts" })
  const countries = Object.keys(all.getCountries())
  if (!countries.includes(country)) throw refuse([country], countries)
  // Told that it is in UTC, it answers the wall clock: no clock change makes a day of 23 hours.
  const options = { timezone: "UTC" }
  if (state === undefined) {
    if (region !== undefined) throw refuse([country, "?", region], [])
    return new Holidays(country, options)
  }
  const states = namesIn(all.getStates(country))
  if (!states.includes(state)) throw refuse([country, state], states)
  if (region === undefined) return new Holidays(country, state, options)
  const regions = namesIn(all.getRegions(country, state))
  if (!regions.includes(region)) throw refuse([country, state, region], regions)
  return new Holidays(country, state, region, options)
}

/** Typed as if it were always there; what has no parts has none. */
const namesIn = (names: Readonly<Record<string, string>> | undefined): ReadonlyArray<string> => Object.keys(names ?? {})

interface Entry {
  readonly date: string
  readonly start: Date
  readonly end: Date
  readonly name: string
}

/**
 * Days of the moon's calendars begin at six in the evening before (`2026-03-20 00:00:00 -0600`). The law closes the day that they
 * are named for, so those count as whole days from midnight, as many as are full: Turkey's 90 hours are three.
 */
const asHolidays = ({ date, start, end, name }: Entry): ReadonlyArray<Holiday> => {
  const said = Text.cut(Text.clean(name), 100)
  if (!date.endsWith("-0600")) return closedFrom(said, start.getTime(), end.getTime())
  const day = toDay(date.slice(0, 10)) * DAY
  return closedFrom(said, day, day + Math.max(1, Math.floor((end.getTime() - start.getTime()) / DAY)) * DAY)
}
