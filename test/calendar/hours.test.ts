/** Opening hours as desks have them: nights, clock changes, holidays, and calendars that never open. */
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import { wallOf } from "./wallClock.ts"
import { at, calendar, daily, DAY, HOUR, iso, office } from "./desks.ts"

const hoursBetween = (desk: Calendar.Calendar, from: string, to: string): number => Calendar.between(desk, at(from), at(to)) / HOUR

describe("given an office in Paris, nine to five", () => {
  const paris = office("Europe/Paris")
  test("a request of Friday at four that has eight hours is due on Monday at four", () => {
    expect(iso(Calendar.add(paris, at("2026-11-20 15:00"), 8 * HOUR))).toBe("2026-11-23 15:00")
  })
  test("eight hours from the opening end with the day, not with the next morning", () => {
    expect(iso(Calendar.add(paris, at("2026-11-20 08:00"), 8 * HOUR))).toBe("2026-11-20 16:00")
    expect(iso(Calendar.subtract(paris, at("2026-11-20 16:00"), 8 * HOUR))).toBe("2026-11-20 08:00")
  })
  test("so they do on the last and on the first day of the year", () => {
    const utc = office("UTC")
    expect(iso(Calendar.add(utc, at("2026-12-31 09:00"), 8 * HOUR))).toBe("2026-12-31 17:00")
    expect(iso(Calendar.subtract(utc, at("2027-01-01 17:00"), 8 * HOUR))).toBe("2027-01-01 09:00")
  })
  test("at night and at the closing instant it is closed, at the opening instant it is open", () => {
    expect(["07:59", "08:00", "15:59", "16:00"].map((time) => Calendar.isOpen(paris, at(`2026-11-20 ${time}`)))).toEqual([
      false,
      true,
      true,
      false
    ])
  })
  test("on a Saturday it opens next on Monday, and work left off on Friday", () => {
    const saturday = at("2026-11-21 12:00")
    expect(iso(Calendar.nextOpen(paris, saturday))).toBe("2026-11-23 08:00")
    expect(iso(Calendar.lastOpen(paris, saturday))).toBe("2026-11-20 16:00")
    expect(iso(Calendar.nextChange(paris, at("2026-11-23 08:00")))).toBe("2026-11-23 16:00")
    expect(iso(Calendar.previousChange(paris, at("2026-11-23 08:00")))).toBe("2026-11-20 16:00")
  })
  test("a week has forty hours whichever way the clocks are changed in it, and one day less if that is a holiday", () => {
    expect(hoursBetween(paris, "2026-03-26 00:00", "2026-04-02 00:00")).toBe(40)
    expect(hoursBetween(paris, "2026-10-22 00:00", "2026-10-29 00:00")).toBe(40)
    const closed = office("Europe/Paris", { holidays: [{ on: "2026-10-26", name: "Day off" }] })
    expect(hoursBetween(closed, "2026-10-22 00:00", "2026-10-29 00:00")).toBe(32)
  })
})

describe("given days on which the clocks change", () => {
  const wholeDay = (zone: string) => calendar({ zone, hours: daily("00:00-24:00") })
  const length = (zone: string, from: string, to: string) => hoursBetween(wholeDay(zone), from, to)
  test.each([
    ["Europe/Paris", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23],
    ["Europe/Paris", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25],
    ["Australia/Lord_Howe", "2026-04-05T00:00+11:00", "2026-04-06T00:00+10:30", 24.5],
    ["Australia/Lord_Howe", "2026-10-04T00:00+10:30", "2026-10-05T00:00+11:00", 23.5],
    ["Africa/Casablanca", "2026-02-15T00:00+01:00", "2026-02-16T00:00+00:00", 25],
    ["Africa/Casablanca", "2026-03-22T00:00+00:00", "2026-03-23T00:00+01:00", 23],
    ["America/New_York", "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00", 23],
    ["America/New_York", "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00", 25]
  ])("in %s the day from %s to %s has %d hours", (zone, from, to, hours) => {
    const weekday = new Intl.DateTimeFormat("en-US", { timeZone: zone, weekday: "short" }).format(at(from)).toLowerCase()
    const onlyThen = calendar({ zone, hours: { [weekday]: "00:00-24:00" } })
    expect(length(zone, from, to)).toBe(hours)
    expect(iso(Calendar.nextOpen(onlyThen, at(from)))).toBe(iso(at(from)))
    expect(iso(Calendar.nextChange(onlyThen, at(from)))).toBe(iso(at(to)))
  })
  test("a night shift works seven hours in spring and nine in autumn", () => {
    const night = calendar({ zone: "Europe/Paris", hours: daily("22:00-06:00") })
    expect(hoursBetween(night, "2026-03-28 12:00", "2026-03-29 12:00")).toBe(7)
    expect(hoursBetween(night, "2026-10-24 12:00", "2026-10-25 12:00")).toBe(9)
  })
  test("a day later is an hour later on the clock in spring", () => {
    expect(iso(Calendar.add(wholeDay("Europe/Paris"), at("2026-03-28T12:00+01:00"), DAY))).toBe(iso(at("2026-03-29T13:00+02:00")))
  })
  test("half past two, which spring skips, is three; half past two, which comes twice in autumn, is the first", () => {
    const early = calendar({ zone: "Europe/Paris", hours: { sun: "02:30-04:00" } })
    expect(iso(Calendar.nextOpen(early, at("2026-03-28 12:00")))).toBe("2026-03-29 01:00")
    expect(hoursBetween(early, "2026-03-28 12:00", "2026-03-29 12:00")).toBe(1)
    expect(iso(Calendar.nextOpen(early, at("2026-10-24 12:00")))).toBe("2026-10-25 00:30")
    expect(hoursBetween(early, "2026-10-24 12:00", "2026-10-25 12:00")).toBe(2.5)
  })
  test("three o'clock in autumn is after both hours between two and three", () => {
    const late = calendar({ zone: "Europe/Paris", hours: { sun: "00:00-03:00" } })
    expect(hoursBetween(late, "2026-10-24 12:00", "2026-10-25 12:00")).toBe(4)
  })
  test("Recife had summer time for one week of October 2000, Gaza has winter time for one of 2040", () => {
    const noons = (zone: string, month: string) =>
      Array.from({ length: 30 }, (_, i) =>
        Calendar.nextOpen(calendar({ zone, hours: daily("12:00-13:00") }), at(`${month}-${String(i + 1).padStart(2, "0")} 06:00`))
      )
    for (const [zone, month] of [
      ["America/Recife", "2000-10"],
      ["Asia/Gaza", "2040-10"]
    ] as const) {
      const shown = noons(zone, month).map((noon) => (noon === "Never" ? noon : new Date(wallOf(zone, noon)).toISOString().slice(11)))
      expect(shown).toEqual(Array(30).fill("12:00:00.000Z"))
    }
  })
  test("hours that lie within the skipped one are none", () => {
    const gone = calendar({ zone: "Europe/Paris", hours: { sun: "02:10-02:50" } })
    expect(hoursBetween(gone, "2026-03-28 12:00", "2026-03-29 12:00")).toBe(0)
  })
  test("Apia had no 30 December 2011: a Friday without working hours", () => {
    const apia = office("Pacific/Apia")
    expect(hoursBetween(apia, "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00")).toBe(8)
    expect(iso(Calendar.add(apia, at("2011-12-29T16:00-10:00"), 2 * HOUR))).toBe(iso(at("2012-01-02T10:00+14:00")))
  })
  test("São Paulo's midnight did not exist on 4 November 2018: the day began at one", () => {
    const saoPaulo = calendar({ zone: "America/Sao_Paulo", hours: daily("00:00-02:00") })
    expect(iso(Calendar.nextOpen(saoPaulo, at("2018-11-03T23:00-03:00")))).toBe(iso(at("2018-11-04T01:00-02:00")))
    expect(hoursBetween(saoPaulo, "2018-11-03T23:00-03:00", "2018-11-04T12:00-02:00")).toBe(1)
  })
  test("Hong Kong changed its clocks for the last time in 1979", () => {
    const hongKong = office("Asia/Hong_Kong")
    expect(
      ["1979-05-14", "1979-10-22", "1980-05-12", "2026-05-11"].map((day) => iso(Calendar.nextOpen(hongKong, at(`${day}T00:00+08:00`))))
    ).toEqual(["1979-05-14 00:00", "1979-10-22 01:00", "1980-05-12 01:00", "2026-05-11 01:00"])
  })
  test("Monrovia was 44 minutes and 30 seconds behind until 1972", () => {
    const monrovia = office("Africa/Monrovia")
    expect(Calendar.nextOpen(monrovia, at("1971-06-01 00:00"))).toBe(Date.UTC(1971, 5, 1, 9, 44, 30))
  })
})

describe("given hours over midnight", () => {
  const night = { zone: "Europe/Paris", hours: { fri: "22:00-06:00", sun: "22:00-06:00" } }
  test("the night of Sunday ends on Monday, in the next week and in the next year", () => {
    expect(hoursBetween(calendar(night), "2026-11-22 12:00", "2026-11-23 12:00")).toBe(8)
    const newYear = calendar({ zone: "UTC", hours: { thu: "22:00-06:00" } })
    expect(
      [...Calendar.explain(newYear, at("2026-12-31 12:00"), at("2027-01-01 12:00"))].map(({ from, open }) => [iso(from), open])
    ).toEqual([
      ["2026-12-31 12:00", false],
      ["2026-12-31 22:00", true],
      ["2027-01-01 06:00", false]
    ])
  })
  test("a holiday cuts its own day out of two nights, not the night that begins on it", () => {
    const desk = calendar({ hours: daily("22:00-06:00"), holidays: [{ on: "2026-12-25", name: "Christmas" }] })
    expect(hoursBetween(desk, "2026-12-24 12:00", "2026-12-25 12:00")).toBe(2)
    expect(hoursBetween(desk, "2026-12-25 12:00", "2026-12-26 12:00")).toBe(6)
  })
  test("other hours for a day replace what begins on it, and leave the night before alone", () => {
    const desk = calendar({ hours: daily("22:00-06:00"), overrides: [{ on: "2026-12-25", hours: ["12:00-13:00"] }] })
    expect(hoursBetween(desk, "2026-12-25 00:00", "2026-12-26 12:00")).toBe(7)
  })
})

describe("given holidays", () => {
  test("two in a window of three days leave one day", () => {
    const desk = calendar({ hours: daily("00:00-24:00"), holidays: [{ on: "2026-05-01", until: "2026-05-02", name: "Bridge" }] })
    expect(iso(Calendar.add(desk, at("2026-04-30 12:00"), DAY))).toBe("2026-05-03 12:00")
  })
  test("weeks of them go over the ends of weeks, months and years", () => {
    const desk = office("UTC", { holidays: [{ on: "2026-12-19", until: "2027-01-03", name: "Shutdown" }] })
    expect(iso(Calendar.add(desk, at("2026-12-18 16:00"), 2 * HOUR))).toBe("2027-01-04 10:00")
    expect(hoursBetween(desk, "2026-12-19 00:00", "2027-01-04 00:00")).toBe(0)
  })
  test("a holiday is a day of the zone, not of UTC", () => {
    const desk = calendar({ zone: "Pacific/Auckland", hours: daily("00:00-24:00"), holidays: [{ on: "2026-06-15", name: "Day off" }] })
    expect(iso(Calendar.nextChange(desk, at("2026-06-14 00:00")))).toBe("2026-06-14 12:00")
    expect(iso(Calendar.nextChange(desk, at("2026-06-15 00:00")))).toBe("2026-06-15 12:00")
  })
  test("at the turn of the year as well, on both sides of UTC", () => {
    const newYear = (zone: string, on: string) => {
      const desk = calendar({ zone, hours: daily("00:00-24:00"), holidays: [{ on, name: "Day off" }] })
      // 2015 has the weekdays of 2026, and 2010 those of 2027.
      expect(Calendar.isOpen(desk, at("2010-06-01 00:00"))).toBe(true)
      const first = Calendar.nextChange(desk, at("2026-12-25 00:00"))
      return [first, first === "Never" ? first : Calendar.nextChange(desk, first)].map(iso)
    }
    expect(newYear("Pacific/Auckland", "2027-01-01")).toEqual(["2026-12-31 11:00", "2027-01-01 11:00"])
    expect(newYear("Pacific/Honolulu", "2026-12-31")).toEqual(["2026-12-31 10:00", "2027-01-01 10:00"])
  })
  test("one of 2026 is none of 2037, whose weekdays are the same", () => {
    const desk = office("UTC", { holidays: [{ on: "2026-12-24", name: "Christmas Eve" }] })
    expect(["2026-12-24", "2037-12-24"].map((day) => Calendar.isWorkingDay(desk, day))).toEqual([false, true])
  })
  test("a partial one closes its hours only", () => {
    const desk = office("UTC", { holidays: [{ yearly: "12-24", name: "Christmas Eve", hours: ["12:00-24:00"] }] })
    expect(hoursBetween(desk, "2026-12-24 00:00", "2026-12-25 00:00")).toBe(3)
  })
  test("the second Monday, the last Monday and a fifth one that most months have not", () => {
    const desk = office("UTC", {
      holidays: [
        { nth: 2, day: "mon", month: 10, name: "Second" },
        { nth: -1, day: "mon", month: 5, name: "Last" },
        { nth: 5, day: "mon", month: 3, name: "Fifth" }
      ]
    })
    const days = [
      "2026-10-12",
      "2026-10-05",
      "2026-05-25",
      "2026-05-18",
      "2026-03-30",
      "2027-03-29",
      "2028-03-27",
      "2028-04-03",
      "2025-03-31"
    ]
    expect(days.map((day) => Calendar.isWorkingDay(desk, day))).toEqual([false, true, false, true, false, false, true, true, false])
  })
  test("they win over hours that were added for the day", () => {
    const desk = office("UTC", {
      holidays: [{ on: "2026-12-25", name: "Christmas" }],
      overrides: [{ on: "2026-12-25", hours: ["09:00-12:00"] }]
    })
    expect(hoursBetween(desk, "2026-12-25 00:00", "2026-12-26 00:00")).toBe(0)
  })
})

describe("given days with other hours", () => {
  test("they replace, add or cut", () => {
    const desk = office("UTC", {
      overrides: [
        { on: "2026-11-23", hours: ["10:00-12:00"] },
        { on: "2026-11-24", open: ["18:00-20:00"] },
        { on: "2026-11-25", closed: ["12:00-13:00"], name: "Meeting" },
        { on: "2026-11-28", open: ["09:00-13:00"], name: "Inventory" },
        { on: "2026-11-27", hours: [] }
      ]
    })
    const open = (day: string) => hoursBetween(desk, `${day} 00:00`, `${day} 23:59`)
    expect(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"].map(open)).toEqual([2, 10, 7, 8, 0, 4])
  })
  test("of two for one day the last counts", () => {
    const desk = office("UTC", {
      overrides: [
        { yearly: "11-23", hours: [] },
        { on: "2026-11-23", hours: ["09:00-10:00"] }
      ]
    })
    expect(hoursBetween(desk, "2026-11-23 00:00", "2026-11-24 00:00")).toBe(1)
  })
})

describe("given hours to the second", () => {
  test("the last second of the day belongs to it", () => {
    const untilMidnight = calendar({ hours: daily("00:00-24:00") })
    const untilTheLastSecond = calendar({ hours: daily("00:00-23:59:59") })
    const lastSecond = at("2026-11-20T23:59:59.500Z")
    expect([Calendar.isOpen(untilMidnight, lastSecond), Calendar.isOpen(untilTheLastSecond, lastSecond)]).toEqual([true, false])
    expect(Calendar.between(untilTheLastSecond, at("2026-11-20 00:00"), at("2026-11-21 00:00"))).toBe(DAY - 1000)
  })
})

describe("given a calendar for some time only", () => {
  const season = office("UTC", { validFrom: "2026-06-01", validUntil: "2026-06-05" })
  test("it is open from the first day to the end of the last", () => {
    expect(hoursBetween(season, "2020-01-01 00:00", "2030-01-01 00:00")).toBe(40)
    expect(iso(Calendar.add(season, at("2026-06-01 00:00"), 40 * HOUR))).toBe("2026-06-05 17:00")
    expect(Calendar.add(season, at("2026-06-01 00:00"), 40 * HOUR + 1)).toBe(Calendar.Never)
    expect(Calendar.subtract(season, at("2026-06-08 00:00"), 40 * HOUR + 1)).toBe(Calendar.Never)
  })
})

describe("given several desks", () => {
  const paris = office("Europe/Paris")
  const manila = office("Asia/Manila")
  test("one of them or both", () => {
    const day = ["2026-11-20 00:00", "2026-11-21 00:00"] as const
    expect(hoursBetween(Calendar.union(paris, manila), ...day)).toBe(15)
    expect(hoursBetween(Calendar.intersection(paris, manila), ...day)).toBe(1)
    expect(iso(Calendar.nextOpen(Calendar.intersection(paris, manila), at("2026-11-20 00:00")))).toBe("2026-11-20 08:00")
  })
})

describe("given hours that never come, or hardly ever", () => {
  test.each([
    ["no hours at all", calendar({ hours: {} })],
    ["hours of no length", calendar({ hours: daily("09:00-09:00") })],
    [
      "desks that never meet",
      Calendar.intersection(calendar({ hours: { mon: "09:00-17:00" } }), calendar({ hours: { tue: "09:00-17:00" } }))
    ],
    ["a holiday every day", Calendar.intersection(office("UTC"), calendar({ hours: { sat: "00:00-24:00", sun: "00:00-24:00" } }))]
  ])("%s: the answer is Never", (_, desk) => {
    expect([Calendar.add(desk, at("2026-11-20 00:00"), 1), Calendar.nextOpen(desk, at("2026-11-20 00:00"))]).toEqual(["Never", "Never"])
  })
  test("one minute a year adds up, until time ends with the year 9999", () => {
    const desk = calendar({ hours: {}, overrides: [{ yearly: "06-01", open: ["12:00-12:01"] }] })
    expect(iso(Calendar.add(desk, at("2026-11-20 00:00"), 60 * 60_000))).toBe("2086-06-01 12:01")
    expect(Calendar.add(desk, at("2026-11-20 00:00"), 10 * 365 * DAY)).toBe(Calendar.Never)
  })
  test("around the clock there is no later than the year 9999 and no earlier than the year 1", () => {
    expect(Calendar.add(Calendar.always(), at("2026-11-20 00:00"), Infinity)).toBe(Calendar.Never)
    expect(Calendar.subtract(Calendar.always(), at("2026-11-20 00:00"), 3000 * 366 * DAY)).toBe(Calendar.Never)
    const now = at("2026-11-20 00:00")
    const end = at("9999-12-31T23:59:59.999Z")
    expect([Calendar.add(Calendar.always(), now, end - now), Calendar.add(Calendar.always(), now, end - now + 1)]).toEqual([end, "Never"])
    expect(iso(Calendar.add(Calendar.always(), at("2026-11-20 00:00"), 6000 * 365.2425 * DAY))).toBe("8026-11-20 00:00")
  })
})

test("a week that begins on Sunday is a week, too", () => {
  const cairo = calendar({
    zone: "Africa/Cairo",
    hours: { sun: "09:00-17:00", mon: "09:00-17:00", tue: "09:00-17:00", wed: "09:00-17:00", thu: "09:00-17:00" }
  })
  expect(iso(Calendar.nextOpen(cairo, at("2026-11-20 12:00")))).toBe("2026-11-22 07:00")
})
