/** What people write of a calendar: only what differs from the defaults. */
import * as Text from "../text/Text.ts"
import type { Calendar } from "./Calendar.ts"
import type { Hours } from "./Hours.ts"
import type { Holiday, Override } from "./Timetable.ts"
import type { Weekday } from "./When.ts"

/** The name is the id where it is left out. One interval of a day may stand without brackets. */
export type CalendarInput<Id extends string = string> =
  | {
      readonly id: Id
      readonly name?: string
      readonly zone: string
      readonly hours: { readonly [Day in Weekday]?: Hours | string }
      readonly holidays?: ReadonlyArray<Holiday>
      readonly overrides?: ReadonlyArray<Override>
      /** First and last day; before and after it all is closed. */
      readonly validFrom?: string
      readonly validUntil?: string
    }
  | { readonly id: Id; readonly name?: string; readonly anyOf: ReadonlyArray<CalendarInput | Calendar> }
  | { readonly id: Id; readonly name?: string; readonly allOf: ReadonlyArray<CalendarInput | Calendar> }

/**
 * Fills in what is left out. It takes any JSON: what it does not understand it leaves as it is, for the schema to refuse under
 * its own path. To complete what is complete already changes nothing.
 */
export const complete = (given: unknown): unknown => completed(given, 0)

/** Deeper than any calendar: whatever it is given, it comes to an end. */
const DEEPEST = 8

const completed = (given: unknown, level: number): unknown => {
  if (!isObject(given) || level > DEEPEST) return given
  const one = cleaned("id" in given ? { name: given["id"], ...given } : given)
  if ("anyOf" in given) return { ...one, anyOf: each(given["anyOf"], (member) => completed(member, level + 1)) }
  if ("allOf" in given) return { ...one, allOf: each(given["allOf"], (member) => completed(member, level + 1)) }
  const { hours, holidays = [], overrides = [] } = given
  return {
    ...one,
    ...("hours" in given ? { hours: isObject(hours) ? listed(hours) : hours } : {}),
    holidays: each(holidays, (holiday) => (isObject(holiday) ? cleaned(holiday) : holiday)),
    overrides: each(overrides, (override) => (isObject(override) ? cleaned(override) : override))
  }
}

type Loose = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value)

const each = (given: unknown, change: (one: unknown) => unknown): unknown => (Array.isArray(given) ? given.map(change) : given)

/** Names are the only words that people write here. */
const cleaned = (one: Loose): Loose => (typeof one["name"] === "string" ? { ...one, name: Text.clean(one["name"]) } : one)

const listed = (hours: Loose): Loose =>
  Object.fromEntries(Object.entries(hours).map(([day, some]) => [day, typeof some === "string" ? [some] : some]))
