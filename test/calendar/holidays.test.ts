/** Holidays of countries, as a calendar takes them. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { holidaysOf } from "../../src/calendar/holidays.ts"
import * as Calendar from "../../src/calendar/index.ts"
import { at, HOUR } from "./desks.ts"

describe("the holidays of a country", () => {
  test("France has eleven public days in 2026, by their names in French", () => {
    const days = holidaysOf({ country: "FR", years: [2026, 2026] })
    expect(days).toHaveLength(11)
    expect(days[0]).toEqual({ name: "Nouvel An", on: "2026-01-01" })
    expect(days).toContainEqual(expect.objectContaining({ on: "2026-07-14" }))
  })
  test("are those of a state, in another language, over several years", () => {
    const days = holidaysOf({ country: "DE", state: "BY", years: [2026, 2027], language: "en" })
    const epiphany = days.filter((day) => "on" in day && day.on.endsWith("01-06"))
    expect(epiphany.map((day) => ("on" in day ? [day.on, day.name] : []))).toEqual([
      ["2026-01-06", "Epiphany"],
      ["2027-01-06", "Epiphany"]
    ])
    expect(holidaysOf({ country: "DE", years: [2026, 2026] })).not.toContainEqual(expect.objectContaining({ on: "2026-01-06" }))
  })
  test("may be a part of a day", () => {
    expect(holidaysOf({ country: "AT", years: [2026, 2026], types: ["bank"], language: "en" })).toContainEqual({
      name: "Christmas Eve",
      on: "2026-12-24",
      hours: ["14:00-24:00"]
    })
  })
  test("close the calendar that has them, by its own wall clock", () => {
    const holidays = holidaysOf({ country: "US", years: [2026, 2026] })
    const hours = { thu: ["09:00-17:00"], fri: ["09:00-17:00"] }
    const desk = Result.getOrThrow(Calendar.make({ id: "ny", zone: "America/New_York", hours, holidays }))
    // Thanksgiving: Thursday 26 November.
    expect(Calendar.between(desk, at("2026-11-26 00:00"), at("2026-11-28 00:00"))).toBe(8 * HOUR)
    expect(Calendar.closedBecause(desk, at("2026-11-26 15:00"))).toEqual({ reason: "holiday", name: "Thanksgiving Day" })
  })
  test("of a country, a state or years that are not there are refused by name", () => {
    expect(() => holidaysOf({ country: "XX", years: [2026, 2026] })).toThrow("there are no holidays for XX")
    expect(() => holidaysOf({ country: "FR", state: "Mars", years: [2026, 2026] })).toThrow("there are no holidays for FR-Mars")
    expect(() => holidaysOf({ country: "constructor", years: [2026, 2026] })).toThrow("constructor")
    expect(() => holidaysOf({ country: "FR", years: [2026, 2025] })).toThrow("the years 2026 to 2025")
    expect(() => holidaysOf({ country: "FR", years: [1, 9999] })).toThrow("at most 100 years")
  })
})
