/** Queues as a workspace holds them, what they ask of tickets, and the rota that remembers their turns. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { print, Rota } from "../../src/assignment/index.ts"
import { inHand, skillsFor, waiting } from "../../src/assignment/Queue.ts"
import { holds } from "../../src/condition/Condition.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"
import { encode } from "../../src/workspace/Definition.ts"
import { monday } from "./rosters.ts"

const HOUR = 3_600_000
const office = { id: "office", zone: "Europe/Paris", hours: { mon: ["09:00-17:00"] } } as const
const acme = defineWorkspace({
  name: "Acme",
  teams: ["front"],
  calendars: [office],
  agents: [
    { id: "bo", email: "bo@acme.example", skills: ["french"], capacity: 5, calendar: "office" },
    { id: "cy", email: "cy@acme.example" }
  ],
  queues: [
    {
      id: "urgent-mail",
      where: { field: "priority", op: "gte", value: "high" },
      team: "front",
      skills: [{ skill: "french", where: { field: "subject", op: "contains", value: "BONJOUR" } }],
      strategy: { relaxing: [{ skill: "french", after: "4h" }] }
    },
    { id: "rest" }
  ]
})
const problems = (more: object): ReadonlyArray<string> => {
  const answer = decodeWorkspace({
    name: "Acme",
    calendars: [office],
    teams: ["front"],
    agents: [{ id: "bo", email: "bo@acme.example" }],
    ...more
  })
  return Result.isFailure(answer) ? answer.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
}

describe("a workspace with queues", () => {
  test("says as little of them as differs from the usual", () => {
    expect(acme.definition.queues[1]).toEqual({
      id: "rest",
      name: "Rest",
      where: { all: [] },
      team: null,
      skills: [],
      strategy: { order: "roundRobin", stickyOwner: false, weights: [], relaxing: [], excluded: [] }
    })
    expect(acme.queues[0]!.strategy.relaxing).toEqual([{ skill: "french", after: 4 * HOUR }])
    expect(defineWorkspace({ name: "Acme" }).queues).toEqual([])
  })
  test("knows its agents as queues see them; one who says nothing has no limit, no hours and no skills", () => {
    expect(acme.candidates).toEqual([
      { agent: "bo", teams: [], skills: ["french"], capacity: 5, calendar: acme.definition.calendars[0] },
      { agent: "cy", teams: [], skills: [], capacity: null, calendar: null }
    ])
  })
  test("is the same when its definition comes back from JSON", () => {
    const again = Result.getOrThrow(decodeWorkspace(JSON.parse(encode(acme.definition))))
    expect([again.queues, again.candidates]).toEqual([acme.queues, acme.candidates])
    expect(encode(again.definition)).toBe(encode(acme.definition))
  })
  test("reads its conditions like all others: ranks of priorities, folded text", () => {
    expect(acme.queues[0]!.where).toEqual({ field: "priority", op: "in", value: ["high", "urgent"] })
    expect(skillsFor(acme.queues[0]!, { subject: "bonjour à tous" })).toEqual(["french"])
    expect(skillsFor(acme.queues[0]!, { subject: "hello" })).toEqual([])
  })
  test.each([
    ["a team", { team: "nobody" }, 'queues[0].team: there is no team "nobody"'],
    ["a field", { where: { field: "colour", op: "is", value: "red" } }, 'queues[0].where.field: there is no field "colour"'],
    [
      "a field of a skill",
      { skills: [{ skill: "french", where: { field: "fields.lang", op: "is", value: "fr" } }] },
      'queues[0].skills[0].where.field: there is no field "fields.lang"'
    ],
    [
      "a channel",
      { strategy: { weights: [{ channel: "pigeon", weight: 2 }] } },
      'queues[0].strategy.weights[0].channel: there is no channel "pigeon"'
    ],
    ["an agent", { strategy: { excluded: ["eve"] } }, 'queues[0].strategy.excluded[0]: there is no agent "eve"'],
    [
      "a weight twice",
      {
        strategy: {
          weights: [
            { channel: "email", weight: 2 },
            { channel: "email", weight: 3 }
          ]
        }
      },
      'queues[0].strategy.weights[1].channel: "email" is taken by queues[0].strategy.weights[0]'
    ],
    [
      "a skill that relaxes twice",
      {
        strategy: {
          relaxing: [
            { skill: "french", after: 1 },
            { skill: "french", after: 2 }
          ]
        }
      },
      'queues[0].strategy.relaxing[1].skill: "french" is taken by queues[0].strategy.relaxing[0]'
    ]
  ])("is refused where a queue names %s that is not there", (_, queue, problem) => {
    expect(problems({ queues: [{ id: "all", ...queue }] })).toEqual([problem])
  })
  test("is refused where a queue asks what no store can answer, where two share an id, and where an agent works by no calendar", () => {
    expect(problems({ queues: [{ id: "all", where: { field: "status", op: "changed" } }] })).toEqual([
      expect.stringMatching(/^queues\[0\]\.where\.op: "changed" can be asked by triggers alone/)
    ])
    expect(problems({ queues: [{ id: "all", where: { not: { field: "subject", op: "matches", value: "fire" } } }] })).toEqual([
      "queues[0].where.not.op: no store can be asked for a pattern"
    ])
    expect(problems({ queues: [{ id: "all" }, { id: "all" }] })).toEqual(['queues[1].id: "all" is taken by queues[0]'])
    expect(problems({ agents: [{ id: "bo", email: "bo@acme.example", calendar: "moon" }] })).toEqual([
      'agents[0].calendar: there is no calendar "moon"'
    ])
  })
})

describe("what waits, and what is in hand", () => {
  const facts = { statusCategory: "open", assignee: null, priority: "high" }
  test.each([
    ["open, nobody has it", facts, true],
    ["new", { ...facts, statusCategory: "new" }, true],
    ["waiting for the customer", { ...facts, statusCategory: "pending" }, false],
    ["solved", { ...facts, statusCategory: "solved" }, false],
    ["somebody has it", { ...facts, assignee: "cy" }, false],
    ["of another queue", { ...facts, priority: "low" }, false]
  ])("%s", (_, ticket, waits) => {
    expect(holds(waiting(acme.queues[0]!), ticket)).toBe(waits)
  })
  test("an agent has in hand what they have to work on", () => {
    const count = (statusCategory: string) => holds(inHand("bo"), { statusCategory, assignee: "bo" })
    expect(["new", "open", "pending", "onHold", "solved", "closed"].filter(count)).toEqual(["new", "open"])
    expect(holds(inHand("bo"), { statusCategory: "open", assignee: "cy" })).toBe(false)
  })
})

describe("reasons in words", () => {
  test.each([
    [{ agent: "bo", verdict: "chosen", by: null }, "nobody else can have it"],
    [{ agent: "bo", verdict: "chosen", by: "owner" }, "had it before"],
    [{ agent: "bo", verdict: "later", by: "load" }, "has more in hand"],
    [
      {
        agent: "bo",
        verdict: "unfit",
        obstacles: [
          { _tag: "NotAvailable", until: monday },
          { _tag: "SkillMissing", skill: "french", until: null },
          { _tag: "NotInTeam", team: "front" },
          { _tag: "AtCapacity", weight: 2, load: 3, capacity: 4 },
          { _tag: "Excluded" }
        ]
      },
      "is not there until 2026-03-02T10:00:00.000Z; lacks french; is not in team front; has 3 of 4 in hand, and it takes 2; takes no such ticket from a queue"
    ]
  ] as const)("%j", (reason, said) => {
    expect(print(reason)).toBe(said)
  })
})

const agent = fc.constantFrom("ann", "bo", "cy")
const event: fc.Arbitrary<Rota.Event> = fc.oneof(
  fc.record({ _tag: fc.constant("WentAway"), at: fc.constant(monday), agent, until: fc.option(fc.constant(monday)) }),
  fc.record({ _tag: fc.constant("CameBack"), at: fc.constant(monday), agent }),
  fc.record({ _tag: fc.constant("GaveOut"), at: fc.constant(monday), queue: fc.constantFrom("a", "b"), ticket: fc.constant("t"), agent })
)
const rotaAfter = (events: ReadonlyArray<Rota.Event>): Rota.Rota => events.reduce(Rota.evolve, Rota.initial)

describe("the rota", () => {
  test("puts whoever got a ticket last, in that queue alone", () => {
    const give = (queue: string, who: string): Rota.Event => ({ _tag: "GaveOut", at: monday, queue, ticket: "t", agent: who })
    const rota = rotaAfter([give("a", "bo"), give("a", "cy"), give("b", "cy"), give("a", "bo")])
    expect([Rota.cursorOf(rota, "a"), Rota.cursorOf(rota, "b"), Rota.cursorOf(rota, "c")]).toEqual([["cy", "bo"], ["cy"], []])
  })
  test("law: of each agent and queue only the last word counts", () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const rota = rotaAfter(events)
        for (const who of ["ann", "bo", "cy"]) {
          const last = events.findLast((one) => one.agent === who && one._tag !== "GaveOut")
          const kept = rota.absences.filter((absence) => absence.agent === who)
          expect(kept).toEqual(last?._tag === "WentAway" ? [{ agent: who, until: last.until }] : [])
        }
        for (const queue of ["a", "b"]) {
          const turns = events.flatMap((one) => (one._tag === "GaveOut" && one.queue === queue ? [one.agent] : []))
          expect(Rota.cursorOf(rota, queue)).toEqual(turns.filter((who, i) => !turns.includes(who, i + 1)))
        }
      })
    )
  })
  test("law: it and its events come back from JSON as they went", () => {
    const viaJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const rota = rotaAfter(events)
        expect(Schema.decodeUnknownSync(Rota.Rota)(viaJson(rota))).toEqual(rota)
        expect(events.map((one) => Schema.decodeUnknownSync(Rota.Event)(viaJson(one)))).toEqual(events)
      })
    )
  })
})
