/** What holds for every approval on every ticket, whoever does what in between. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { expect, test } from "vitest"
import * as Approval from "../../src/approval/index.ts"
import { approversOf, isOpen } from "../../src/approval/Stage.ts"
import { handle, type Outcome, type Subject, unopened } from "../../src/desk/handle.ts"
import { replay } from "../../src/desk/replay.ts"
import * as Actor from "../../src/people/Actor.ts"
import * as Deadline from "../../src/sla/Deadline.ts"
import * as Clocks from "../../src/sla/Clocks.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { decodeWorkspace } from "../../src/workspace/define.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"
import { HOUR } from "../calendar/desks.ts"
import { anyAnswer, anyDefinition, hours, monday, people, staff } from "./desk.ts"

/** A run takes about three milliseconds. */
const some = { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }

interface Move {
  readonly wait: number
  readonly actor: Actor.Actor
  readonly commands: ReadonlyArray<Ticket.Command>
}
interface World {
  readonly workspace: Workspace
  readonly requester: string
  readonly moves: ReadonlyArray<Move>
}

const workspaces: fc.Arbitrary<Workspace> = fc
  .tuple(anyDefinition, fc.boolean())
  .map(([definition, isAskedByRule]) =>
    decodeWorkspace({
      name: "Acme",
      teams: ["finance", "security"],
      agents: staff().agents.map((agent) => ({ ...agent, email: `${agent.id}@acme.example` })),
      fields: [
        { id: "budget", type: "text" },
        { id: "cost", type: "number" }
      ],
      calendars: [hours],
      approvals: [{ ...definition, covers: ["priority", "fields.cost"] }],
      triggers: [
        ...(isAskedByRule
          ? [
              {
                id: "ask",
                where: { field: "fields.cost", op: "gte", value: 2 },
                then: [{ _tag: "RequestApproval", approval: "access" }]
              }
            ]
          : []),
        { id: "tidy", where: { field: "tags", op: "contains", value: "done" }, then: [{ _tag: "ChangeStatus", status: "solve" }] }
      ],
      automations: [{ id: "old", where: { field: "tags", op: "contains", value: "old" }, after: "9h", then: [{ _tag: "Close" }] }],
      slaPolicies: [{ id: "all", targets: [{ metric: "resolution", within: "20h" }] }]
    })
  )
  .filter(Result.isSuccess)
  .map((decoded) => decoded.success)

const agent = fc.constantFrom(...people)
const step = fc.constantFrom("first", "second", "third")
const approval = "access"
const say = { content: { text: "so" } }
const vote = (extra: object) =>
  fc.record({ _tag: fc.constant("Vote" as const), approval: fc.constant(approval), answer: anyAnswer, ...extra })
const command: fc.Arbitrary<Ticket.Command> = fc.oneof(
  { weight: 9, arbitrary: vote({ step }) },
  { weight: 4, arbitrary: vote({ step, onBehalfOf: agent }) },
  { weight: 3, arbitrary: vote({}) },
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant("DelegateVote" as const), approval: fc.constant(approval), to: agent }) },
  {
    weight: 2,
    arbitrary: fc.record({
      _tag: fc.constant("ReplaceApprover" as const),
      approval: fc.constant(approval),
      from: agent,
      to: fc.option(agent)
    })
  },
  { weight: 4, arbitrary: fc.constant({ _tag: "RequestApproval" as const, approval }) },
  fc.constant({ _tag: "WithdrawApproval" as const, approval, reason: "no need" }),
  fc.constantFrom<Ticket.Command>(
    { _tag: "Close" },
    { _tag: "ChangeStatus", status: "solve" },
    { _tag: "Reply", ...say, then: "solve" },
    { _tag: "Reopen" },
    { _tag: "MergeInto", merge: "m-1", into: "t-2", reference: "K7QM-4XW3", approvals: "refuse" }
  ),
  fc.constantFrom<Ticket.Command>(
    { _tag: "Prioritize", priority: "urgent" },
    { _tag: "Prioritize", priority: "low" },
    { _tag: "SetField", field: "cost", value: 1 },
    { _tag: "SetField", field: "cost", value: 3 },
    { _tag: "Rename", subject: "VPN for all" },
    { _tag: "SetField", field: "budget", value: "eve" }
  ),
  fc.constantFrom<Ticket.Command>(
    { _tag: "Tag", tags: ["done"] },
    { _tag: "Tag", tags: ["old"] },
    { _tag: "Untag", tags: ["done", "old"] },
    { _tag: "Note", ...say },
    { _tag: "Reply", ...say },
    { _tag: "ChangeStatus", status: "pending" }
  )
)
const actor: fc.Arbitrary<Actor.Actor> = fc.oneof(
  { weight: 12, arbitrary: agent.map(Actor.agent) },
  fc.constantFrom<Actor.Actor>("system", "rule:somebody", "integration:crm", "requester:r-1")
)
const moves: fc.Arbitrary<ReadonlyArray<Move>> = fc.array(
  fc.record({
    wait: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 })),
    actor,
    commands: fc.oneof(
      { weight: 6, arbitrary: command.map((one) => [one]) },
      fc.constant([]),
      fc.array(command, { minLength: 2, maxLength: 3 })
    )
  }),
  { maxLength: 20, size: "max" }
)
const anyWorld: fc.Arbitrary<World> = fc.record({
  workspace: workspaces,
  requester: fc.constantFrom("ada@example.org", "bo@acme.example", "ann@acme.example"),
  moves
})

interface Scene {
  readonly now: Instant.Instant
  readonly before: Subject
  /** What was granted; `undefined`: it was refused. */
  readonly outcome: Outcome | undefined
  readonly after: Subject
}

const deskOf = (workspace: Workspace) => ({ workspace, tenant: "main", signer: undefined, promises: workspace.promises })

const asked = (workspace: Workspace, subject: Subject, { actor, commands }: Omit<Move, "wait">, now: Instant.Instant, id: string) =>
  handle(deskOf(workspace), subject, commands, { now, id, actor, via: "api", manager: "ann" })

const after = (subject: Subject, outcome: Outcome): Subject => ({
  ...subject,
  version: subject.version + outcome.events.length,
  ticket: outcome.ticket,
  sla: { past: null, clocks: outcome.clocks },
  memory: outcome.memory
})

const play = ({ workspace, requester, moves }: World): ReadonlyArray<Scene> => {
  const open: Ticket.Open = {
    _tag: "Open",
    ticketId: "t-1",
    reference: "K7QM-4XW2",
    requester: { id: "r-1", name: "Ada", email: requester, organization: null },
    subject: "VPN",
    content: { text: "I need it." }
  }
  const scenes: Array<Scene> = []
  let subject = unopened("t-1")
  let now = monday
  const all = [
    { wait: 0, actor: "requester:r-1" as const, commands: [open] },
    { wait: 0, actor: "agent:flo" as const, commands: [{ _tag: "RequestApproval" as const, approval }] },
    ...moves
  ]
  for (const [n, move] of all.entries()) {
    now = Instant.plus(now, move.wait * HOUR)
    const answer = asked(workspace, subject, move, now, `c-${n}`)
    const outcome = Result.isSuccess(answer) ? answer.success : undefined
    const before = subject
    if (outcome !== undefined) subject = after(subject, outcome)
    scenes.push({ now, before, outcome, after: subject })
  }
  return scenes
}

const approvalsOf = ({ ticket }: Pick<Subject, "ticket">): ReadonlyArray<Approval.Approval> => ticket?.approvals ?? []
const eventsOf = (scenes: ReadonlyArray<Scene>): ReadonlyArray<Ticket.Event> => scenes.flatMap(({ outcome }) => outcome?.events ?? [])

/** Each event with the ticket that it happened to. */
const walk = (scenes: ReadonlyArray<Scene>, check: (event: Ticket.Event, before: Ticket.State, after: Ticket.State) => void): void => {
  let ticket: Ticket.State
  for (const event of eventsOf(scenes)) {
    const before = ticket
    ticket = Ticket.evolve(before, event)
    check(event, before, ticket)
  }
}
const always = (check: (scenes: ReadonlyArray<Scene>, world: World) => void): void => {
  let rounds = 0
  fc.assert(
    fc.property(anyWorld, (world) => {
      const scenes = play(world)
      rounds += eventsOf(scenes).filter(({ _tag }) => _tag === "ApprovalRequested").length
      check(scenes, world)
    }),
    some
  )
  expect(rounds).toBeGreaterThan(0)
}

test("no ticket is finished while an approval is pending, whoever asks, and whichever way", () => {
  always((scenes) =>
    walk(scenes, (event, before) => {
      if (before === undefined || !("statusCategory" in event) || !["solved", "closed"].includes(event.statusCategory)) return
      expect(approvalsOf({ ticket: before }).map((one) => Approval.verdict(one, event.at))).not.toContain("pending")
    })
  )
})
test("what is pending or approved after a commit is the content that the ticket has then", () => {
  always((scenes) => {
    for (const { after, now } of scenes)
      for (const one of approvalsOf(after)) {
        if (!["pending", "approved"].includes(Approval.verdict(one, now))) continue
        expect(Ticket.Approvals.digestOf(after.ticket!, one.subject, one.covers)).toBe(one.digest)
      }
  })
})
test("nobody answers who is excluded, whether they ask, are the requester, or made a rule ask; nor does what is no person", () => {
  always((scenes, { requester, workspace }) => {
    const own = requester.split("@")[0]!
    let askers: ReadonlyArray<string> = []
    for (const { outcome } of scenes) {
      const events = outcome?.events ?? []
      for (const event of events) {
        if (event._tag === "ApprovalRequested") {
          const behind = Actor.isRule(event.by) ? events.find(({ by }) => Actor.isAgent(by))?.by : event.by
          askers = [own, ...(behind !== undefined && Actor.isAgent(behind) ? [Actor.idOf(behind)] : [])]
        }
        if (event._tag !== "Voted") continue
        const { excludes } = workspace.approvals.get(approval)!.definition.steps.find(({ id }) => id === event.step)!
        expect(Actor.isAgent(event.by)).toBe(true)
        if (excludes.includes("requester")) expect(askers).not.toContain(Actor.idOf(event.by))
      }
    }
  })
})
test("of each person one answer in a step, for each approver one; they say yes as often as it takes, or silence was a yes", () => {
  always((scenes) => {
    for (const { after } of scenes)
      for (const { stages } of approvalsOf(after))
        for (const stage of stages) {
          for (const who of [stage.votes.map(({ by }) => by), stage.votes.map(({ onBehalfOf }) => onBehalfOf)])
            expect(new Set(who).size).toBe(who.length)
          if (stage.end?.verdict !== "approved" || stage.end.by === "expiry") continue
          const yes = stage.votes.filter(({ answer }) => answer === "yes").length
          const need = { any: 1, all: approversOf(stage).length, quorum: 0, percent: 0, perGroup: 1, weighted: 1 }[stage.rule.kind]
          expect(yes).toBeGreaterThanOrEqual(stage.rule.kind === "quorum" ? stage.rule.count : need)
        }
  })
})
test("a step opens when the one before it is approved, and not before", () => {
  always((scenes) => {
    for (const { after } of scenes)
      for (const { order, stages } of approvalsOf(after)) {
        if (order === "parallel") continue
        for (const [i, { openedAt }] of stages.entries()) {
          const earlier = stages[i - 1]
          if (i > 0 && openedAt !== null) expect([earlier?.end?.verdict, openedAt]).toEqual(["approved", earlier?.end?.at])
        }
      }
  })
})
test("whatever is pending can move: somebody who is asked can answer, now", () => {
  always((scenes, { workspace }) => {
    const { after, now } = scenes.at(-1)!
    for (const one of approvalsOf(after)) {
      if (Approval.verdict(one, now) !== "pending") continue
      const open = Approval.settled(one, now).stages.filter(isOpen)
      const granted = open.flatMap((stage) =>
        approversOf(stage)
          .filter((who) => !stage.votes.some(({ onBehalfOf }) => onBehalfOf === who))
          .filter((who) =>
            Result.isSuccess(
              asked(
                workspace,
                after,
                { actor: Actor.agent(who), commands: [{ _tag: "Vote", approval, step: stage.id, answer: "abstain" }] },
                now,
                "c-last"
              )
            )
          )
      )
      expect(granted.length).toBeGreaterThan(0)
    }
  })
})
test("time does the same whenever somebody looks, and does it once; the ticket asks to be looked at until then, and no longer", () => {
  fc.assert(
    fc.property(anyWorld, fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 6 }), (world, looks) => {
      const scenes = play(world)
      const { after: start, now } = scenes.at(-1)!
      const passed = (hours: ReadonlyArray<number>) => {
        let subject = start
        const facts: Array<unknown> = []
        for (const hour of hours.toSorted((a, b) => a - b)) {
          const at = Instant.plus(now, hour * HOUR)
          const outcome = Result.getOrThrow(asked(world.workspace, subject, { actor: "system", commands: [] }, at, `look-${hour}`))
          for (const event of outcome.events) if ("dueAt" in event) facts.push({ ...event, at: 0 })
          subject = after(subject, outcome)
          const wakeAt = outcome.write.document.wakeAt
          expect(wakeAt === null || wakeAt > at).toBe(true)
        }
        return { facts, approvals: approvalsOf(subject) }
      }
      expect(passed([...looks, 200])).toEqual(passed([200]))
    }),
    some
  )
})
test("the order in which people answer changes no verdict", () => {
  const answers = fc.uniqueArray(fc.tuple(agent, anyAnswer), { selector: ([who]) => who, minLength: 1 })
  fc.assert(
    fc.property(
      workspaces,
      answers.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      (workspace, orders) => {
        const verdicts = orders.map((order) => {
          const world = {
            workspace,
            requester: "ada@example.org",
            moves: order.map(([who, answer]): Move => ({
              wait: 0,
              actor: Actor.agent(who),
              commands: [{ _tag: "Vote", approval, step: "first", answer }]
            }))
          }
          const [one] = approvalsOf(play(world).at(-1)!.after)
          return one?.stages[0]?.end?.verdict
        })
        expect(verdicts[0]).toBe(verdicts[1])
      }
    ),
    some
  )
})
test("promises that wait do so while it is pending, and not a moment longer", () => {
  always((scenes, { workspace }) => {
    const { after, now } = scenes.at(-1)!
    if (workspace.approvals.get(approval)!.definition.promises === "run" || after.ticket?.edges?.mergedInto != null) return
    let rests = 0
    let since: number | null = null
    // Recounted from the facts: it rests from each question to its answer, and while the ticket is done.
    walk(scenes, (event, _, ticket) => {
      const pending = approvalsOf({ ticket }).find(({ end }) => end === null)
      const isResting = pending !== undefined || Ticket.isDone(ticket!)
      const at = "dueAt" in event ? event.dueAt : event.at
      if (isResting && since === null) since = at
      if (!isResting && since !== null) {
        rests += at - since
        since = null
      }
    })
    if (since !== null) rests += now - since
    const merged = eventsOf(scenes).some(({ _tag }) => _tag === "MergedInto")
    const clock = Clocks.clockOf(after.sla.clocks, "resolution")!
    const told = eventsOf(scenes).at(-1)!.at
    const due = approvalsOf(after).some((one) => one.end === null && Approval.verdict(one, now) !== "pending")
    if (merged || due || told > now) return
    const { elapsed } = Deadline.at(clock, now, workspace.promises)
    expect(elapsed).toMatchObject({ value: now - after.ticket!.openedAt - rests })
  })
})
test("from its events alone the ticket is the same, and so are its clocks", () => {
  always((scenes, { workspace }) => {
    const { after } = scenes.at(-1)!
    const again = replay(deskOf(workspace), eventsOf(scenes))
    expect(again.ticket).toEqual(after.ticket)
    expect(again.sla.clocks).toEqual(after.sla.clocks)
  })
})
