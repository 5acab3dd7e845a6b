/** A desk that asks for permission: its people and its rules in short words, and every other desk like it. */
import * as Result from "effect/Result"
import fc from "fast-check"
import type { Answer, Definition, Exclusion, Expiry, Refusal, Rule, Source, Step } from "../../src/approval/index.ts"
import * as Approval from "../../src/approval/index.ts"
import { approversOf, isOpen } from "../../src/approval/Stage.ts"
import { office } from "../calendar/desks.ts"
import { at, HOUR } from "../calendar/desks.ts"
import * as Instant from "../../src/time/Instant.ts"

/** Monday morning. */
export const monday = at("2026-03-02 10:00")
export const later = (hours: number) => Instant.plus(monday, hours * HOUR)

const member = (id: string, teams: ReadonlyArray<string> = [], roles: ReadonlyArray<string> = []) => ({ id, teams, roles })
export const staff = (more: Partial<Approval.Staff> = {}): Approval.Staff => ({
  agents: [
    member("ann", ["finance"], ["board"]),
    member("bo", ["finance", "security"]),
    member("cy", ["security"]),
    member("di", ["security"]),
    member("eve"),
    member("flo")
  ],
  manager: "ann",
  fields: [
    { field: "owner", agent: "flo" },
    { field: "budget", agent: "eve" }
  ],
  requester: null,
  submitter: null,
  assignee: null,
  ...more
})

export const step = (id: string, approvers: ReadonlyArray<Source>, rule: Rule = { kind: "any" }, more: Partial<Step> = {}): Step => ({
  id,
  name: id,
  approvers,
  rule,
  veto: false,
  excludes: [],
  expiries: [],
  ...more
})
export const named = (...agents: ReadonlyArray<string>): ReadonlyArray<Source> => agents.map((agent) => ({ agent }))
export const definition = (steps: ReadonlyArray<Step>, more: Partial<Definition> = {}): Definition => ({
  id: "access",
  name: "Access",
  order: "sequence",
  steps,
  promises: "pause",
  covers: [],
  ...more
})

/** Working days from nine to five, and Tuesday 3 March is a holiday. */
export const hours = office("UTC", { id: "office", holidays: [{ name: "Founders' Day", on: "2026-03-03" }] })

export const content = { subject: "VPN access for Ada", fields: [{ field: "budget", value: 100 }] }

type Answered = Result.Result<ReadonlyArray<Approval.Fact.Fact>, Refusal.Refusal>

export const ask = (
  given: Definition,
  more: Partial<Approval.Request> = {},
  before: Approval.Approval | null = null,
  now = monday
): Answered =>
  Approval.request(
    before,
    {
      id: "A-1",
      by: "agent:zed",
      subject: "VPN access for Ada",
      digest: Approval.digest(content),
      definition: given,
      staff: staff(),
      calendars: [hours],
      ...more
    },
    now
  )
export const asked = (given: Definition, more: Partial<Approval.Request> = {}): Approval.Approval =>
  Approval.replay(Result.getOrThrow(ask(given, more)))!

/** What becomes of an approval by what was granted. */
export const after = (approval: Approval.Approval, granted: Answered): Approval.Approval =>
  Approval.replay(Result.getOrThrow(granted), approval)!
export const refusal = (answered: Answered): string => (Result.isFailure(answered) ? answered.failure._tag : "granted")

/** `bo: yes`, or `cy for bo: yes`. */
export const says = (approval: Approval.Approval, words: string, now = monday, in_ = approval.stages.find(isOpen)?.id): Answered => {
  const [, by, onBehalfOf, answer] = /^(\w+)(?: for (\w+))?: (yes|no|abstain)$/.exec(words)!
  return Approval.vote(
    approval,
    { step: in_ ?? approval.stages[0]!.id, by: by!, onBehalfOf: onBehalfOf ?? by!, answer: answer as Answer, reason: "" },
    now
  )
}

/** Those who answer, one after the other, in the step that is open then. */
export const votes = (approval: Approval.Approval, ...words: ReadonlyArray<string>): Approval.Approval =>
  words.reduce((state, one) => after(state, says(state, one)), approval)
export const standing = (approval: Approval.Approval, now = monday) => Approval.verdict(approval, now)

export const standIn = (
  approval: Approval.Approval,
  from: string,
  to: string,
  since = monday,
  until: Instant.Instant | null = null,
  now = monday
) => Approval.delegate(approval, { by: `agent:${from}`, from, to, since, until }, now)

// Every other desk.

export const people = ["ann", "bo", "cy", "di", "eve", "flo"]
export const anyAgent = fc.constantFrom(...people)
const teams = ["finance", "security"]
const roles = ["board"]

export const anyStaff: fc.Arbitrary<Approval.Staff> = fc.record({
  agents: fc
    .tuple(...people.map(() => fc.tuple(fc.subarray(teams, { minLength: 1 }), fc.subarray(roles), fc.integer({ min: 0, max: 30 }))))
    .map((rows) => rows.flatMap(([teams, roles, here], i) => (here === 0 ? [] : [member(people[i]!, teams, roles)]))),
  manager: fc.option(anyAgent, { freq: 5 }),
  fields: fc.array(fc.record({ field: fc.constant("budget"), agent: anyAgent }), { maxLength: 1 }),
  requester: fc.option(anyAgent, { freq: 1 }),
  submitter: fc.option(anyAgent, { freq: 1 }),
  assignee: fc.option(anyAgent, { freq: 1 })
})
const anySource: fc.Arbitrary<Source> = fc.oneof(
  { weight: 4, arbitrary: anyAgent.map((agent) => ({ agent })) },
  { weight: 5, arbitrary: fc.constantFrom(...teams).map((team) => ({ team })) },
  fc.constantFrom(...roles).map((role) => ({ role })),
  fc.constant({ managerOf: "requester" as const }),
  fc.constant({ field: "budget" })
)
export const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  fc.constant({ kind: "any" as const }),
  fc.constant({ kind: "all" as const }),
  fc.record({ kind: fc.constant("quorum" as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("percent" as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant("perGroup" as const), count: fc.integer({ min: 1, max: 2 }) }),
  fc.record({
    kind: fc.constant("weighted" as const),
    threshold: fc.integer({ min: 1, max: 6 }),
    weights: fc.uniqueArray(fc.record({ agent: anyAgent, weight: fc.integer({ min: 1, max: 4 }) }), { selector: ({ agent }) => agent })
  })
)
const anyExpiry = (then: fc.Arbitrary<Expiry["then"]>): fc.Arbitrary<Expiry> =>
  fc
    .record({
      after: fc.integer({ min: 1, max: 40 }).map((count) => count * HOUR),
      calendar: fc.constantFrom(null, "office"),
      then,
      to: fc.array(anySource, { minLength: 2, maxLength: 3 })
    })
    .map(({ to, then, ...rest }) => (then === "escalate" ? { ...rest, then, to } : { ...rest, then }))
const anyExpiries = fc
  .tuple(
    fc.array(anyExpiry(fc.constantFrom("remind", "escalate")), { maxLength: 2 }),
    fc.option(anyExpiry(fc.constantFrom("reject", "approve")))
  )
  .map(([some, last]) => [...some, ...(last === null ? [] : [last])])
const anyStep = (id: string): fc.Arbitrary<Step> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    approvers: fc.array(anySource, { minLength: 1, maxLength: 3 }),
    rule: anyRule,
    veto: fc.integer({ min: 0, max: 3 }).map((lot) => lot === 0),
    excludes: fc.oneof(fc.constant([]), fc.subarray<Exclusion>(["requester", "assignee", "submitter"])),
    expiries: anyExpiries
  })
export const anyDefinition: fc.Arbitrary<Definition> = fc.record({
  id: fc.constant("access"),
  name: fc.constant("Access"),
  order: fc.constantFrom("sequence", "parallel"),
  steps: fc.integer({ min: 1, max: 3 }).chain((count) => fc.tuple(...["first", "second", "third"].slice(0, count).map(anyStep))),
  promises: fc.constantFrom("run", "pause"),
  covers: fc.constant([])
})

/** Whatever somebody may try next, `wait` hours after the last. Numbers choose among those whom it may concern then. */
export type Move = { readonly wait: number } & (
  | { readonly votes: number; readonly step: number; readonly answer: Answer }
  | { readonly standIn: number; readonly step: number; readonly answer: Answer }
  | { readonly anybody: string; readonly onBehalfOf: string; readonly step: number; readonly answer: Answer }
  | { readonly delegates: number; readonly to: string; readonly since: number; readonly hours: number | null }
  | { readonly leaves: number; readonly to: string | null }
  | { readonly tells: true }
  | { readonly withdraws: true }
  | { readonly digest: number }
  | { readonly asks: true }
)
const wait = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 }))
const lot = fc.nat({ max: 59 })
export const anyAnswer = fc.constantFrom<Answer[]>("yes", "yes", "yes", "yes", "no", "abstain")
const ballot = { wait, step: lot, answer: anyAnswer }
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ ...ballot, votes: lot }) },
  { weight: 6, arbitrary: fc.record({ ...ballot, standIn: lot }) },
  { weight: 2, arbitrary: fc.record({ ...ballot, anybody: anyAgent, onBehalfOf: anyAgent }) },
  {
    weight: 7,
    arbitrary: fc.record({
      wait,
      delegates: lot,
      to: anyAgent,
      since: fc.integer({ min: -20, max: 5 }),
      hours: fc.option(fc.integer({ min: -1, max: 60 }), { freq: 2 })
    })
  },
  { weight: 2, arbitrary: fc.record({ wait, leaves: lot, to: fc.option<string>(anyAgent) }) },
  { weight: 2, arbitrary: fc.record({ wait, tells: fc.constant(true as const) }) },
  fc.oneof(
    fc.record({ wait, withdraws: fc.constant(true as const) }),
    fc.record({ wait, digest: fc.nat({ max: 1 }) }),
    fc.record({ wait, asks: fc.constant(true as const) })
  )
)
export const anyMoves = fc.array(anyMove, { maxLength: 25, size: "max" })
export const anyAsker = fc.option(anyAgent).map((agent) => (agent === null ? ("requester:r-1" as const) : (`agent:${agent}` as const)))

export interface World {
  readonly given: Definition
  readonly staff: Approval.Staff
  readonly by: Approval.Request["by"]
  readonly moves: ReadonlyArray<Move>
}
/** A question that can be asked, at least. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({ given: anyDefinition, staff: anyStaff, by: anyAsker, moves: anyMoves })
  .filter(({ given, staff, by }) => Result.isSuccess(ask(given, { staff, by })))

export interface Moment {
  readonly now: Instant.Instant
  readonly facts: ReadonlyArray<Approval.Fact.Fact>
  readonly state: Approval.Approval
}

const among = <T>(all: ReadonlyArray<T>, lot: number): T | undefined => all[lot % all.length]

/** Rather the steps that are open than the others. */
const ballotOf = (state: Approval.Approval, move: Extract<Move, { readonly answer: Answer }>) => {
  const stage = among(state.stages.filter(isOpen), move.step) ?? state.stages[0]!
  if ("anybody" in move) return { step: among(state.stages, move.step)!.id, by: move.anybody, onBehalfOf: move.onBehalfOf }
  const approvers = approversOf(stage)
  if ("votes" in move) {
    const by = among(approvers, move.votes) ?? "ann"
    return { step: stage.id, by, onBehalfOf: by }
  }
  const given = among(state.delegations, move.standIn)
  const onBehalfOf = given === undefined || approvers.includes(given.from) ? given?.from : among(approvers, move.standIn)
  return { step: stage.id, by: given?.to ?? "ann", onBehalfOf: onBehalfOf ?? "bo" }
}

const attempt = (state: Approval.Approval, move: Move, world: World, now: Instant.Instant): Answered => {
  // What people see is how things stand, told or not.
  const seen = Approval.settled(state, now)
  if ("answer" in move) return Approval.vote(state, { ...ballotOf(seen, move), answer: move.answer, reason: "" }, now)
  const asked = seen.stages.filter(({ end }) => end === null).flatMap(approversOf)
  if ("delegates" in move) {
    const since = Instant.plus(now, move.since * HOUR)
    const until = move.hours === null ? null : Instant.plus(since, move.hours * HOUR)
    const from = among([...asked, ...seen.delegations.map(({ to }) => to)], move.delegates) ?? "ann"
    return Approval.delegate(state, { by: "agent:zed", from, to: move.to, since, until }, now)
  }
  if ("leaves" in move) return Approval.replace(state, { by: "agent:zed", from: among([...asked, "eve"], move.leaves)!, to: move.to }, now)
  if ("tells" in move) return Result.succeed(Approval.due(state, now))
  if ("withdraws" in move) return Approval.withdraw(state, { by: "agent:zed", reason: "" }, now)
  if ("digest" in move) return Result.succeed(Approval.invalidate(state, { by: "agent:zed", digest: `d${move.digest}` }, now))
  return ask(world.given, { staff: world.staff, by: world.by, digest: "d0" }, state, now)
}

/** What is granted of all that is tried: each moment with the facts that it brought. Empty: there was nobody to ask. */
export const play = (world: World): ReadonlyArray<Moment> => {
  const first = ask(world.given, { staff: world.staff, by: world.by, digest: "d0" })
  if (Result.isFailure(first)) return []
  const moments: Array<Moment> = [{ now: monday, facts: first.success, state: Approval.replay(first.success)! }]
  for (const move of world.moves) {
    const { state, now: before } = moments.at(-1)!
    const now = Instant.plus(before, move.wait * HOUR)
    const tried = attempt(state, move, world, now)
    const facts = Result.isSuccess(tried) ? tried.success : []
    moments.push({ now, facts, state: Approval.replay(facts, state)! })
  }
  return moments
}
