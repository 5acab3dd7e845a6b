/** Who gets a ticket, and what every other agent is told. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import { assign, Candidate, Cursor, drain, Roster, Strategy, took, Waiting } from "../../src/assignment/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { at, HOUR } from "../calendar/desks.ts"
import { agent, berlin, longGone, monday, obstaclesOf, reasonOf, roster, strategy, ticket } from "./rosters.ts"

const later = (hours: number) => Instant.plus(monday, hours * HOUR)
/** Who gets each of so many tickets that come one after the other. */
const dealt = (given: Roster, count: number, of: Partial<Waiting> = {}) => {
  const queue = Array.from({ length: count }, (_, i) => ticket(`T-${i + 10}`, of))
  return drain(given, queue, monday).map(({ choice }) => choice)
}

describe("round robin", () => {
  test("gives each agent a ticket in turn", () => {
    expect(dealt(roster([agent("cleo"), agent("ann"), agent("bo")]), 5)).toEqual(["ann", "bo", "cleo", "ann", "bo"])
  })
  test("goes on after the last turn, wherever it was kept meanwhile", () => {
    const kept = JSON.parse(JSON.stringify(took(took([], "ann"), "bo"))) as Cursor
    expect(dealt(roster([agent("ann"), agent("bo"), agent("cleo")], { cursor: kept }), 3)).toEqual(["cleo", "ann", "bo"])
  })
  test("gives an agent who was away one ticket at once, not all those they missed", () => {
    const staff = [agent("ann"), agent("bo"), agent("cleo")]
    const away = roster(staff, { absences: [{ agent: "ann", until: null }] })
    const [, , , after] = drain(away, [ticket("T-1"), ticket("T-2"), ticket("T-3"), ticket("T-4")], monday)
    expect(after).toMatchObject({ choice: "cleo", cursor: ["bo", "cleo"] })
    expect(dealt(roster(staff, { cursor: after!.cursor }), 4)).toEqual(["ann", "bo", "cleo", "ann"])
  })
  test("remembers those who were passed over for a skill they lack", () => {
    const staff = [agent("ann"), agent("bo"), agent("cleo", { skills: ["french"] })]
    const queue = [
      ticket("T-1"),
      ticket("T-2", { skills: ["french"] }),
      ticket("T-3"),
      ticket("T-4", { skills: ["french"] }),
      ticket("T-5")
    ]
    expect(drain(roster(staff), queue, monday).map(({ choice }) => choice)).toEqual(["ann", "cleo", "bo", "cleo", "ann"])
  })
  test("counts a ticket that somebody got by hand as their turn", () => {
    expect(dealt(roster([agent("ann"), agent("bo")], { cursor: took([], "ann") }), 1)).toEqual(["bo"])
  })
  test("does not look at how much anybody has to do already", () => {
    const loads = [{ agent: "ann", channel: "email", tickets: 5 }]
    expect(dealt(roster([agent("ann"), agent("bo")], { loads }), 2)).toEqual(["ann", "bo"])
  })
})

describe("least loaded", () => {
  const staff = [agent("ann", { capacity: 4 }), agent("bo", { capacity: 4 }), agent("cleo", { capacity: 1 })]
  const loads = [
    { agent: "ann", channel: "email", tickets: 2 },
    { agent: "bo", channel: "email", tickets: 1 }
  ]
  const given = roster(staff, { strategy: strategy({ order: "leastLoaded" }), loads })
  test("fills up those who have least, each to their capacity, and then lets the rest wait", () => {
    expect(dealt(given, 8)).toEqual(["cleo", "bo", "ann", "bo", "ann", "bo", null, null])
  })
  test("says how full everybody is", () => {
    const full = roster([agent("ann", { capacity: 2 })], { loads })
    expect(assign(full, ticket("T-1"), monday)).toEqual({
      ticket: "T-1",
      choice: null,
      cursor: [],
      reasons: [{ agent: "ann", verdict: "unfit", obstacles: [{ _tag: "AtCapacity", weight: 1, load: 2, capacity: 2 }] }],
      wakeAt: null
    })
  })
  test("weighs a call more than a letter", () => {
    const weights = [{ channel: "phone", weight: 3 }]
    const calls = roster([agent("ann", { capacity: 5 }), agent("bo", { capacity: 5 })], {
      strategy: strategy({ order: "leastLoaded", weights }),
      loads: [
        { agent: "ann", channel: "phone", tickets: 1 },
        { agent: "bo", channel: "email", tickets: 2 }
      ]
    })
    expect(assign(calls, ticket("T-1", { channel: "phone" }), monday).choice).toBe("bo")
    expect(dealt(calls, 3, { channel: "phone" })).toEqual(["bo", null, null])
    expect(dealt(calls, 4)).toEqual(["bo", "ann", "bo", "ann"])
  })
})

describe("skills", () => {
  const patient = strategy({ relaxing: [{ skill: "billing", after: HOUR }] })
  const staff = [agent("ann"), agent("bo", { skills: ["french", "billing"] })]
  test("an agent has all that a ticket asks for, or does not get it", () => {
    const { choice, reasons, wakeAt } = assign(
      roster(staff, { absences: [{ agent: "bo", until: null }] }),
      ticket("T-1", { skills: ["french", "billing"] }),
      monday
    )
    expect({ choice, wakeAt }).toEqual({ choice: null, wakeAt: null })
    expect(obstaclesOf(reasons, "ann")).toEqual([
      { _tag: "SkillMissing", skill: "french", until: null },
      { _tag: "SkillMissing", skill: "billing", until: null }
    ])
  })
  test("after so much waiting a skill may be missing, and it is told when", () => {
    const given = roster(staff, { strategy: patient, absences: [{ agent: "bo", until: null }] })
    const wanted = ticket("T-1", { skills: ["billing"] })
    const before = assign(given, wanted, later(0.5))
    expect(before).toMatchObject({ choice: null, wakeAt: later(1) })
    expect(obstaclesOf(before.reasons, "ann")).toEqual([{ _tag: "SkillMissing", skill: "billing", until: later(1) }])
    expect(assign(given, wanted, later(1)).choice).toBe("ann")
  })
  test("other skills never are given up", () => {
    const given = roster([agent("ann")], { strategy: patient })
    expect(assign(given, ticket("T-1", { skills: ["french", "billing"] }), later(1000)).choice).toBe(null)
  })
  test("whoever has them all comes first, however long the ticket has waited", () => {
    const given = roster(staff, { strategy: patient, cursor: ["ann", "bo"] })
    const { choice, reasons } = assign(given, ticket("T-1", { skills: ["billing"] }), later(2))
    expect(choice).toBe("bo")
    expect(reasonOf(reasons, "ann")).toEqual({ agent: "ann", verdict: "later", by: "skills" })
  })
  test("though they have more to do than others", () => {
    const given = roster(staff, {
      strategy: { ...patient, order: "leastLoaded" },
      loads: [{ agent: "bo", channel: "email", tickets: 3 }]
    })
    expect(assign(given, ticket("T-1", { skills: ["billing"] }), later(2)).choice).toBe("bo")
  })
})

describe("who is there", () => {
  test("an agent gets tickets in their working hours, and until then waits for them with the ticket", () => {
    const given = roster([agent("ann", { calendar: berlin })])
    const saturday = at("2026-03-07 12:00")
    const { choice, reasons, wakeAt } = assign(given, ticket("T-1"), saturday)
    expect(choice).toBe(null)
    expect(obstaclesOf(reasons, "ann")).toEqual([{ _tag: "NotAvailable", until: at("2026-03-09T09:00+01:00") }])
    expect(wakeAt).toBe(at("2026-03-09T09:00+01:00"))
    expect(assign(given, ticket("T-1"), wakeAt!).choice).toBe("ann")
  })
  test("whoever is away is back at the time they said, or at their next opening after it", () => {
    const away = (until: Instant.Instant) =>
      assign(roster([agent("ann", { calendar: berlin })], { absences: [{ agent: "ann", until }] }), ticket("T-1"), monday)
    expect(away(later(2)).wakeAt).toBe(later(2))
    expect(away(at("2026-03-02 20:00")).wakeAt).toBe(at("2026-03-03 08:00"))
    expect(away(monday).choice).toBe("ann")
  })
  test("of those who do not know when, or whose calendar has ended, nobody waits for the hour", () => {
    const given = roster([agent("ann"), agent("bo", { calendar: longGone })], { absences: [{ agent: "ann", until: null }] })
    const { reasons, wakeAt } = assign(given, ticket("T-1"), monday)
    expect(wakeAt).toBe(null)
    expect(reasons.map(({ agent }) => obstaclesOf(reasons, agent))).toEqual([
      [{ _tag: "NotAvailable", until: null }],
      [{ _tag: "NotAvailable", until: null }]
    ])
  })
  test("the ticket wakes for whoever is free first of all that stands in their way", () => {
    const given = roster([agent("ann"), agent("bo"), agent("cleo", { capacity: 0 })], {
      strategy: strategy({ relaxing: [{ skill: "french", after: 3 * HOUR }] }),
      absences: [
        { agent: "ann", until: later(4) },
        { agent: "bo", until: later(5) },
        { agent: "cleo", until: later(1) }
      ]
    })
    expect(assign(given, ticket("T-1", { skills: ["french"] }), monday).wakeAt).toBe(later(4))
  })
  test("whoever is back before their missing skill is given up is waited for until then", () => {
    const given = roster([agent("ann")], {
      strategy: strategy({ relaxing: [{ skill: "french", after: 3 * HOUR }] }),
      absences: [{ agent: "ann", until: later(1) }]
    })
    expect(assign(given, ticket("T-1", { skills: ["french"] }), monday).wakeAt).toBe(later(3))
  })
})

describe("owners, teams, exceptions", () => {
  const staff = [agent("ann"), agent("bo", { teams: ["back"] }), agent("cleo", { teams: ["back"] })]
  const sticky = roster(staff, { strategy: strategy({ stickyOwner: true, order: "leastLoaded" }) })
  test("a ticket goes back to whoever had it before, though it is not their turn and they have most to do", () => {
    const busy = { ...sticky, cursor: ["ann", "bo", "cleo"], loads: [{ agent: "cleo", channel: "email", tickets: 9 }] }
    expect(assign(busy, ticket("T-1", { owners: ["cleo", "bo"] }), monday)).toMatchObject({
      choice: "cleo",
      cursor: ["ann", "bo", "cleo"],
      reasons: [
        { agent: "ann", verdict: "later", by: "owner" },
        { agent: "bo", verdict: "later", by: "owner" },
        { agent: "cleo", verdict: "chosen", by: "owner" }
      ]
    })
  })
  test("to the one before them if they are away, and to anybody if nobody of them can", () => {
    const wanted = ticket("T-1", { owners: ["cleo", "bo"] })
    const away = (...agents: ReadonlyArray<string>) => ({ ...sticky, absences: agents.map((agent) => ({ agent, until: null })) })
    expect(assign(away("cleo"), wanted, monday).choice).toBe("bo")
    expect(assign(away("cleo", "bo"), wanted, monday).choice).toBe("ann")
  })
  test("where the desk does not want that, it is a ticket like others", () => {
    expect(assign(roster(staff), ticket("T-1", { owners: ["cleo"] }), monday).choice).toBe("ann")
  })
  test("a ticket of a team stays in the team", () => {
    const { choice, reasons } = assign(roster(staff), ticket("T-1", { team: "back" }), monday)
    expect(choice).toBe("bo")
    expect(obstaclesOf(reasons, "ann")).toEqual([{ _tag: "NotInTeam", team: "back" }])
  })
  test("whoever gave it back does not get it again, and some agents get tickets only by hand", () => {
    const byHand = roster(staff, { strategy: strategy({ excluded: ["ann"] }) })
    const { choice, reasons } = assign(byHand, ticket("T-1", { excluded: ["bo"] }), monday)
    expect(choice).toBe("cleo")
    expect(reasonOf(reasons, "cleo")).toEqual({ agent: "cleo", verdict: "chosen", by: null })
    for (const id of ["ann", "bo"]) expect(obstaclesOf(reasons, id)).toEqual([{ _tag: "Excluded" }])
  })
  test("all that stands in the way is told, not only the first of it", () => {
    const given = roster([agent("ann", { capacity: 0 })], { absences: [{ agent: "ann", until: later(1) }] })
    expect(assign(given, ticket("T-1", { team: "back", skills: ["french"], excluded: ["ann"] }), monday).reasons).toEqual([
      {
        agent: "ann",
        verdict: "unfit",
        obstacles: [
          { _tag: "Excluded" },
          { _tag: "NotInTeam", team: "back" },
          { _tag: "NotAvailable", until: later(1) },
          { _tag: "SkillMissing", skill: "french", until: null },
          { _tag: "AtCapacity", weight: 1, load: 0, capacity: 0 }
        ]
      }
    ])
  })
})

describe("a queue", () => {
  test("goes by priority, then by waiting", () => {
    const queue = [
      ticket("none", { rank: null, since: later(-9) }),
      ticket("low", { rank: 0, since: later(-5) }),
      ticket("new", { rank: 2, since: later(-1) }),
      ticket("old", { rank: 2, since: later(-2) }),
      ticket("also-new", { rank: 2, since: later(-1) })
    ]
    const answers = drain(roster([agent("ann", { capacity: 3 })]), queue, monday)
    expect(answers.map((answer) => answer.ticket)).toEqual(["old", "also-new", "new", "low", "none"])
    expect(answers.map(({ choice }) => choice)).toEqual(["ann", "ann", "ann", null, null])
  })
  test("does not stand still behind a ticket that nobody can have", () => {
    const queue = [ticket("T-1", { skills: ["french"], rank: 3 }), ticket("T-2")]
    expect(drain(roster([agent("ann")]), queue, monday).map(({ choice }) => choice)).toEqual([null, "ann"])
  })
  test("a call that nobody has room for is overtaken by a letter: no agent stands idle for it", () => {
    const given = roster([agent("ann", { capacity: 3 })], {
      strategy: strategy({ weights: [{ channel: "phone", weight: 3 }] }),
      loads: [{ agent: "ann", channel: "email", tickets: 1 }]
    })
    const queue = [ticket("call", { channel: "phone", rank: 3 }), ticket("letter")]
    expect(drain(given, queue, monday).map((answer) => [answer.ticket, answer.choice])).toEqual([
      ["call", null],
      ["letter", "ann"]
    ])
  })
  test("nobody at all: every ticket waits, and none of them for the hour", () => {
    expect(drain(roster([]), [ticket("T-1")], monday)).toEqual([{ ticket: "T-1", choice: null, cursor: [], reasons: [], wakeAt: null }])
  })
})

describe("what comes from outside", () => {
  const refuses = (schema: Schema.Codec<unknown>, value: unknown) => Result.isFailure(Schema.decodeUnknownResult(schema)(value))
  test("is checked: no agent twice, no half tickets, no weight of nothing", () => {
    expect(refuses(Roster, roster([agent("ann")]))).toBe(false)
    expect(refuses(Roster, roster([agent("ann"), agent("ann")]))).toBe(true)
    expect(refuses(Roster, roster([], { loads: [{ agent: "ann", channel: "email", tickets: 0.5 }] }))).toBe(true)
    expect(refuses(Candidate, agent("ann", { capacity: -1 }))).toBe(true)
    expect(refuses(Cursor, ["ann", "bo", "ann"])).toBe(true)
    expect(refuses(Strategy, strategy({ weights: [{ channel: "email", weight: 0 }] }))).toBe(true)
    expect(refuses(Waiting, ticket("T-1", { rank: 0.5 }))).toBe(true)
  })
})
