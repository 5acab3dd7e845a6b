/** Small desks with random rules, every ticket that they can have, and the real desk to try them on. */
import fc from "fast-check"
import type { Condition, Facts } from "../../../src/condition/Condition.ts"
import { automate } from "../../../src/desk/automate.ts"
import { handle } from "../../../src/desk/handle.ts"
import type { Draft } from "../../../src/desk/Draft.ts"
import { factsOf } from "../../../src/desk/facts.ts"
import * as Memory from "../../../src/desk/Memory.ts"
import * as Sla from "../../../src/sla/index.ts"
import type * as Ticket from "../../../src/ticket/index.ts"
import { advance, wakeAt } from "../../../src/automation/Timer.ts"
import type { Trace } from "../../../src/trigger/Trace.ts"
import type { Strategy } from "../../../src/trigger/Trigger.ts"
import { decodeWorkspace, defineWorkspace } from "../../../src/workspace/define.ts"
import type { Workspace } from "../../../src/workspace/Workspace.ts"
import { NOW } from "../../../src/workspace/lint/space/values.ts"
import { ticketOf } from "../../../src/workspace/lint/stage/ticketOf.ts"
import * as Instant from "../../../src/time/Instant.ts"
import * as Result from "effect/Result"

export const now = Instant.make(NOW)

/** Everything that rules of these worlds look at. */
const choices = {
  priority: ["low", "high"],
  "fields.tier": [null, "gold", "silver"],
  status: ["new", "pending", "solved"],
  tags: [[], ["vip"], ["late"], ["vip", "late"]]
} as const
type Field = keyof typeof choices
const fields = Object.keys(choices) as ReadonlyArray<Field>

const test: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("low", "high").map((value): Condition => ({ field: "priority", op: "is", value })) },
  { weight: 3, arbitrary: fc.constantFrom("gold", "silver").map((value): Condition => ({ field: "fields.tier", op: "is", value })) },
  { weight: 3, arbitrary: fc.constantFrom("new", "pending", "solved").map((value): Condition => ({ field: "status", op: "is", value })) },
  { weight: 3, arbitrary: fc.constantFrom("vip", "late").map((value): Condition => ({ field: "tags", op: "contains", value })) },
  fc.constantFrom("priority", "fields.tier", "tags").map((field): Condition => ({ field, op: "isSet", value: true })),
  fc.constant<Condition>({ field: "commit.opened", op: "is", value: true }),
  fc.constantFrom("priority", "fields.tier", "status").map((field): Condition => ({ field, op: "changed" })),
  fc.constantFrom("new", "pending", "solved").map((value): Condition => ({ field: "status", op: "changedTo", value }))
)
const literal = fc.oneof(
  { weight: 2, arbitrary: test },
  test.map((not): Condition => ({ not }))
)
export const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: fc.array(literal, { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })) },
  { weight: 1, arbitrary: fc.array(literal, { minLength: 1, maxLength: 2 }).map((any): Condition => ({ any })) },
  literal
)

const command: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("low", "high").map((priority) => ({ _tag: "Prioritize", priority })) },
  { weight: 3, arbitrary: fc.constantFrom("gold", "silver", null).map((value) => ({ _tag: "SetField", field: "tier", value })) },
  { weight: 2, arbitrary: fc.constantFrom("new", "pending", "solved").map((status) => ({ _tag: "ChangeStatus", status })) },
  fc.constantFrom("vip", "late").map((tag) => ({ _tag: "Tag", tags: [tag] })),
  fc.constantFrom("vip", "late").map((tag) => ({ _tag: "Untag", tags: [tag] })),
  fc.constant({ _tag: "Note", text: "look" })
)
const then = fc.uniqueArray(command, { minLength: 1, maxLength: 2, selector: (one) => (one as { readonly _tag: string })._tag })

const rule = (id: string) => fc.record({ id: fc.constant(id), phase: fc.constantFrom("route", "route", "notify"), where: condition, then })
export const triggers = fc.tuple(rule("r1"), rule("r2"), rule("r3"), rule("r4"))

const ofTicket = (one: Condition): boolean =>
  "all" in one
    ? one.all.every(ofTicket)
    : "any" in one
      ? one.any.every(ofTicket)
      : "not" in one
        ? ofTicket(one.not)
        : !["changed", "changedTo"].includes(one.op) && one.field !== "commit.opened"
const automation = (id: string) =>
  fc.record({
    id: fc.constant(id),
    where: condition.filter(ofTicket),
    after: fc.constantFrom("1h", "2h"),
    since: fc.constantFrom(null, null, "solvedAt"),
    then
  })
export const automations = fc.tuple(automation("a1"), automation("a2"))

const status = fc.constantFrom("new", "pending", "solved")
const moving = (id: string) =>
  fc.record({
    id: fc.constant(id),
    where: fc.tuple(status, literal.filter(ofTicket)).chain(([value, more]) => {
      const is: Condition = { field: "status", op: "is", value }
      return fc.constantFrom<Condition>(is, is, { all: [is, more] })
    }),
    after: fc.constantFrom("1h", "2h"),
    then: status.map((to) => [{ _tag: "ChangeStatus", status: to }])
  })
/** They move tickets from status to status, often round and round. */
export const movers = fc.tuple(moving("a1"), moving("a2"), moving("a3"))

export const policies = fc.array(fc.tuple(condition.filter(ofTicket), fc.array(fc.constantFrom("low", "high", null), { maxLength: 2 })), {
  minLength: 2,
  maxLength: 4
})

export const strategy = fc.constantFrom<Strategy>("restart", "restart", "singlePass", "stopAtFirst")

export interface Rules {
  readonly triggers?: ReadonlyArray<object>
  readonly automations?: ReadonlyArray<object>
  readonly slaPolicies?: ReadonlyArray<object>
  readonly strategy?: Strategy
}
const base = defineWorkspace({
  name: "Small",
  priorities: ["low", "high"],
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  fields: [{ id: "tier", type: "select", choices: ["gold", "silver"] }]
}).definition

export const world = ({ triggers: some = [], automations: others = [], slaPolicies = [], strategy: how = "restart" }: Rules): Workspace =>
  Result.getOrThrow(
    decodeWorkspace({ ...base, defaultPriority: "low", triggers: some, automations: others, slaPolicies, triggerStrategy: how })
  )

export interface Start {
  readonly now: Facts
  /** `null`: it is opened. */
  readonly before: Facts | null
}

const all: ReadonlyArray<Facts> = fields.reduce<ReadonlyArray<Facts>>(
  (some, field) => some.flatMap((facts) => choices[field].map((value) => ({ ...facts, [field]: value }))),
  [{}]
)
/** Every ticket, as it is opened, left alone, or changed in one thing. */
export const starts: ReadonlyArray<Start> = all.flatMap((facts) => [
  { now: facts, before: null },
  { now: facts, before: facts },
  ...fields.flatMap((field) =>
    choices[field].filter((value) => value !== facts[field]).map((value): Start => ({ now: facts, before: { ...facts, [field]: value } }))
  )
])

export interface Played {
  readonly ticket: Ticket.Ticket
  readonly events: ReadonlyArray<Ticket.Event>
  readonly trace: Trace
}

/** The desk answers a commit that leaves the ticket so. */
export const played = (workspace: Workspace, { now: facts, before }: Start): Played => {
  const ticket = ticketOf(facts, workspace)
  const cause = { at: now, by: "agent:bo", via: "manual", content: { text: "" }, visibility: "public" }
  const begun = { ...cause, _tag: before === null ? "Opened" : "Noted" } as unknown as Ticket.Event
  const draft: Draft = { ticket, sla: Sla.initial, events: [begun] }
  const was = before === null ? undefined : ticketOf({ ...facts, ...before }, workspace)
  const desk = { workspace, tenant: "main", signer: undefined, promises: workspace.promises }
  const subject = { stream: "ticket", version: 1, ticket: was, sla: Sla.initial, memory: Memory.initial }
  const told = automate(desk, subject, draft, { now, id: "c-1", actor: "agent:bo", via: "manual" }, 0)
  return { ticket: draft.ticket!, events: draft.events, trace: told() }
}

export const factsAfter = ({ ticket }: Pick<Played, "ticket">, workspace: Workspace): Facts => factsOf(ticket, workspace)

/** The ticket is left alone and looked at whenever it wants to be, at most so often: what rules did each time. */
export const lived = (workspace: Workspace, facts: Facts, most: number): ReadonlyArray<Ticket.Event[]> => {
  const desk = { workspace, tenant: "main", signer: undefined, promises: workspace.promises }
  const { schedule } = workspace
  let ticket = ticketOf(facts, workspace)
  let memory: Memory.Memory = {
    ...Memory.initial,
    schedule: schedule.version,
    timers: advance(schedule, [], factsOf(ticket, workspace), now)
  }
  const happened: Array<Ticket.Event[]> = []
  let at = now
  for (let wake = wakeAt(memory.timers); wake !== null && happened.length < most; wake = wakeAt(memory.timers)) {
    at = Instant.max(at, wake)
    const subject = { stream: "ticket", version: 1, ticket, sla: Sla.initial, memory }
    const outcome = Result.getOrThrow(
      handle(desk, subject, [], { now: at, id: `tick-${happened.length}`, actor: "system", via: "automatic" })
    )
    ;({ ticket, memory } = outcome)
    happened.push([...outcome.events])
  }
  return happened
}

/** Rules that did something. */
export const actors = ({ events }: Pick<Played, "events">): ReadonlySet<string> =>
  new Set(events.flatMap(({ by }) => (by.startsWith("rule:") ? [by.slice("rule:".length)] : [])))
