/** Calendars as values: what people write, what is refused and where, and when two are the same. */
import fc from "fast-check"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import * as Timeline from "../../src/calendar/Timeline.ts"
import * as Arbitrary from "../../src/testing/arbitraries.ts"
import { at, calendar, daily, HOUR, office } from "./desks.ts"

const problems = (input: unknown): ReadonlyArray<string> => {
  const made = Calendar.make(input as Calendar.CalendarInput)
  return Result.isFailure(made) ? made.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
}
const desk = (more: object): unknown => ({ id: "desk", zone: "UTC", hours: {}, ...more })

describe("a calendar that people write", () => {
  test("is filled in with what they leave out", () => {
    expect(Result.getOrThrow(Calendar.make({ id: "office", zone: "Europe/Paris", hours: { mon: "09:00-17:00", tue: [] } }))).toEqual({
      id: "office",
      name: "office",
      zone: "Europe/Paris",
      hours: { mon: ["09:00-17:00"], tue: [] },
      holidays: [],
      overrides: []
    })
  })
  test("may be made of several", () => {
    const hours = { id: "a", zone: "UTC", hours: {} }
    const made = Result.getOrThrow(Calendar.make({ id: "both", anyOf: [hours, { id: "c", allOf: [hours, Calendar.always()] }] }))
    expect(Calendar.timetables(made).map(({ id, name }) => [id, name])).toEqual([
      ["a", "a"],
      ["a", "a"],
      ["always", "Always"]
    ])
  })
  test("may name things in decomposed letters", () => {
    const made = Calendar.make({ id: "office", zone: "UTC", hours: {}, holidays: [{ on: "2026-12-24", name: "Noe\u0308l" }] })
    expect(Result.getOrThrow(made)).toMatchObject({ holidays: [{ name: "Noël" }] })
  })
})

describe("what is no calendar is refused where it is wrong", () => {
  test.each([
    ["25 o'clock", desk({ hours: { mon: "09:00-25:00" } }), ["hours.mon[0]: expected hours like 09:00-17:30, from 00:00 to 24:00"]],
    ["a zone that is none", desk({ zone: "Europe/Atlantis" }), ["zone: expected a time zone like Europe/Paris or UTC"]],
    ["an offset for a zone", desk({ zone: "+02:00" }), ["zone: expected a time zone like Europe/Paris or UTC"]],
    [
      "31 February",
      desk({ holidays: [{ on: "2026-02-31", name: "x" }] }),
      ["holidays[0].on: expected a day of the calendar like 2026-12-24"]
    ],
    [
      "30 February, every year",
      desk({ holidays: [{ yearly: "02-30", name: "x" }] }),
      ["holidays[0].yearly: expected a day of the year like 12-25"]
    ],
    [
      "an end before the beginning",
      desk({ holidays: [{ on: "2026-12-24", until: "2026-12-23", name: "x" }] }),
      ["holidays[0].until: expected a day on or after 2026-12-24"]
    ],
    [
      "a holiday of two years",
      desk({ holidays: [{ on: "2026-01-01", until: "2027-12-31", name: "x" }] }),
      ["holidays[0].until: expected at most 366 days in all"]
    ],
    ["a holiday on no day", desk({ holidays: [{ name: "x" }] }), ["holidays[0]: expected a holiday with on, yearly or nth"]],
    ["a sixth Monday", desk({ holidays: [{ nth: 6, day: "mon", month: 1, name: "x" }] }), [expect.stringMatching(/^holidays\[0\]\.nth: /)]],
    [
      "an override that changes nothing",
      desk({ overrides: [{ on: "2026-12-24" }] }),
      ["overrides[0]: expected an override with hours, open or closed"]
    ],
    [
      "one that changes in two ways",
      desk({ overrides: [{ on: "2026-12-24", open: [], closed: [] }] }),
      ["overrides[0].closed: is not a property of this"]
    ],
    [
      "an end of validity before its beginning",
      desk({ validFrom: "2026-02-01", validUntil: "2026-01-01" }),
      ["validUntil: expected a day on or after 2026-02-01"]
    ],
    ["several of none", { id: "x", anyOf: [] }, [expect.stringMatching(/^anyOf: /)]],
    [
      "something wrong within several",
      { id: "x", allOf: [desk({ zone: "Mars" })] },
      ["allOf[0].zone: expected a time zone like Europe/Paris or UTC"]
    ],
    ["nothing of the kind", [], [": expected a calendar with zone and hours, with anyOf or with allOf"]]
  ])("%s", (_, input, expected) => {
    expect(problems(input)).toEqual(expected)
  })
  test("all of it at once", () => {
    const made = Calendar.make(desk({ zone: "Mars", hours: { mon: "9-5" }, week: 1 }) as Calendar.CalendarInput)
    expect(Result.isFailure(made) && made.failure.message).toBe(
      "the calendar has 3 problems:\n  week: is not a property of this\n  zone: expected a time zone like Europe/Paris or UTC\n  hours.mon[0]: expected hours like 09:00-17:30, from 00:00 to 24:00"
    )
  })
  test("more than anybody needs", () => {
    const holidays = Array.from({ length: 1001 }, () => ({ yearly: "12-25", name: "x" }))
    const overrides = Array.from({ length: 200 }, () => ({ on: "2026-01-01", until: "2026-12-31", open: ["09:00-10:00"] }))
    const deep = { id: "x", anyOf: [{ id: "x", anyOf: [{ id: "x", anyOf: [{ id: "x", anyOf: [desk({})] }] }] }] }
    expect(problems(desk({ holidays }))).toHaveLength(1)
    expect(problems(desk({ hours: { mon: Array.from({ length: 25 }, () => "09:00-10:00") } }))).toHaveLength(1)
    expect(problems(desk({ overrides }))).toEqual([": expected at most 50000 intervals on the days of its holidays and overrides"])
    expect(
      problems({ id: "x", anyOf: Array.from({ length: 2 }, () => ({ id: "x", anyOf: Array.from({ length: 26 }, () => desk({})) })) })
    ).toEqual([": expected at most 50 calendars in one"])
    expect(problems(deep)).not.toEqual([])
  })
  test("nesting without end", () => {
    let input: unknown = desk({})
    for (let i = 0; i < 100_000; i++) input = { id: "x", anyOf: [input] }
    expect(problems(input)).not.toEqual([])
  })
})

describe("a version", () => {
  test("stays when keys change places, and changes when hours do", () => {
    const paris = office("Europe/Paris")
    const shuffled = Object.fromEntries(Object.entries(paris).toReversed()) as Calendar.Calendar
    expect(Calendar.version(shuffled)).toBe(Calendar.version(paris))
    expect(Calendar.version(office("Europe/Paris", { validFrom: "2026-01-01" }))).not.toBe(Calendar.version(paris))
  })
})

describe("laws", () => {
  const decode = Schema.decodeUnknownResult(Calendar.Calendar)
  test("a calendar is its own JSON, and to complete it changes nothing", () => {
    fc.assert(
      fc.property(Arbitrary.calendar, (some) => {
        expect(decode(JSON.parse(JSON.stringify(some)))).toEqual(Result.succeed(some))
        expect(Calendar.complete(some)).toEqual(some)
      })
    )
  })
  test("any JSON is a calendar or refused, and never thrown at", () => {
    const keys = fc.constantFrom("id", "zone", "hours", "anyOf", "allOf", "holidays", "overrides", "on", "until", "name", "__proto__")
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom("UTC", "09:00-10:00", "2026-01-01", 1, null, true),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 6 })
      )
    })).value
    fc.assert(
      fc.property(json, (input) => {
        const made = Calendar.make(input as Calendar.CalendarInput)
        expect(Result.isSuccess(made) ? Result.isSuccess(decode(made.success)) : made.failure.problems.length > 0).toBe(true)
      })
    )
  })
  test("two objects with the same content count alike", () => {
    fc.assert(
      fc.property(Arbitrary.calendar, Arbitrary.moment, (calendar, now) => {
        const copy = structuredClone(calendar)
        expect(Calendar.add(copy, now, 3_600_000)).toBe(Calendar.add(calendar, now, 3_600_000))
        expect(Calendar.version(copy)).toBe(Calendar.version(calendar))
      })
    )
  })
  test("a calendar of many short intervals does not fill the memory, and forgets nothing", () => {
    const short = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00-${String(hour).padStart(2, "0")}:30`)
    const overrides = Array.from({ length: 40 }, (_, i) => ({ on: `${2001 + i}-07-01`, closed: ["00:00-24:00"] }))
    const busy = calendar({ hours: daily(short), overrides })
    const yearly = () =>
      Array.from({ length: 40 }, (_, i) => Calendar.between(busy, at(`${2001 + i}-01-01 00:00`), at(`${2002 + i}-01-01 00:00`)) / HOUR)
    const days = Array.from({ length: 40 }, (_, i) => ((2001 + i) % 4 === 0 ? 365 : 364) * 12)
    expect([yearly(), yearly()]).toEqual([days, days])
    const { bytes, shapes } = Timeline.of(busy)
    expect(bytes).toBeLessThanOrEqual(5_000_000)
    expect(shapes.filter((shape) => shape !== undefined).length).toBeLessThan(24)
  })
  test("however many calendars and years are asked for, each keeps its answer", () => {
    const zones = ["UTC", "Europe/Paris", "Asia/Tokyo"]
    const desks = Array.from({ length: 100 }, (_, i) => office(zones[i % 3]!, { name: `Desk ${i}` }))
    const due = (calendar: Calendar.Calendar) => Calendar.add(calendar, at("2026-11-20 00:00"), 1e11)
    const first = desks.map(due)
    expect(desks.map((calendar) => due(structuredClone(calendar)))).toEqual(first)
    expect(new Set(first).size).toBe(3)
  })
})
