/** Holidays of countries, as a calendar takes them. */
import fc from "fast-check"
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { holidaysOf, HolidaysUnknown, type Wanted } from "../../src/calendar/holidays.ts"
import * as Calendar from "../../src/calendar/index.ts"
import { at, HOUR } from "./desks.ts"

const of = (country: string, more: Partial<Wanted> = {}) => holidaysOf({ country, years: [2026, 2026], language: "en", ...more })
const named = (name: string, country: string, more: Partial<Wanted> = {}) => of(country, more).filter((one) => one.name === name)

describe("the holidays of a country", () => {
  test("France has eleven public days in 2026, by their names in French", () => {
    const days = holidaysOf({ country: "FR", years: [2026, 2026] })
    expect(days).toHaveLength(11)
    expect(days[0]).toEqual({ name: "Nouvel An", on: "2026-01-01" })
    expect(days).toContainEqual({ name: "Fête Nationale de la France", on: "2026-07-14" })
  })
  test("do not close what is only observed, unless one asks for it", () => {
    const days = (more: Partial<Wanted>) => of("DE", { language: "de", ...more }).map(({ name }) => name)
    expect(days({})).not.toContain("Volkstrauertag")
    expect(days({ types: ["observance"] })).toContain("Volkstrauertag")
  })
  test("are those of a state and of a part of it, over several years", () => {
    const epiphany = (more: Partial<Wanted>) =>
      named("Epiphany", "DE", { years: [2026, 2027], ...more }).map((one) => "on" in one && one.on)
    expect(epiphany({ state: "BY" })).toEqual(["2026-01-06", "2027-01-06"])
    expect(epiphany({})).toEqual([])
    const friede = (more: Partial<Wanted>) => named("Augsburg Peace Festival", "DE", { state: "BY", ...more })
    expect(friede({ region: "A" })).toEqual([{ name: "Augsburg Peace Festival", on: "2026-08-08" }])
    expect(friede({})).toEqual([])
  })
  test("may be a part of a day, in the morning or to its end", () => {
    expect(named("Christmas Eve", "AT", { types: ["bank"] })).toEqual([{ name: "Christmas Eve", on: "2026-12-24", hours: ["14:00-24:00"] }])
    expect(of("BR", { types: ["optional"] })).toContainEqual(expect.objectContaining({ on: "2026-02-18", hours: ["00:00-14:00"] }))
  })
  test("may last several days, also over New Year", () => {
    expect(named("New Year Holiday", "RU")).toContainEqual({ name: "New Year Holiday", on: "2026-01-02", until: "2026-01-06" })
    expect(named("Incwala Festival", "SZ", { years: [2027, 2027] })).toEqual([
      { name: "Incwala Festival", on: "2026-12-28", until: "2027-01-02" },
      { name: "Incwala Festival", on: "2027-12-28", until: "2028-01-02" }
    ])
  })
  test("by the moon close the whole days that they are named for, not the evening before", () => {
    expect(
      holidaysOf({ country: "TR", years: [2026, 2026] }).filter(({ name }) => name.includes("Ramazan") || name.includes("Kurban"))
    ).toEqual([
      { name: "Ramazan Bayramı", on: "2026-03-20", until: "2026-03-22" },
      { name: "Kurban Bayramı", on: "2026-05-27", until: "2026-05-30" }
    ])
    expect(named("Day of Atonement (Yom Kippur)", "IL")).toEqual([{ name: "Day of Atonement (Yom Kippur)", on: "2026-09-21" }])
  })
  test("last a whole day on the day on which the clocks change", () => {
    expect(of("AT").filter((one) => "on" in one && one.on === "2026-10-26")).toEqual([
      expect.not.objectContaining({ hours: expect.anything() })
    ])
    expect(named("Easter Sunday", "PL", { years: [2027, 2027] })).toEqual([{ name: "Easter Sunday", on: "2027-03-28" }])
  })
  test("close the calendar that has them, by its own wall clock", () => {
    const holidays = of("US")
    const hours = { thu: ["09:00-17:00"], fri: ["09:00-17:00"] }
    const desk = Result.getOrThrow(Calendar.make({ id: "ny", zone: "America/New_York", hours, holidays }))
    // Thanksgiving: Thursday 26 November.
    expect(Calendar.between(desk, at("2026-11-26 00:00"), at("2026-11-28 00:00"))).toBe(8 * HOUR)
    expect(Calendar.closedBecause(desk, at("2026-11-26 15:00"))).toEqual({ reason: "holiday", name: "Thanksgiving Day" })
  })
  test.each<[string, Partial<Wanted>, string]>([
    ["XX", {}, "there are no holidays for XX: there are AD, "],
    ["constructor", {}, "there are no holidays for constructor"],
    ["FR", { state: "Mars" }, "there are no holidays for FR-Mars"],
    ["DE", { state: "BY", region: "B" }, "there are no holidays for DE-BY-B: there are A, KATH, EVANG"],
    ["DE", { region: "A" }, "there are no holidays for DE-?-A"],
    ["FR", { years: [2026, 2025] }, "the years 2026 to 2025"],
    ["FR", { years: [1, 9999] }, "at most 100 years"],
    ["FR", { years: [2026.5, 2027] }, "the years 2026.5 to 2027"],
    ["TR", { years: [2077, 2077] }, "from 1970 to 2076"]
  ])("of %s %j are refused by name", (country, more, words) => {
    expect(() => of(country, more)).toThrow(HolidaysUnknown)
    expect(() => of(country, more)).toThrow(words)
  })
})

describe("laws", () => {
  const countries = ["FR", "DE", "TR", "IL", "CN", "US", "IR", "BR", "AU", "RU", "BA", "SE"] as const
  const types = ["public", "bank", "optional", "school", "observance"] as const
  const wanted = fc.record({
    country: fc.constantFrom(...countries),
    years: fc.integer({ min: 1971, max: 2074 }).map((year) => [year, year + 1] as const)
  })
  // Some twenty milliseconds a case.
  const numRuns = Math.ceil(fc.readConfigureGlobal().numRuns! / 25)
  test("every list is one that a calendar takes, in order, without a day twice", () => {
    fc.assert(
      fc.property(wanted, fc.subarray([...types]), (one, types) => {
        const holidays = holidaysOf({ ...one, types })
        expect(Calendar.make({ id: "desk", zone: "UTC", hours: {}, holidays: holidays.slice(0, 1000) })._tag).toBe("Success")
        const days = holidays.map((one) => ("on" in one ? one.on : ""))
        expect(days).toEqual(days.toSorted())
        expect(new Set(holidays.map((one) => JSON.stringify(one))).size).toBe(holidays.length)
      }),
      { numRuns }
    )
  })
  test("two years are the one and the other: no day is lost or won at New Year", () => {
    fc.assert(
      fc.property(wanted, ({ country, years: [first, last] }) => {
        const text = (years: readonly [number, number]) => holidaysOf({ country, years, types }).map((one) => JSON.stringify(one))
        expect(new Set([...text([first, first]), ...text([last, last])])).toEqual(new Set(text([first, last])))
      }),
      { numRuns }
    )
  })
})
