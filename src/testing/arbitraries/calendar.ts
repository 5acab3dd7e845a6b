/** Calendars of every shape: hours over midnight, holidays and overrides that meet each other, zones that change their clocks. */
import fc from "fast-check"
import type * as Calendar from "../../calendar/index.ts"
import * as Instant from "../../time/Instant.ts"
import { filled, slug } from "./text.ts"

/** Clocks that change by an hour, by half an hour, at midnight, in Ramadan, by a whole day, and those that never do. */
export const zone: fc.Arbitrary<string> = fc.constantFrom(
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Asia/Gaza",
  "Pacific/Apia",
  "Etc/GMT+5"
)

/** In the years in which the rules of these calendars are dated. */
export const moment: fc.Arbitrary<Instant.Instant> = fc
  .integer({ min: Date.UTC(2025, 11, 20), max: Date.UTC(2028, 0, 12) })
  .map(Instant.make)

/** Often a round one: edges should meet. */
const clock = (lastHour: number) =>
  fc
    .tuple(fc.nat(lastHour), fc.constantFrom(0, 0, 0, 30, 15, 59), fc.constantFrom("", "", "", ":00", ":59"))
    .map(([hour, minute, second]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}${second}`)
const interval: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom("09:00-17:00", "09:00-12:30", "13:30-18:00", "22:00-06:00", "00:00-24:00", "23:00-24:00") },
  { weight: 3, arbitrary: fc.tuple(clock(23), fc.oneof(clock(23), fc.constant("24:00"))).map(([from, to]) => `${from}-${to}`) }
)
export const hours: fc.Arbitrary<Calendar.Hours> = fc.array(interval, { maxLength: 3 })

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
const weekly = fc
  .record({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }, { requiredKeys: [] })
  .map((week) => week as Calendar.Timetable["hours"])

const two = (n: number): string => String(n).padStart(2, "0")
const day: fc.Arbitrary<number> = fc.integer({ min: Date.UTC(2025, 11, 24) / 86_400_000, max: Date.UTC(2028, 0, 5) / 86_400_000 })
const date = (epochDay: number): string => new Date(epochDay * 86_400_000).toISOString().slice(0, 10)

/** The days of a rule. */
export const when: fc.Arbitrary<Calendar.When> = fc.oneof(
  day.map((on) => ({ on: date(on) })),
  fc.tuple(day, fc.nat(12)).map(([on, more]) => ({ on: date(on), until: date(on + more) })),
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 29 })).map(([month, of]) => ({ yearly: `${two(month)}-${two(of)}` })),
  fc.constantFrom({ yearly: "02-29" }, { yearly: "01-01" }, { yearly: "12-31" }),
  fc.record({ nth: fc.constantFrom(1, 2, 5, -1, -5), day: fc.constantFrom(...weekdays), month: fc.integer({ min: 1, max: 12 }) })
)

const named = filled(20)
export const holiday: fc.Arbitrary<Calendar.Holiday> = fc
  .tuple(when, fc.record({ name: named, hours }, { requiredKeys: ["name"] }))
  .map(([days, rest]) => ({ ...days, ...rest }))
export const override: fc.Arbitrary<Calendar.Override> = fc
  .tuple(when, fc.oneof(fc.record({ hours }), fc.record({ open: hours }), fc.record({ closed: hours, name: named })))
  .map(([days, rest]) => ({ ...days, ...rest }))

const validity = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ validFrom: day.map(date) }) },
  { weight: 1, arbitrary: fc.tuple(day, fc.nat(400)).map(([from, more]) => ({ validFrom: date(from), validUntil: date(from + more) })) }
)

/** Hours of one zone. */
export const timetable: fc.Arbitrary<Calendar.Timetable> = fc
  .tuple(
    fc.record({
      id: slug,
      name: named,
      zone,
      hours: weekly,
      holidays: fc.array(holiday, { maxLength: 4 }),
      overrides: fc.array(override, { maxLength: 4 })
    }),
    validity
  )
  .map(([own, valid]) => ({ ...own, ...valid }))

/** Hours of one zone, or of several together. */
export const calendar: fc.Arbitrary<Calendar.Calendar> = fc.oneof(
  { weight: 4, arbitrary: timetable },
  { weight: 1, arbitrary: fc.record({ id: slug, name: named, anyOf: fc.array(timetable, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ id: slug, name: named, allOf: fc.array(timetable, { minLength: 1, maxLength: 2 }) }) }
)
