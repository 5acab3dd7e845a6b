/** Holidays from and to iCalendar. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { fromICalendar, toICalendar } from "../../src/calendar/icalendar.ts"
import type { Holiday } from "../../src/calendar/Timetable.ts"

const feed = (...events: ReadonlyArray<string>): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:test",
    ...events.map((event, i) => `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTAMP:20260101T000000Z\r\n${event}\r\nEND:VEVENT`),
    "END:VCALENDAR",
    ""
  ].join("\r\n")
const event = (...lines: ReadonlyArray<string>): string => lines.join("\r\n")
const read = (...events: ReadonlyArray<string>) => fromICalendar(feed(...events), { zone: "Europe/Paris", years: [2026, 2028] })

describe("a feed", () => {
  test("closes whole days, one or several; the end is the day after", () => {
    const one = event("SUMMARY:Founders", "DTSTART;VALUE=DATE:20260507")
    const three = event("SUMMARY:Move", "DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260604")
    expect(read(one, three).holidays).toEqual([
      { name: "Founders", on: "2026-05-07" },
      { name: "Move", on: "2026-06-01", until: "2026-06-03" }
    ])
  })
  test("closes parts of days by the clock of the calendar, whatever zone the event is in", () => {
    const half = event("SUMMARY:Party", "DTSTART;TZID=Europe/Paris:20261218T140000", "DTEND;TZID=Europe/Paris:20261218T180000")
    const utc = event("SUMMARY:Call", "DTSTART:20261218T220000Z", "DTEND:20261219T020000Z")
    expect(read(half, utc).holidays).toEqual([
      { name: "Party", on: "2026-12-18", hours: ["14:00-18:00"] },
      { name: "Call", on: "2026-12-18", hours: ["23:00-24:00"] },
      { name: "Call", on: "2026-12-19", hours: ["00:00-03:00"] }
    ])
  })
  test("keeps a day of every year, and a weekday of a month, as the rules they are", () => {
    const yearly = event("SUMMARY:Christmas", "DTSTART;VALUE=DATE:20201225", "RRULE:FREQ=YEARLY")
    const nth = event("SUMMARY:Thanksgiving", "DTSTART;VALUE=DATE:20201126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH")
    expect(read(yearly, nth).holidays).toEqual([
      { name: "Christmas", yearly: "12-25" },
      { name: "Thanksgiving", nth: 4, day: "thu", month: 11 }
    ])
  })
  test("is written out for the years asked for where it recurs otherwise, without its exceptions, by the clock of its zone", () => {
    const monthly = event("SUMMARY:Inventory", "DTSTART;VALUE=DATE:20260115", "RRULE:FREQ=MONTHLY;COUNT=4", "EXDATE;VALUE=DATE:20260215")
    expect(read(monthly).holidays.map((day) => ("on" in day ? day.on : ""))).toEqual(["2026-01-15", "2026-03-15", "2026-04-15"])
    const weekly = event(
      "SUMMARY:Standup",
      "DTSTART;TZID=Europe/Paris:20260323T100000",
      "DTEND;TZID=Europe/Paris:20260323T110000",
      "RRULE:FREQ=WEEKLY;COUNT=2"
    )
    // The clocks change on the Sunday between.
    expect(read(weekly).holidays).toEqual([
      { name: "Standup", on: "2026-03-23", hours: ["10:00-11:00"] },
      { name: "Standup", on: "2026-03-30", hours: ["10:00-11:00"] }
    ])
  })
  test("says what it leaves out, and why", () => {
    const cancelled = event("SUMMARY:Off", "DTSTART;VALUE=DATE:20260507", "STATUS:CANCELLED")
    const free = event("SUMMARY:Free", "DTSTART:20260507T100000Z", "DTEND:20260507T110000Z", "TRANSP:TRANSPARENT")
    const often = event("SUMMARY:Often", "DTSTART:20260507T100000Z", "DTEND:20260507T110000Z", "RRULE:FREQ=SECONDLY")
    const empty = event("SUMMARY:Nothing", "DTSTART:20260507T100000Z")
    const old = event("SUMMARY:Old", "DTSTART;VALUE=DATE:19200101", "RRULE:FREQ=DAILY")
    expect(read(cancelled, free, often, empty, old)).toEqual({
      holidays: [],
      skipped: [
        { name: "Off", reason: "it is cancelled" },
        { name: "Free", reason: "it does not block the time" },
        { name: "Often", reason: "it recurs secondly" },
        { name: "Nothing", reason: "it ends before it begins" },
        { name: "Old", reason: "it began more than 50 years before" }
      ]
    })
  })
  test.each(["FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;COUNT=0", "FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=4"])(
    "with a rule that would never end, or that no closing day has, goes on without it: %s",
    (rule) => {
      expect(read(event("SUMMARY:Trap", "DTSTART;VALUE=DATE:20260101", `RRULE:${rule}`))).toEqual({
        holidays: [],
        skipped: [{ name: "Trap", reason: "its rule makes no sense" }]
      })
    }
  )
  test("that is none, or far too much, is refused by name", () => {
    const years = [2026, 2028] as const
    expect(() => fromICalendar("<html>", { zone: "UTC", years })).toThrow("no iCalendar")
    expect(() => fromICalendar("x".repeat(500_001), { zone: "UTC", years })).toThrow("at most 500000 characters")
    expect(() => fromICalendar(feed(), { zone: "Mars/Olympus", years })).toThrow('there is no zone "Mars/Olympus"')
    expect(() => fromICalendar(feed(), { zone: "UTC", years: [2026, 3000] })).toThrow("years")
    const rules = Array.from({ length: 501 }, () => event("SUMMARY:a", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY"))
    expect(() => fromICalendar(feed(...rules), { zone: "UTC", years })).toThrow("at most 500 events that recur")
  })
})

describe("laws", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9,;:\\é€ -]{0,29}[A-Za-z]$/).map((text) => text.trim())
  const day = fc.integer({ min: 20_454, max: 21_549 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
  const holiday: fc.Arbitrary<Holiday> = fc.oneof(
    fc.record({ name, on: day }),
    fc.record({ name, yearly: day.map((on) => on.slice(5)) }),
    fc.record({
      name,
      nth: fc.constantFrom(1 as const, 2 as const, 4 as const, -1 as const),
      day: fc.constantFrom("mon" as const, "thu" as const, "sun" as const),
      month: fc.integer({ min: 1, max: 12 })
    })
  )
  test("what is written is read as it was", () => {
    fc.assert(
      fc.property(fc.array(holiday, { maxLength: 6 }), (holidays) => {
        const { text, skipped } = toICalendar(holidays, 2026)
        expect(skipped).toEqual([])
        expect(fromICalendar(text, { zone: "Asia/Tokyo", years: [2026, 2028] })).toEqual({ holidays, skipped: [] })
      })
    )
  })
  test("any text at all is read or refused by name", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "DTSTART;VALUE=DATE:20260101",
        "DTEND:nonsense",
        "DURATION:P9999999D"
      ),
      fc.constantFrom(
        "RRULE:FREQ=YEARLY;INTERVAL=0",
        "RRULE:FREQ=DAILY;COUNT=-1",
        "RRULE:FREQ=MONTHLY;BYDAY=99XX",
        "EXDATE:20269999",
        "SUMMARY:\u0000\ud800"
      ),
      fc.string()
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        try {
          const { holidays } = fromICalendar(["BEGIN:VCALENDAR", ...lines].join("\r\n"), { zone: "UTC", years: [2026, 2026] })
          for (const one of holidays) expect(one.name.isWellFormed()).toBe(true)
        } catch (refusal) {
          expect(refusal).toMatchObject({ _tag: "ICalendarInvalid" })
        }
      })
    )
  })
})
