/** Holidays from iCalendar text, and back. */
import fc from "fast-check"
import { convertIcsCalendar } from "ts-ics"
import { describe, expect, test } from "vitest"
import { fromICalendar, ICalendarInvalid, toICalendar } from "../../src/calendar/icalendar.ts"
import * as Calendar from "../../src/calendar/index.ts"
import * as Arbitrary from "../../src/testing/arbitraries.ts"
import * as Instant from "../../src/time/Instant.ts"
import { calendar, daily } from "./desks.ts"

/** Lines parted by bars are those of one event. */
const feed = (...events: ReadonlyArray<string>): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:test",
    ...events.flatMap((event) => ["BEGIN:VEVENT", ...event.split("|"), "END:VEVENT"]),
    "END:VCALENDAR"
  ].join("\r\n")
const paris = { zone: "Europe/Paris", years: [2026, 2028] } as const
const read = (...events: ReadonlyArray<string>) => fromICalendar(feed(...events), paris)
const holidays = (...events: ReadonlyArray<string>) => read(...events).holidays
const reasons = (...events: ReadonlyArray<string>) => read(...events).skipped.map(({ reason }) => reason)
const days = (rule: string, start: string, years: readonly [number, number]): ReadonlyArray<string> =>
  fromICalendar(feed(`DTSTART;VALUE=DATE:${start}|RRULE:${rule}`), { zone: "UTC", years }).holidays.map((one) =>
    "on" in one ? one.on : ""
  )
const refusal = (text: string, reading: Parameters<typeof fromICalendar>[1] = paris): string => {
  try {
    fromICalendar(text, reading)
    return ""
  } catch (refused) {
    expect(refused).toBeInstanceOf(ICalendarInvalid)
    return (refused as ICalendarInvalid).problem
  }
}

describe("a feed of holidays", () => {
  test("closes whole days, one or several: the end is the day after", () => {
    const one = "SUMMARY:Founders|DTSTART;VALUE=DATE:20260507"
    const three = "SUMMARY:Move|DTSTART;VALUE=DATE:20260601|DTEND;VALUE=DATE:20260604"
    const two = "SUMMARY:Fair|DTSTART;VALUE=DATE:20260701|DURATION:P2D"
    expect(holidays(one, three, two)).toEqual([
      { name: "Founders", on: "2026-05-07" },
      { name: "Move", on: "2026-06-01", until: "2026-06-03" },
      { name: "Fair", on: "2026-07-01", until: "2026-07-02" }
    ])
  })
  test("tells what is observed from what is closed, so that one can filter", () => {
    const feast = "SUMMARY:St. Martin|DTSTART;VALUE=DATE:20261111|DESCRIPTION:Observance\\nTo hide observances\\, see|TRANSP:TRANSPARENT"
    const christmas = "SUMMARY:Christmas|DTSTART;VALUE=DATE:20261225|DESCRIPTION:Public holiday|TRANSP:TRANSPARENT"
    const { events } = read(feast, christmas)
    expect(events[0]).toEqual({
      name: "St. Martin",
      description: "Observance To hide observances, see",
      free: true,
      holidays: [{ name: "St. Martin", on: "2026-11-11" }]
    })
    const closed = events.filter(({ description }) => description === "Public holiday").flatMap((event) => event.holidays)
    expect(closed).toEqual([{ name: "Christmas", on: "2026-12-25" }])
  })
  test("is understood as people's programs write it", () => {
    const folded = "summary:Long\r\n  name|dtstart;value=date:20260507"
    const quoted = 'SUMMARY;LANGUAGE="de;x:y":Tag\\, der|X-FOO1:x|DTSTART:20260508'
    const alarm = "SUMMARY:Alarm|DTSTART;VALUE=DATE:20260509|BEGIN:VALARM|SUMMARY:no|DTSTART:20270101|END:VALARM"
    const empty = "DTSTART;VALUE=DATE:20260510|DTEND;VALUE=DATE:20260510"
    expect(holidays(folded, quoted, alarm, empty)).toEqual([
      { name: "Long name", on: "2026-05-07" },
      { name: "Tag, der", on: "2026-05-08" },
      { name: "Alarm", on: "2026-05-09" },
      { name: "Closed", on: "2026-05-10" }
    ])
    expect(fromICalendar(`\uFEFF${feed("SUMMARY:a|DTSTART:20260507").replaceAll("\r", "")}\n`, paris).holidays).toHaveLength(1)
  })
})

describe("events with hours", () => {
  test("are read by the clock of the calendar, wherever they are from", () => {
    const here = "SUMMARY:Party|DTSTART;TZID=Europe/Paris:20261218T140000|DTEND;TZID=Europe/Paris:20261218T180000"
    const anywhere = "SUMMARY:Wall|DTSTART:20261218T140000|DTEND:20261218T180000"
    const utc = "SUMMARY:Call|DTSTART:20261218T220000Z|DTEND:20261219T020000Z"
    const week = "SUMMARY:Week|DTSTART:20260105T120000|DURATION:P1W"
    expect(holidays(week).slice(1)).toEqual([
      { name: "Week", on: "2026-01-06", until: "2026-01-11" },
      { name: "Week", on: "2026-01-12", hours: ["00:00-12:00"] }
    ])
    const tokyo = "SUMMARY:Tokyo|DTSTART;TZID=Asia/Tokyo:20261218T090000|DURATION:P1DT1H30M"
    expect(holidays(here, anywhere, utc, tokyo)).toEqual([
      { name: "Party", on: "2026-12-18", hours: ["14:00-18:00"] },
      { name: "Wall", on: "2026-12-18", hours: ["14:00-18:00"] },
      { name: "Call", on: "2026-12-18", hours: ["23:00-24:00"] },
      { name: "Call", on: "2026-12-19", hours: ["00:00-03:00"] },
      { name: "Tokyo", on: "2026-12-18", hours: ["01:00-24:00"] },
      { name: "Tokyo", on: "2026-12-19", hours: ["00:00-02:30"] }
    ])
  })
  test("recur by the clock of their own zone, which the calendar's may leave for two weeks", () => {
    const weekly = "SUMMARY:Fire drill|DTSTART;TZID=America/New_York:20260305T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=5"
    const [winter, between] = [["15:00-16:00"], ["14:00-15:00"]]
    expect(holidays(weekly).map((one) => one.hours)).toEqual([winter, between, between, between, winter])
  })
  test("of every year stay a rule: the afternoon before Christmas", () => {
    expect(holidays("SUMMARY:Eve|DTSTART:20201224T140000|DTEND:20201225T000000|RRULE:FREQ=YEARLY")).toEqual([
      { name: "Eve", yearly: "12-24", hours: ["14:00-24:00"] }
    ])
  })
})

describe("what recurs", () => {
  test("for ever on a day of the year, or a weekday of a month, stays a rule", () => {
    const start = "DTSTART;VALUE=DATE:20201225"
    expect(
      holidays(
        `SUMMARY:a|${start}|RRULE:FREQ=YEARLY`,
        `SUMMARY:b|${start}|RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25;WKST=SU`,
        "SUMMARY:c|DTSTART;VALUE=DATE:20201126|RRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTH=11",
        "SUMMARY:d|DTSTART;VALUE=DATE:20200525|RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"
      )
    ).toEqual([
      { name: "a", yearly: "12-25" },
      { name: "b", yearly: "12-25" },
      { name: "c", nth: 4, day: "thu", month: 11 },
      { name: "d", nth: -1, day: "mon", month: 5 }
    ])
  })
  test("is written out for the years asked for where it begins later, ends, pauses, or lasts several days", () => {
    expect(holidays("SUMMARY:a|DTSTART;VALUE=DATE:20271225|RRULE:FREQ=YEARLY")).toEqual([
      { name: "a", on: "2027-12-25" },
      { name: "a", on: "2028-12-25" }
    ])
    expect(days("FREQ=YEARLY;UNTIL=20271225", "20001225", [2026, 2028])).toEqual(["2026-12-25", "2027-12-25"])
    expect(days("FREQ=YEARLY;COUNT=27", "20001225", [2025, 2028])).toEqual(["2025-12-25", "2026-12-25"])
    expect(days("FREQ=YEARLY;INTERVAL=2", "20011225", [2026, 2029])).toEqual(["2027-12-25", "2029-12-25"])
    expect(holidays("SUMMARY:a|DTSTART;VALUE=DATE:20001215|DURATION:P20D|RRULE:FREQ=YEARLY").map((one) => "on" in one && one.on)).toEqual([
      "2025-12-15",
      "2026-12-15",
      "2027-12-15",
      "2028-12-15"
    ])
  })
  test("leaves out its exceptions, in whatever zone and form they are named, and has days besides", () => {
    const event = "SUMMARY:a|DTSTART;TZID=Europe/Paris:20260105T100000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=5"
    const left = holidays(
      `${event}|EXDATE:20260106T090000Z|EXDATE;TZID=Europe/Paris:20260108T100000,20260107T110000|EXDATE;VALUE=DATE:20260109`
    )
    expect(left.map((one) => "on" in one && one.on)).toEqual(["2026-01-05", "2026-01-07"])
    const besides = "SUMMARY:a|DTSTART;VALUE=DATE:20260105|RDATE;VALUE=DATE:20260109,20260107|EXDATE;VALUE=DATE:20260105"
    expect(holidays(besides).map((one) => "on" in one && one.on)).toEqual(["2026-01-09", "2026-01-07"])
  })
  test("loses the one that was moved or cancelled", () => {
    const weekly = "UID:1|SUMMARY:a|DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;COUNT=4"
    const moved = "UID:1|SUMMARY:a|RECURRENCE-ID;VALUE=DATE:20260112|DTSTART;VALUE=DATE:20260113"
    const cancelled = "UID:1|SUMMARY:a|RECURRENCE-ID;VALUE=DATE:20260119|DTSTART;VALUE=DATE:20260119|STATUS:CANCELLED"
    const other = "UID:2|SUMMARY:b|RECURRENCE-ID;VALUE=DATE:20260105|DTSTART;VALUE=DATE:20260201"
    expect(holidays(weekly, moved, cancelled, other).map((one) => "on" in one && one.on)).toEqual([
      "2026-01-05",
      "2026-01-26",
      "2026-01-13",
      "2026-02-01"
    ])
  })
  test("is no rule of ours with an exception, or where it is one of every month", () => {
    const yearly = "SUMMARY:a|DTSTART;VALUE=DATE:20201225|RRULE:FREQ=YEARLY"
    expect(holidays(`${yearly}|EXDATE;VALUE=DATE:20271225`).map((one) => "on" in one && one.on)).toEqual(["2026-12-25", "2028-12-25"])
    expect(holidays(`${yearly};BYMONTHDAY=25`)).toHaveLength(36)
  })
  test("knows the last of a year, and the last of a week that ends in the next", () => {
    expect(days("FREQ=YEARLY;BYDAY=-1MO;COUNT=2", "19971229", [1996, 2010])).toEqual(["1997-12-29", "1998-12-28"])
    expect(days("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", "20251201", [2025, 2025])).toEqual(
      ["05", "12", "19", "26"].map((date) => `2025-12-${date}`)
    )
    expect(days("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5;COUNT=1", "20260101", [2026, 2026])).toEqual(["2026-01-02"])
  })
  // The examples of RFC 5545 §3.8.5.3, as far as a rule of days has them; from 2 September 1997 unless they say otherwise.
  test.each([
    ["every other day", "FREQ=DAILY;INTERVAL=2;COUNT=4", "19970902", ["1997-09-02", "1997-09-04", "1997-09-06", "1997-09-08"]],
    [
      "weekly on Tuesday and Thursday",
      "FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH",
      "19970902",
      ["1997-09-02", "1997-09-04", "1997-09-09", "1997-09-11"]
    ],
    ["every other week", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=3", "19970902", ["1997-09-02", "1997-09-16", "1997-09-30"]],
    [
      "weeks from Monday",
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
      "19970805",
      ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]
    ],
    [
      "weeks from Sunday",
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
      "19970805",
      ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]
    ],
    ["the first Friday", "FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "19970905", ["1997-09-05", "1997-10-03", "1997-11-07"]],
    [
      "first and last Sunday",
      "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU",
      "19970907",
      ["1997-09-07", "1997-09-28", "1997-11-02", "1997-11-30"]
    ],
    ["the last Monday but one", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "19970922", ["1997-09-22", "1997-10-20", "1997-11-17"]],
    ["the last day but two", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "19970928", ["1997-09-28", "1997-10-29", "1997-11-28"]],
    [
      "first and last of the month",
      "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1",
      "19970930",
      ["1997-09-30", "1997-10-01", "1997-10-31", "1997-11-01"]
    ],
    ["the 31st, where there is one", "FREQ=MONTHLY;COUNT=3", "19971031", ["1997-10-31", "1997-12-31", "1998-01-31"]],
    ["29 February, where there is one", "FREQ=YEARLY;COUNT=2", "19960229", ["1996-02-29", "2000-02-29"]],
    ["June and July", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "19970610", ["1997-06-10", "1997-07-10", "1998-06-10", "1998-07-10"]],
    ["the 20th Monday of the year", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "19970519", ["1997-05-19", "1998-05-18", "1999-05-17"]],
    ["Thursdays in March", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4", "19970313", ["1997-03-13", "1997-03-20", "1997-03-27", "1998-03-05"]],
    ["Friday the 13th", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "19970902", ["1998-02-13", "1998-03-13", "1998-11-13"]],
    [
      "the Saturday after the first Sunday",
      "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3",
      "19970913",
      ["1997-09-13", "1997-10-11", "1997-11-08"]
    ],
    [
      "presidential elections",
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2",
      "19961105",
      ["1996-11-05", "2000-11-07"]
    ],
    [
      "the third of Tuesday to Thursday",
      "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
      "19970904",
      ["1997-09-04", "1997-10-07", "1997-11-06"]
    ],
    [
      "the last weekday but one",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3",
      "19970929",
      ["1997-09-29", "1997-10-30", "1997-11-27"]
    ]
  ])("%s", (_, rule, start, expected) => {
    expect(days(rule, start, [1996, 2010])).toEqual(expected)
    // Without its count it is the same rule, wherever one begins to look.
    const endless = rule.replace(/;?COUNT=\d+/, "")
    const all = days(`${endless};UNTIL=20101231`, start, [1996, 2010])
    expect(days(`${endless};UNTIL=20101231`, start, [2005, 2010])).toEqual(all.filter((day) => day >= "2005"))
  })
})

describe("what closes nothing is told with its reason", () => {
  const day = "DTSTART;VALUE=DATE:20260507"
  test.each([
    ["cancelled", `${day}|STATUS:CANCELLED`, "it is cancelled"],
    ["hours marked as free", "DTSTART:20260507T100000|DURATION:PT1H|TRANSP:TRANSPARENT", "it does not block the time"],
    ["no beginning", "SUMMARY:a", "it has no DTSTART"],
    ["31 February", "DTSTART;VALUE=DATE:20260231", "its DTSTART cannot be read"],
    ["25 o'clock", "DTSTART:20260507T250000", "its DTSTART cannot be read"],
    ["a moment", "DTSTART:20260507T100000", "it has no end"],
    ["nothing", "DTSTART:20260507T100000|DURATION:PT0S", "it has no end"],
    ["backwards", "DTSTART:20260507T100000|DTEND:20260507T090000", "it ends before it begins"],
    ["a length that is none", `${day}|DURATION:-P1D`, "its DURATION cannot be read"],
    ["two years", `${day}|DURATION:P2000W`, "it lasts longer than 366 days"],
    [
      "a zone of their own",
      "DTSTART;TZID=W. Europe Standard Time:20260507T100000|DURATION:PT1H",
      'its zone "W. Europe Standard Time" is unknown'
    ],
    ["other years", "DTSTART;VALUE=DATE:20250507", "it closes nothing in these years"],
    ["every second", `${day}|RRULE:FREQ=SECONDLY`, "it recurs secondly"],
    ["no frequency", `${day}|RRULE:COUNT=3`, "it recurs somehow"],
    ["no step", `${day}|RRULE:FREQ=DAILY;INTERVAL=0`, "its rule makes no sense"],
    ["half a step", `${day}|RRULE:FREQ=DAILY;INTERVAL=0.5`, "its rule makes no sense"],
    ["a 13th month", `${day}|RRULE:FREQ=YEARLY;BYMONTH=13`, "its rule makes no sense"],
    ["a weekday that is none", `${day}|RRULE:FREQ=WEEKLY;BYDAY=XX`, "its rule makes no sense"],
    ["the second Monday of a week", `${day}|RRULE:FREQ=WEEKLY;BYDAY=2MO`, "its rule makes no sense"],
    ["dates of a week", `${day}|RRULE:FREQ=WEEKLY;BYMONTHDAY=13`, "its rule makes no sense"],
    ["a sixth Monday", `${day}|RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=6MO`, "it closes nothing in these years"],
    ["another calendar", `${day}|RRULE:FREQ=YEARLY;RSCALE=CHINESE`, "its rule says RSCALE, which is not understood"],
    ["until whenever", `${day}|RRULE:FREQ=DAILY;UNTIL=soon`, "its rule ends when nobody can tell"],
    ["two rules", `${day}|RRULE:FREQ=DAILY|RRULE:FREQ=WEEKLY`, "it has several rules"],
    ["exceptions that cannot be read", `${day}|RRULE:FREQ=DAILY|EXDATE:x`, "its EXDATE cannot be read"],
    ["all later ones", `${day}|RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260507`, "it changes a rule from a day on"],
    [
      "two thousand exceptions",
      `${day}|RRULE:FREQ=DAILY|EXDATE;VALUE=DATE:${Array(2001).fill("20260507").join()}`,
      "it has more than 2000 dates"
    ]
  ])("%s", (_, event, reason) => {
    expect(reasons(event)).toEqual([reason])
  })
})

describe("what is no calendar is refused", () => {
  test.each([
    ["a page of the web", "<html>", "there is no BEGIN:VCALENDAR"],
    ["half a calendar", feed("DTSTART:20260507").slice(0, -5), "VCALENDAR does not end"],
    ["a calendar without its last line", feed("DTSTART:20260507").replace("\r\nEND:VCALENDAR", ""), "VCALENDAR does not end"],
    ["half an event", feed("DTSTART:20260507").replace("END:VEVENT\r\n", ""), "VEVENT does not end"],
    ["an end without a beginning", "END:VCALENDAR", "something ends that never began"],
    ["a tower", "BEGIN:VCALENDAR\n".repeat(9), "components in more than 8 levels"],
    ["too many events", feed(...Array<string>(5001).fill("SUMMARY:a")), "more than 5000 events"],
    ["too much text", "x".repeat(2_000_001), "at most 2000000 characters, got 2000001"]
  ])("%s", (_, text, problem) => {
    expect(refusal(text)).toBe(problem)
  })
  test("as are a zone and years that are none", () => {
    expect(refusal(feed(), { zone: "Mars/Olympus", years: [2026, 2028] })).toBe('there is no zone "Mars/Olympus"')
    for (const years of [
      [2028, 2026],
      [2026, 2076],
      [0, 1],
      [2026.5, 2027],
      [Number.NaN, 2027]
    ] as const)
      expect(refusal(feed(), { zone: "UTC", years })).toContain("at most 50, the first one first")
  })
})

describe("hostile text comes to an end", () => {
  const day = "DTSTART;VALUE=DATE:00010101"
  const rule = `${day}|RRULE:FREQ=YEARLY;COUNT=1000000;BYSETPOS=-1;BYDAY=${Array.from({ length: 300 }, (_, i) => `${(i % 53) + 1}MO`).join()}`
  test.each([
    ["components that begin and never end", `BEGIN:VCALENDAR\n${"BEGIN:VEVENT\n".repeat(100_000)}`],
    ["a million folds", `BEGIN:VCALENDAR${"\n ".repeat(900_000)}`],
    ["quotes without end", feed(`DTSTART;X="${'";X="'.repeat(300_000)}:20260507`)],
    ["rules that count from the year 1", feed(...Array<string>(1000).fill(rule))],
    ["rules of every day", feed(...Array<string>(4000).fill("DTSTART;VALUE=DATE:20200101|RRULE:FREQ=DAILY"))],
    ["marks without end", feed(`SUMMARY:e${"\u0301".repeat(1_000_000)}|DTSTART:20260507`)],
    [
      "a clock that changes every minute",
      feed("DTSTART;TZID=X:20260507T100000|DURATION:PT1H").replace(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0100\nRRULE:FREQ=MINUTELY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT"
      )
    ]
  ])("%s", (_, text) => {
    const found = { holidays: 0 }
    try {
      found.holidays = fromICalendar(text, { zone: "Europe/Paris", years: [2026, 2050] }).holidays.length
    } catch (refused) {
      expect(refused).toBeInstanceOf(ICalendarInvalid)
    }
    expect(found.holidays).toBeLessThanOrEqual(20_000)
  })
  test("and any text at all is read or refused by name", () => {
    const line = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "BEGIN:VCALENDAR",
          "BEGIN:VEVENT",
          "END:VEVENT",
          "END:VCALENDAR",
          "DTSTART;VALUE=DATE:20260101",
          "DTSTART:99991231T235960Z",
          "DTSTART;TZID=Asia/Gaza:00010101T000000"
        )
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "DTEND:nonsense",
          "DURATION:P99999D",
          "RRULE:FREQ=YEARLY",
          "RRULE:FREQ=MONTHLY;BYDAY=-5FR",
          "RRULE:=;==",
          "EXDATE:20269999",
          "SUMMARY:\u0000\ud800",
          "SUMMARY;__proto__=x:__proto__",
          "CONSTRUCTOR:x"
        )
      },
      fc.string()
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), (lines, framed) => {
        const text = framed ? feed(lines.filter((one) => !/BEGIN|END:V|\|/.test(one)).join("|")) : lines.join("\r\n")
        if (refusal(text) !== "") return
        const made = Calendar.make({ id: "desk", zone: "UTC", hours: {}, holidays: fromICalendar(text, paris).holidays })
        expect(made).toMatchObject({ _tag: "Success" })
      })
    )
  })
})

describe("holidays as a feed", () => {
  const now = Instant.make(Date.UTC(2026, 10, 21, 12))
  const years = [2026, 2028] as const
  const again = (given: ReadonlyArray<Calendar.Holiday>, zone = "Europe/Paris") => fromICalendar(toICalendar(given, now), { zone, years })
  test("are written so that others understand them", () => {
    const text = toICalendar(
      [
        { name: "Noël, c'est fini; 🎄".repeat(12), on: "2026-12-24", until: "2026-12-26" },
        { name: "Eve", yearly: "12-31", hours: ["14:00-24:00"] }
      ],
      now
    )
    const { events = [] } = convertIcsCalendar(undefined, text)
    expect(events.map(({ summary, stamp }) => [summary, stamp.date.toISOString()])).toEqual([
      ["Noël, c'est fini; 🎄".repeat(12), "2026-11-21T12:00:00.000Z"],
      ["Eve", "2026-11-21T12:00:00.000Z"]
    ])
    expect(events[0]).toMatchObject({ start: { date: new Date("2026-12-24"), type: "DATE" }, end: { date: new Date("2026-12-27") } })
    expect(events[1]).toMatchObject({ recurrenceRule: { frequency: "YEARLY" } })
    for (const line of text.split("\r\n")) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
      expect(line.isWellFormed()).toBe(true)
    }
  })
  test("keep their names in the feed as long as they stay the same", () => {
    const uids = (given: ReadonlyArray<Calendar.Holiday>) => [...toICalendar(given, now).matchAll(/UID:.*/g)].map(String)
    const one = { name: "a", on: "2026-12-24" }
    const two = { name: "b", on: "2026-12-24", hours: ["09:00-10:00", "14:00-15:00"] }
    expect(uids([two, one])).toEqual([...uids([two]), ...uids([one])])
    expect(new Set(uids([one, two])).size).toBe(3)
    expect(uids([one, one])).toEqual(uids([one]))
  })

  const label = fc.stringMatching(/^[!-~é€🎄]([ -~é€🎄]{0,97}[!-~é€🎄])?$/u).filter((name) => name.length <= 100 && !name.includes("  "))
  test("law: what the format can say is read as it was", () => {
    const hours = fc.tuple(fc.nat(46), fc.nat(46)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const)
    const clock = (half: number): string => `${String(half >> 1).padStart(2, "0")}:${half & 1 ? "30" : "00"}`
    const part = hours.filter(([a, b]) => b - a < 48).map(([a, b]) => ({ hours: [`${clock(a)}-${clock(b)}`] }))
    const holiday = fc
      .tuple(Arbitrary.holiday, label, fc.oneof(part, fc.constant({})))
      .map(([{ hours: _, ...one }, name, times]): Calendar.Holiday => {
        const { until, ...single } = "on" in one ? one : { ...one, until: undefined }
        return "hours" in times || until === undefined || until === ("on" in one && one.on)
          ? { ...single, name, ...times }
          : { ...one, name }
      })
      .filter((one) => !("on" in one) || ((one.until ?? one.on) >= "2026" && one.on < "2029"))
    fc.assert(
      fc.property(fc.uniqueArray(holiday, { maxLength: 6, selector: (one) => JSON.stringify(one) }), Arbitrary.zone, (given, zone) => {
        expect(again(given, zone)).toMatchObject({ holidays: given, skipped: [] })
      })
    )
  })
  test("law: whatever they are, the calendar is closed at the same times", () => {
    fc.assert(
      fc.property(fc.array(Arbitrary.holiday, { maxLength: 4 }), Arbitrary.zone, (given, zone) => {
        const open = (holidays: ReadonlyArray<Calendar.Holiday>) => {
          const desk = calendar({ zone, hours: daily("00:00-24:00"), holidays })
          const stretches = []
          for (const { from, to } of Calendar.segments(desk, Instant.make(Date.UTC(2026, 0, 3)))) {
            if (from > Date.UTC(2028, 11, 29)) break
            stretches.push([from, Math.min(to, Date.UTC(2028, 11, 29))])
          }
          return stretches
        }
        expect(open(again(given, zone).holidays)).toEqual(open(given))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }
    )
  })
})
