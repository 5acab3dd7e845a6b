/** Which promise a ticket has, and what becomes of it when the ticket, the policy or the hours change. */
import { describe, expect, test } from "vitest"
import * as Sla from "../../src/sla/index.ts"
import { factsOf } from "../../src/desk/facts.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"
import type { SlaPolicyInput } from "../../src/workspace/Input.ts"
import { life, on } from "./life.ts"

const hour = 3_600_000
const value = (milliseconds: number) => ({ _tag: "Value", value: milliseconds })
const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const

type Promise = SlaPolicyInput<"low" | "normal" | "high" | "urgent", "resolution" | "firstReply", "office" | "late">
const week = (hours: string) => ({ mon: [hours], tue: [hours], wed: [hours], thu: [hours], fri: [hours] })
const desk = (slaPolicies: ReadonlyArray<Promise>, hours = "09:00-17:00") =>
  defineWorkspace({
    name: "Acme",
    agents,
    departments: ["support", "sales"],
    supportAddresses: ["help@acme.example", "vip@acme.example"],
    calendars: [
      { id: "office", zone: "UTC", hours: week(hours) },
      { id: "late", zone: "UTC", hours: week("12:00-20:00") }
    ],
    slaPolicies: slaPolicies as ReadonlyArray<
      SlaPolicyInput<"low" | "normal" | "high" | "urgent", "resolution" | "firstReply", "office" | "late", never>
    >
  })

describe("a policy", () => {
  const acme = desk([
    { id: "vip", where: { field: "receivedAt", op: "is", value: "vip@acme.example" }, targets: [{ metric: "firstReply", within: "15m" }] },
    {
      id: "sales",
      where: {
        all: [
          { field: "department", op: "is", value: "sales" },
          { field: "priority", op: "gte", value: "high" }
        ]
      },
      targets: [{ metric: "firstReply", within: "1h" }]
    },
    {
      id: "standard",
      calendar: "office",
      targets: [
        { metric: "firstReply", priority: ["high", "urgent"], within: "2h" },
        { metric: "firstReply", priority: "normal", within: "8h" },
        { metric: "resolution", within: "3d", calendar: null }
      ]
    }
  ])
  test("is the first whose condition the ticket meets; its targets go by priority, in working time or in all", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    expect(ticket.ticket().policy).toBe("standard")
    expect(ticket.at("firstReply", "Mon 10:00")).toMatchObject({ target: value(8 * hour), due: value(on("Mon 17:00")) })
    expect(ticket.at("resolution", "Mon 10:00")).toMatchObject({ due: value(on("Thu 09:00")) })
    const vip = life(acme)
    vip.open("Mon 09:00", "requester:r-1", { receivedAt: "vip@acme.example", priority: "urgent" })
    expect(vip.at("firstReply", "Mon 09:01")).toMatchObject({ due: value(on("Mon 09:15")) })
  })
  test("says of every other policy why it was not chosen", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", "requester:r-1", { department: "sales" })
    const { policy, judgements } = Sla.select(acme.slaPolicies, factsOf(ticket.ticket(), acme))
    expect(policy?.id).toBe("standard")
    expect(judgements).toMatchObject([
      { policy: "vip", verdict: "unfit", because: { test: { field: "receivedAt" }, found: null } },
      { policy: "sales", verdict: "unfit", because: { test: { field: "priority" }, found: "normal" } },
      { policy: "standard", verdict: "chosen", because: null }
    ])
  })
  test("promises of each metric what its first fitting target says", () => {
    const ticket = life(
      desk([
        {
          id: "a",
          targets: [
            { metric: "firstReply", priority: "high", within: "1h" },
            { metric: "firstReply", within: "4h" }
          ]
        }
      ])
    )
    const events = ticket.open("Mon 09:00", "requester:r-1", { priority: "high" })
    expect(events[1]).toMatchObject({ targets: [{ metric: "firstReply", within: hour }] })
    expect(ticket.at("firstReply", "Mon 09:00").target).toEqual(value(hour))
  })
  test("promises nothing for a priority that it does not name", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", "requester:r-1", { priority: "low" })
    expect(ticket.at("firstReply", "Mon 10:00")).toMatchObject({ target: Sla.Measure.notApplicable, due: Sla.Measure.notApplicable })
    expect(ticket.at("resolution", "Mon 10:00").due._tag).toBe("Value")
  })
  test("is written down with its version and that of its calendars", () => {
    const ticket = life(acme)
    const events = ticket.open("Mon 09:00")
    expect(events.map(({ _tag }) => _tag)).toEqual(["Opened", "PolicyApplied"])
    expect(events[1]).toMatchObject({ by: "system", via: "automatic", policy: "standard", because: "selected" })
    expect(JSON.stringify(events[1])).toMatch(/"version":"standard@[0-9a-z]+".*"calendar":"office@[0-9a-z]+"/)
  })
})

describe("another target, one hour into four", () => {
  const withMode = (onRetarget: "carryElapsed" | "restart" | "keepOld") =>
    desk([
      {
        id: "standard",
        onRetarget,
        targets: [
          { metric: "resolution", priority: "normal", within: "4h" },
          { metric: "resolution", priority: "high", within: "2h" }
        ]
      }
    ])
  const after = (onRetarget: "carryElapsed" | "restart" | "keepOld") => {
    const ticket = life(withMode(onRetarget))
    ticket.open("Mon 09:00")
    ticket.priority("Mon 10:00", "high")
    return ticket.at("resolution", "Mon 10:00")
  }
  test("leaves one hour where the time used stays used", () => {
    expect(after("carryElapsed")).toMatchObject({ remaining: value(hour), due: value(on("Mon 11:00")) })
  })
  test("leaves two where the clock starts anew", () => {
    expect(after("restart")).toMatchObject({ elapsed: value(0), remaining: value(2 * hour), due: value(on("Mon 12:00")) })
  })
  test("leaves three where the old target stays", () => {
    expect(after("keepOld")).toMatchObject({ remaining: value(3 * hour), due: value(on("Mon 13:00")) })
  })
  test("that is used up already is missed at once, and once", () => {
    const ticket = life(withMode("carryElapsed"))
    ticket.open("Mon 09:00")
    ticket.priority("Mon 12:00", "high")
    expect(ticket.tick("Mon 12:00:01").map(({ _tag }) => _tag)).toEqual(["Breached"])
    expect(ticket.tick("Mon 12:00:02")).toEqual([])
    expect(ticket.at("resolution", "Mon 13:00").breachedAt).toBe(on("Mon 12:00"))
    expect(ticket.ticket().escalated).toBe(true)
  })
  test("that is longer makes an earlier failure moot, and keeps it in sight", () => {
    const ticket = life(withMode("carryElapsed"))
    ticket.open("Mon 09:00", "requester:r-1", { priority: "high" })
    ticket.tick("Mon 11:30")
    ticket.priority("Mon 12:00", "normal")
    expect(ticket.at("resolution", "Mon 12:00")).toMatchObject({ breachedAt: null, superseded: [on("Mon 11:00")], remaining: value(hour) })
    expect(ticket.tick("Mon 14:00").map(({ _tag }) => _tag)).toEqual(["Breached"])
    expect(ticket.at("resolution", "Mon 14:00")).toMatchObject({ breachedAt: on("Mon 13:00"), superseded: [on("Mon 11:00")] })
  })
  test("in the very moment of the old deadline makes nothing late", () => {
    const ticket = life(withMode("carryElapsed"))
    ticket.open("Mon 09:00", "requester:r-1", { priority: "high" })
    ticket.priority("Mon 11:00", "normal")
    expect(ticket.at("resolution", "Mon 12:00")).toMatchObject({ breachedAt: null, superseded: [] })
  })
  test("that is used up while the clock rests is missed there and then, also after it runs again", () => {
    const resting = life(
      defineWorkspace({
        name: "Acme",
        agents,
        statuses: [{ id: "waits", category: "onHold", slaEffect: "pause" }],
        slaPolicies: [
          {
            id: "standard",
            targets: [
              { metric: "resolution", priority: "normal", within: "4h" },
              { metric: "resolution", priority: "high", within: "2h" }
            ]
          }
        ]
      })
    )
    resting.open("Mon 09:00")
    resting.status("Mon 12:00", "waits")
    resting.priority("Mon 13:00", "high")
    expect(resting.at("resolution", "Mon 14:00")).toMatchObject({ status: "paused", breachedAt: on("Mon 13:00") })
    resting.status("Mon 15:00", "open")
    expect(resting.at("resolution", "Mon 16:00").breachedAt).toBe(on("Mon 13:00"))
  })
  test("after a failure that still stands fails no second time", () => {
    const ticket = life(withMode("carryElapsed"))
    ticket.open("Mon 09:00")
    ticket.tick("Mon 14:00")
    ticket.priority("Mon 15:00", "high")
    expect(ticket.tick("Mon 16:00")).toEqual([])
    expect(ticket.at("resolution", "Mon 16:00").breachedAt).toBe(on("Mon 13:00"))
  })
})

describe("other hours for a ticket that runs", () => {
  const withMode = (onScheduleChange: "piecewise" | "retroactive") =>
    desk([
      {
        id: "sales",
        onScheduleChange,
        where: { field: "priority", op: "is", value: "high" },
        targets: [{ metric: "resolution", within: "24h", calendar: "late" }]
      },
      { id: "standard", onScheduleChange, calendar: "office", targets: [{ metric: "resolution", within: "24h" }] }
    ])
  const after = (onScheduleChange: "piecewise" | "retroactive") => {
    const ticket = life(withMode(onScheduleChange))
    ticket.open("Mon 09:00")
    ticket.priority("Mon 13:00", "high")
    return ticket.at("resolution", "Mon 18:00")
  }
  test("count from the change on: four hours of the old and five of the new", () => {
    expect(after("piecewise").elapsed).toEqual(value(9 * hour))
  })
  test("count for the whole of its life where the policy says so: six hours of the new", () => {
    expect(after("retroactive").elapsed).toEqual(value(6 * hour))
  })
})

describe("a policy that is edited", () => {
  const before = desk([{ id: "standard", targets: [{ metric: "resolution", within: "8h" }] }])
  const shorter = desk([{ id: "standard", targets: [{ metric: "resolution", within: "4h" }] }])
  test("leaves tickets what they were promised, whatever happens to them", () => {
    const ticket = life(before)
    ticket.open("Mon 09:00")
    ticket.becomes(shorter)
    ticket.notes("Mon 10:00")
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 17:00")))
  })
  test("reaches a ticket that is judged anew, with its time used", () => {
    const ticket = life(before)
    ticket.open("Mon 09:00")
    ticket.becomes(shorter)
    expect(ticket.rebind("Mon 10:00")).toMatchObject([{ _tag: "PolicyApplied", because: "rebound", by: "agent:bo" }])
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 13:00")))
    expect(ticket.rebind("Mon 11:00")).toEqual([])
  })
  test("does not reach a promise that was kept", () => {
    const ticket = life(before)
    ticket.open("Mon 09:00")
    ticket.status("Mon 15:00", "solved")
    ticket.becomes(shorter)
    const kept = ticket.at("resolution", "Tue 09:00")
    ticket.rebind("Tue 09:00")
    expect(ticket.at("resolution", "Tue 09:00")).toEqual(kept)
  })
  test("reaches a ticket at its next event where it is live", () => {
    const live = (within: string) => desk([{ id: "standard", binding: "live", targets: [{ metric: "resolution", within }] }])
    const ticket = life(live("8h"))
    ticket.open("Mon 09:00")
    ticket.becomes(live("4h"))
    expect(ticket.tick("Mon 09:30")).toEqual([])
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 17:00")))
    ticket.notes("Mon 10:00")
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 13:00")))
  })
  test("stays with a ticket that comes to fit it by the new order too", () => {
    const ticket = life(before)
    ticket.open("Mon 09:00")
    const [promised] = [{ id: "standard", targets: [{ metric: "resolution", within: "2h" }] }] as const
    ticket.becomes(desk([{ id: "high", where: { field: "priority", op: "is", value: "normal" }, targets: [] }, promised]))
    ticket.priority("Mon 10:00", "high")
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 17:00")))
  })
  test("and calendars that are edited change no promise either", () => {
    const policies: ReadonlyArray<Promise> = [{ id: "standard", calendar: "office", targets: [{ metric: "resolution", within: "10h" }] }]
    const ticket = life(desk(policies))
    ticket.open("Mon 09:00")
    ticket.becomes(desk(policies, "10:00-12:00"))
    ticket.notes("Mon 10:00")
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Tue 11:00")))
    ticket.rebind("Mon 17:00")
    expect(ticket.at("resolution", "Mon 17:00").due).toEqual(value(on("Tue 12:00")))
  })
  test("one that is for the ticket no more promises nothing more, and the clock goes on", () => {
    const ticket = life(
      desk([{ id: "high", where: { field: "priority", op: "is", value: "high" }, targets: [{ metric: "resolution", within: "4h" }] }])
    )
    ticket.open("Mon 09:00", "requester:r-1", { priority: "high" })
    ticket.priority("Mon 10:00", "low")
    expect(ticket.ticket().policy).toBeNull()
    expect(ticket.at("resolution", "Mon 11:00")).toMatchObject({ target: Sla.Measure.notApplicable, elapsed: value(2 * hour) })
    ticket.priority("Mon 12:00", "high")
    expect(ticket.at("resolution", "Mon 12:00")).toMatchObject({ remaining: value(hour) })
  })
})

describe("a policy that is wrong", () => {
  const problemsOf = (slaPolicy: object) => {
    const answer = decodeWorkspace({ name: "Acme", slaPolicies: [slaPolicy] })
    return answer._tag === "Failure" ? answer.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
  }
  const target = { metric: "resolution", within: "4h" }
  test.each([
    [{ zone: "Mars/Olympus" }, "calendars[0].zone"],
    [{ hours: { mon: ["25:00-26:00"] } }, "calendars[0].hours.mon[0]"],
    [{ hours: { mon: ["09:00"] } }, "calendars[0].hours.mon[0]"],
    [{ holidays: [{ name: "Never", on: "2026-02-31" }] }, "calendars[0].holidays[0].on"],
    [{ holidays: [{ name: "Backwards", on: "2026-03-02", until: "2026-03-01" }] }, "calendars[0].holidays[0].until"],
    [{ validFrom: "2026-03-02", validUntil: "2026-03-01" }, "calendars[0].validUntil"],
    [{ anyOf: [] }, "calendars[0].anyOf"]
  ])("a calendar with %j is refused with its place", (wrong, path) => {
    const answer = decodeWorkspace({ name: "Acme", calendars: [{ id: "office", zone: "UTC", hours: {}, ...wrong }] })
    const paths = answer._tag === "Failure" ? answer.failure.problems.map((problem) => problem.path) : []
    expect(paths).toContain(path)
  })
  test.each([
    [{ id: "a", targets: [{ ...target, within: -1 }] }, "slaPolicies[0].targets[0].within"],
    [{ id: "a", targets: [{ ...target, within: "soon" }] }, "slaPolicies[0].targets[0].within"],
    [{ id: "a", targets: [{ ...target, calendar: "office" }] }, 'slaPolicies[0].targets[0].calendar: there is no calendar "office"'],
    [{ id: "a", calendar: "office", targets: [target] }, 'slaPolicies[0].targets[0].calendar: there is no calendar "office"'],
    [{ id: "a", targets: [{ ...target, metric: "mood" }] }, 'slaPolicies[0].targets[0].metric: there is no metric "mood"'],
    [{ id: "a", targets: [{ ...target, priority: "urgnet" }] }, 'slaPolicies[0].targets[0].priorities[0]: there is no priority "urgnet"'],
    [
      { id: "a", targets: [], where: { all: [{ field: "status", op: "is", value: "opn" }] } },
      'slaPolicies[0].where.all[0].value: there is no status "opn"'
    ],
    [
      { id: "a", targets: [], where: { field: "colour", op: "is", value: "red" } },
      'slaPolicies[0].where.field: there is no field "colour"'
    ],
    [{ id: "a", targets: [], where: { field: "escalated", op: "is", value: true } }, "slaPolicies[0].where.field: what is promised cannot"],
    [{ id: "a", targets: [target], thresholds: [{ id: "x", percent: 0 }] }, "slaPolicies[0].thresholds[0].percent"]
  ])("%j is refused with its place", (policy, expected) => {
    expect(problemsOf(policy).join("\n")).toContain(expected)
  })
})
