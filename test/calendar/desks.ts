/** Opening hours that the examples speak of, and times as people write them. */
import * as Result from "effect/Result"
import * as Calendar from "../../src/calendar/index.ts"
import type { CalendarInput } from "../../src/calendar/index.ts"
import * as Instant from "../../src/time/Instant.ts"

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** `2026-03-30 09:00`, in UTC; or with an offset, `2026-03-30T09:00+02:00`. */
export const at = (text: string): Instant.Instant => Instant.make(Date.parse(/[Z+]|T.*-/.test(text) ? text : `${text.replace(" ", "T")}Z`))
export const iso = (instant: Instant.Instant | Calendar.Never): string =>
  instant === "Never" ? instant : Instant.toISO(instant).slice(0, 16).replace("T", " ")

export const calendar = (
  input: Partial<Exclude<CalendarInput, { readonly anyOf: unknown } | { readonly allOf: unknown }>>
): Calendar.Calendar => Result.getOrThrow(Calendar.make({ id: "desk", zone: "UTC", hours: {}, ...input }))

export const week = (hours: string | ReadonlyArray<string>) => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours })
export const daily = (hours: string | ReadonlyArray<string>) => ({ ...week(hours), sat: hours, sun: hours })

export const office = (zone: string, more: Partial<CalendarInput> = {}): Calendar.Calendar =>
  calendar({ zone, hours: week("09:00-17:00"), ...more })
