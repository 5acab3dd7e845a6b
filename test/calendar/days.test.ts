/** Working days, by their dates and with the time of day. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import * as Arbitrary from "../../src/testing/arbitraries.ts"
import { at, calendar, daily, iso, office } from "./desks.ts"

describe("given an office with a holiday on Tuesday 24 November 2026", () => {
  const desk = office("UTC", { holidays: [{ on: "2026-11-24", name: "Day off" }] })
  test("Monday is a working day, Tuesday and Saturday are none", () => {
    expect(["2026-11-23", "2026-11-24", "2026-11-28"].map((day) => Calendar.isWorkingDay(desk, day))).toEqual([true, false, false])
  })
  test("the first working day after Friday is Monday, the second Wednesday; before Monday there is Friday", () => {
    const days = [1, 2, 0, -1].map((n) => Calendar.plusWorkingDays(desk, n < 0 ? "2026-11-23" : "2026-11-20", n))
    expect(days).toEqual(["2026-11-23", "2026-11-25", "2026-11-20", "2026-11-20"])
  })
  test("from Friday to Friday there are four working days, the last not counted", () => {
    expect(Calendar.workingDaysBetween(desk, "2026-11-20", "2026-11-27")).toBe(4)
    expect(Calendar.workingDaysBetween(desk, "2026-11-27", "2026-11-20")).toBe(-4)
    expect(Calendar.workingDaysBetween(desk, "2026-11-20", "2026-11-20")).toBe(0)
  })
  test("two days after Friday at two it is Wednesday at two", () => {
    expect(iso(Calendar.addDays(desk, at("2026-11-20 14:00"), 2))).toBe("2026-11-25 14:00")
    expect(iso(Calendar.subtractDays(desk, at("2026-11-25 14:00"), 2))).toBe("2026-11-20 14:00")
    expect(iso(Calendar.addDays(desk, at("2026-11-25 14:00"), -2))).toBe("2026-11-20 14:00")
  })
  test("what comes in on Saturday starts on Monday at nine; no days later it is that, a day later Wednesday at nine", () => {
    expect([0, 1].map((days) => iso(Calendar.addDays(desk, at("2026-11-21 11:00"), days)))).toEqual([
      "2026-11-23 09:00",
      "2026-11-25 09:00"
    ])
    expect([0, 1].map((days) => iso(Calendar.subtractDays(desk, at("2026-11-21 11:00"), days)))).toEqual([
      "2026-11-20 17:00",
      "2026-11-19 17:00"
    ])
  })
})

describe("given other hours on other days", () => {
  test("four in the afternoon ends at the next opening where the day is over by then", () => {
    const desk = calendar({ hours: { mon: "09:00-17:00", tue: "09:00-12:00", wed: "10:00-17:00" } })
    expect(iso(Calendar.addDays(desk, at("2026-11-23 16:00"), 1))).toBe("2026-11-25 10:00")
    expect(iso(Calendar.subtractDays(desk, at("2026-11-25 16:00"), 1))).toBe("2026-11-24 12:00")
  })
  test("the same time on the clock is another hour of UTC once the clocks have changed", () => {
    const desk = office("Europe/Paris")
    expect(iso(Calendar.addDays(desk, at("2026-03-27 13:00"), 1))).toBe("2026-03-30 12:00")
  })
  test("a day around the clock ends at midnight, and midnight is its own", () => {
    const desk = calendar({ zone: "Asia/Kathmandu", hours: { mon: "00:00-24:00", tue: "00:00-24:00" } })
    expect(Calendar.workingDaysBetween(desk, "2026-11-01", "2026-12-01")).toBe(9)
    expect(Calendar.plusWorkingDays(desk, "2026-11-26", -1)).toBe("2026-11-24")
  })
  test("Apia's 30 December 2011 was no day", () => {
    const desk = calendar({ zone: "Pacific/Apia", hours: daily("09:00-17:00") })
    expect(Calendar.isWorkingDay(desk, "2011-12-30")).toBe(false)
    expect(Calendar.workingDaysBetween(desk, "2011-12-28", "2012-01-02")).toBe(4)
  })
})

test("given a calendar that never opens, there is no working day ever", () => {
  const shut = calendar({ hours: {} })
  expect([Calendar.addDays(shut, at("2026-11-20 14:00"), 1), Calendar.plusWorkingDays(shut, "2026-11-20", -1)]).toEqual([
    "Never",
    undefined
  ])
  expect(Calendar.workingDaysBetween(shut, "2026-01-01", "2027-01-01")).toBe(0)
  expect(Calendar.plusWorkingDays(Calendar.always(), "9999-12-30", 9)).toBe(undefined)
})

test("law: counting days one by one gives the same", () => {
  const date = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
  const from = fc.integer({ min: Date.UTC(2025, 11, 20) / 86_400_000, max: Date.UTC(2028, 0, 5) / 86_400_000 })
  fc.assert(
    fc.property(Arbitrary.calendar, from, fc.integer({ min: 0, max: 20 }), (desk, first, length) => {
      const days = Array.from({ length }, (_, i) => date(first + i)).filter((day) => Calendar.isWorkingDay(desk, day))
      expect(Calendar.workingDaysBetween(desk, date(first), date(first + length))).toBe(days.length)
      for (const [n, day] of days.entries()) expect(Calendar.plusWorkingDays(desk, date(first - 1), n + 1)).toBe(day)
      for (const [n, day] of days.toReversed().entries()) expect(Calendar.plusWorkingDays(desk, date(first + length), -n - 1)).toBe(day)
    }),
    { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 4) }
  )
})
