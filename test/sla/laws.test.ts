/** The laws of clocks, over lives of every kind. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import { notices, wakeAt } from "../../src/desk/promise.ts"
import * as Sla from "../../src/sla/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { life } from "./life.ts"

const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front", "back"] }] as const
const hours = {
  mon: ["09:00-12:30", "13:30-17:00"],
  tue: ["09:00-17:00"],
  wed: ["22:00-06:00"],
  thu: ["09:00-17:00"],
  fri: ["09:00-16:00"]
}
const metrics = [
  "firstReply",
  "nextReply",
  "periodicUpdate",
  "pausableUpdate",
  "requesterWait",
  "agentWork",
  "resolution",
  "groupOwnership"
] as const

const mode = fc.record({
  onRetarget: fc.constantFrom("carryElapsed" as const, "restart" as const, "keepOld" as const),
  onScheduleChange: fc.constantFrom("piecewise" as const, "retroactive" as const),
  binding: fc.constantFrom("pinned" as const, "live" as const)
})
const target = fc.record({
  metric: fc.constantFrom(...metrics),
  within: fc.constantFrom("10m", "1h", "5h", "2d"),
  priority: fc.constantFrom(null, "high" as const, ["low" as const, "normal" as const]),
  calendar: fc.constantFrom(null, "office" as const, "home" as const)
})
const policies = fc.tuple(mode, mode, fc.array(target, { minLength: 1, maxLength: 6 }), fc.array(target, { maxLength: 6 })).map(
  ([one, other, first, second]) =>
    [
      {
        id: "first",
        ...one,
        where: { field: "priority", op: "in" as const, value: ["high", "low"] },
        targets: first,
        thresholds: [{ id: "soon", percent: 75 }]
      },
      {
        id: "rest",
        ...other,
        targets: second,
        thresholds: [
          { id: "left", remaining: "20m" },
          { id: "late", overdue: "30m" }
        ]
      }
    ] as const
)
const desk = (slaPolicies: readonly [object, object]) =>
  defineWorkspace({
    name: "Acme",
    teams: ["front", "back"],
    agents,
    calendars: [
      { id: "office", zone: "Europe/Paris", hours, holidays: [{ name: "Spring", on: "2026-01-06" }] },
      { id: "home", zone: "America/New_York", hours: { sat: ["10:00-14:00"], mon: ["08:00-20:00"], wed: ["08:00-20:00"] } }
    ],
    slaPolicies: slaPolicies as never
  })
const workspace = policies.map(desk)

/** What somebody does, and how many minutes after what was done before. */
const act = fc.record({
  what: fc.constantFrom(
    "asks",
    "answers",
    "notes",
    "solves",
    "closes",
    "reopens",
    "waits",
    "holds",
    "works",
    "high",
    "low",
    "normal",
    "front",
    "back",
    "nobody",
    "due",
    "pinned",
    "free",
    "rebind",
    "edit"
  ),
  later: fc.oneof(fc.constantFrom(0, 1, 60), fc.nat(3000))
})
const acts = fc.array(act, { maxLength: 12 })
const START = 1_767_603_600_000

type Life = ReturnType<typeof life>
interface Run {
  readonly ticket: Life
  readonly end: Instant.Instant
}

/** Lives it; `ticks`: minutes after the start at which somebody looks. Refused acts change nothing. */
const lived = (
  [one, other]: readonly [ReturnType<typeof desk>, ReturnType<typeof desk>],
  done: ReadonlyArray<{ readonly what: string; readonly later: number }>,
  ticks: ReadonlyArray<number> = [],
  shift = 0
): Run => {
  const ticket = life(one)
  let minutes = 0
  const pending = ticks.toSorted((a, b) => a - b)
  const say = (at: number): string => write(at, shift)
  const lookUntil = (at: number): void => {
    while (pending.length > 0 && pending[0]! <= at) ticket.tick(say(pending.shift()!))
  }
  ticket.open(say(0))
  for (const { what, later } of done) {
    lookUntil(minutes + later)
    minutes += later
    try {
      perform(ticket, what, say(minutes), say(minutes + 600), other)
    } catch (refusal) {
      if (!(refusal instanceof Error && "_tag" in refusal)) throw refusal
    }
  }
  const end = minutes + 6000
  lookUntil(end)
  return { ticket, end: Instant.make(START + shift * 604_800_000 + end * 60_000) }
}

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
const write = (minutes: number, shift: number): string => {
  const all = 540 + minutes
  const day = Math.floor(all / 1440)
  const two = (n: number): string => String(n).padStart(2, "0")
  return `${Math.floor(day / 7) + 1 + shift} ${days[day % 7]!} ${two(Math.floor((all % 1440) / 60))}:${two(all % 60)}`
}

const perform = (ticket: Life, what: string, at: string, soon: string, other: ReturnType<typeof desk>): unknown => {
  switch (what) {
    case "asks":
      return ticket.says(at, "requester:r-1")
    case "answers":
      return ticket.says(at, "agent:bo")
    case "notes":
      return ticket.notes(at)
    case "solves":
      return ticket.status(at, "solve")
    case "closes":
      return ticket.status(at, "close")
    case "reopens":
    case "works":
      return ticket.status(at, "open")
    case "waits":
      return ticket.status(at, "pending")
    case "holds":
      return ticket.status(at, "hold")
    case "front":
    case "back":
      return ticket.team(at, what)
    case "nobody":
      return ticket.team(at, null)
    case "due":
      return ticket.due(at, soon)
    case "pinned":
      return ticket.due(at, soon, true)
    case "free":
      return ticket.due(at, null)
    case "rebind":
      return ticket.rebind(at)
    case "edit":
      return ticket.becomes(other)
    default:
      return ticket.priority(at, what)
  }
}

const worlds = fc.tuple(workspace, workspace)
const ticks = fc.array(fc.nat(20_000), { maxLength: 8 })

const verdicts = ({ ticket, end }: Run) =>
  [0, 1, 3000, 100_000].map((before) => Sla.Deadline.all(ticket.clocks(), Instant.make(end - before), ticket.promises()))
const noticed = ({ ticket }: Run): ReadonlyArray<string> =>
  ticket
    .events()
    .flatMap((event) =>
      event._tag === "Breached" || event._tag === "ThresholdReached"
        ? [
            `${event._tag === "Breached" ? "breach" : event.threshold} ${event.metric} ${event.instance} ${event.promise} ${event.reachedAt}`
          ]
        : []
    )
    .toSorted()
const clocksOf = (clocks: Sla.Clocks): ReadonlyArray<Sla.Clock> =>
  [...clocks.machines, ...(clocks.due === null ? [] : [clocks.due.machine])].flatMap(({ now, last }) =>
    [now, last].filter((clock) => clock !== null)
  )

describe("laws", () => {
  test("whoever looks, and whenever: every verdict is the same, and every failure is told once", () => {
    fc.assert(
      fc.property(worlds, acts, ticks, (world, done, looks) => {
        const alone = lived(world, done)
        const watched = lived(world, done, looks)
        expect(verdicts(watched)).toEqual(verdicts(alone))
        for (const run of [alone, watched]) run.ticket.tick(write((run.end - START) / 60_000 + 1, 0))
        const told = noticed(watched)
        expect(told).toEqual(noticed(alone))
        expect(new Set(told).size).toBe(told.length)
      })
    )
  })
  test("the clocks carried along are the clocks that the events tell, at every point", () => {
    fc.assert(
      fc.property(worlds, acts, ticks, (world, done, looks) => {
        const { ticket } = lived(world, done, looks)
        expect(ticket.replayed()).toEqual(ticket.clocks())
      })
    )
  })
  test("a ledger leaves no gap, and what it counts is what has elapsed", () => {
    fc.assert(
      fc.property(worlds, acts, fc.nat(400_000), (world, done, back) => {
        const { ticket, end } = lived(world, done)
        for (const clock of clocksOf(ticket.clocks())) {
          const now = Instant.make(Math.max(clock.startedAt, end - back * 60_000))
          const ledger = Sla.Ledger.of(clock, now, ticket.promises())
          let at: number = clock.startedAt
          for (const { from, to } of ledger.rows) {
            expect([from, to > from]).toEqual([at, true])
            at = to
          }
          expect(at).toBe(Math.min(now, clock.end?.at ?? now))
          expect(Sla.Ledger.counted(ledger)).toBe(Sla.Measure.valueOf(ledger.deadline.elapsed))
        }
      })
    )
  })
  test("a clock that runs is due where its rest is used up; one that rests stands still", () => {
    fc.assert(
      fc.property(worlds, acts, fc.nat(100_000), (world, done, later) => {
        const { ticket, end } = lived(world, done)
        const promises = ticket.promises()
        for (const clock of clocksOf(ticket.clocks())) {
          const now = Sla.Deadline.at(clock, end, promises)
          const then = Sla.Deadline.at(clock, Instant.make(end + later * 60_000), promises)
          const [used, after] = [Sla.Measure.valueOf(now.elapsed)!, Sla.Measure.valueOf(then.elapsed)!]
          expect(then.due).toEqual(now.due)
          if (now.status === "running") expect(after).toBeGreaterThanOrEqual(used)
          else expect(after).toBe(used)
          const remaining = Sla.Measure.valueOf(now.remaining)
          const version = clock.targets.at(-1)?.calendar ?? null
          if (now.status !== "running" || remaining === undefined || remaining <= 0) continue
          const due = version === null ? end + remaining : Calendar.add(promises.calendars.get(version)!, end, remaining)
          expect(now.due).toEqual(due === "Never" ? Sla.Measure.notApplicable : Sla.Measure.value(due))
        }
      })
    )
  })
  test("a ticket wants to be looked at exactly when there is something to tell", () => {
    fc.assert(
      fc.property(worlds, acts, (world, done) => {
        const { ticket } = lived(world, done)
        const [clocks, promises] = [ticket.clocks(), ticket.promises()]
        const at = wakeAt(clocks, promises)
        if (at === null) return
        expect(notices(clocks, at, promises).length).toBeGreaterThan(0)
        const before = notices(clocks, Instant.make(at - 1), promises)
        expect(before.filter((one) => one._tag === "Breach" || one._tag === "ReachThreshold").every((one) => one.reachedAt < at - 1)).toBe(
          true
        )
      })
    )
  })
  test("another promise changes no other clock", () => {
    fc.assert(
      fc.property(policies, acts, target, (pair, done, more) => {
        const [first, rest] = pair
        const world = desk(pair)
        const wider = desk([first, { ...rest, targets: [...rest.targets, { ...more, metric: "firstResolution" }] }])
        const others = (run: Run) =>
          Sla.Deadline.all(run.ticket.clocks(), run.end, run.ticket.promises())
            .filter(({ metric }) => metric !== "firstResolution")
            .map(({ policy: _, ...deadline }) => deadline)
        const own = done.filter(({ what }) => what !== "edit" && what !== "rebind")
        const last = (run: Run) => run.ticket.ticket().policy
        const [a, b] = [lived([world, world], own), lived([wider, wider], own)]
        expect(last(b)).toBe(last(a))
        if (rest.targets.length > 0) expect(others(b)).toEqual(others(a))
      })
    )
  })
  test("weeks later everything happens weeks later", () => {
    fc.assert(
      fc.property(policies, acts, fc.integer({ min: 1, max: 3 }), (pair, done, weeks) => {
        const plain = (policy: { readonly targets: ReadonlyArray<{ readonly calendar: string | null }> }) => ({
          ...policy,
          targets: policy.targets.map((one) => ({ ...one, calendar: one.calendar === "office" ? null : one.calendar }))
        })
        const world = desk([plain(pair[0]), plain(pair[1])])
        const [now, later] = [lived([world, world], done), lived([world, world], done, [], weeks)]
        const spans = ({ ticket, end }: Run) =>
          Sla.Deadline.all(ticket.clocks(), end, ticket.promises()).map(({ metric, instance, status, elapsed, remaining }) => [
            metric,
            instance,
            status,
            elapsed,
            remaining
          ])
        expect(spans(later)).toEqual(spans(now))
      })
    )
  })
})
