/**
 * The whole desk as one pure function: what was asked of a ticket becomes what is to be committed, or a refusal.
 * A dry run is this same function without the commit.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { wakeAt as timersWakeAt } from "../automation/Timer.ts"
import { announce, type Announced } from "../mail/announce.ts"
import type { Outlets } from "../mail/announce/dispatches.ts"
import * as Actor from "../people/Actor.ts"
import type { Signer } from "../mail/Ports.ts"
import type { Matter } from "../permission/can.ts"
import type { Person } from "../permission/reach.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Clocks from "../sla/Clocks.ts"
import * as Deadline from "../sla/Deadline.ts"
import type { Promises } from "../sla/Promises.ts"
import * as Ticket from "../ticket/index.ts"
import { limits } from "../ticket/limits.ts"
import type { Trace } from "../trigger/Trace.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Instant } from "../time/Instant.ts"
import { AUTOMATIC, automate } from "./automate.ts"
import { runDue, timersAfter } from "./automations.ts"
import { effectsOf, type Following, following } from "./consequences.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOf } from "./facts.ts"
import { giveBack } from "./giveBack.ts"
import type { Acting } from "./hindered.ts"
import * as Memory from "./Memory.ts"
import { denial, denialOfNew } from "./permit.ts"
import { notices, wakeAt } from "./promise.ts"
import { noticeRatings, reviewRatings } from "./ratings.ts"
import { wordsOf } from "./words.ts"

/** The ticket speaks of things that this workspace does not have: it was made under another definition. */
export class WrongWorkspace extends Schema.TaggedError<WrongWorkspace>()("WrongWorkspace", {
  ticketId: Schema.String,
  workspace: Schema.String,
  problems: Schema.Array(Schema.String)
}) {
  override readonly message = `ticket ${this.ticketId} does not belong to workspace "${this.workspace}": ${this.problems.join("; ")}`
}

export type Refusal = Ticket.Refusal | WrongWorkspace

/** A ticket as the store has it; `version` 0 and no ticket before it is opened. */
export interface Subject {
  readonly stream: string
  readonly version: number
  readonly ticket: Ticket.Ticket | undefined
  /** Its clocks; `Clocks.initial` before it is opened. */
  readonly sla: Clocks.State
  /** What rules remember of it; `Memory.initial` before it is opened. */
  readonly memory: Memory.Memory
  /** Whether its assignee is not there; asked of a finished ticket alone. */
  readonly ownerAway?: boolean
}

/** A ticket that is yet to be opened. */
export const unopened = (stream: string): Subject => ({
  stream,
  version: 0,
  ticket: undefined,
  sla: Clocks.initial,
  memory: Memory.initial
})

export interface Desk {
  readonly workspace: Workspace
  readonly tenant: string
  /** `undefined`: this desk writes no mail. */
  readonly signer: Signer | undefined
  /** The channels that answers leave by; none, where it is left out. */
  readonly outlets?: Outlets
  /** Every policy and calendar that any of its tickets was promised by; the workspace's own are among them. */
  readonly promises: Promises
}

export interface Outcome {
  readonly events: ReadonlyArray<Ticket.Event>
  readonly ticket: Ticket.Ticket
  readonly clocks: Clocks.Clocks
  readonly memory: Memory.Memory
  readonly write: Storage.StreamWrite
  readonly keys: ReadonlyArray<Storage.Key>
  readonly effects: ReadonlyArray<Storage.Effect>
  /** What rules asked to have sent, and nobody gets. */
  readonly suppressed: Announced["suppressed"]
  /** What became of every trigger, worked out when it is read; empty where nothing happened that they could answer. */
  readonly trace: Trace
}

/**
 * Who asks and when. `rebind`: the ticket's promise is to be judged anew. `depth`: how many systems answered each other
 * before this was asked; 0 where a person asks. `surveyedAt`: when the requester was asked for a rating before the one that
 * is due now.
 */
export interface Asked extends Omit<Ticket.Context, "vocabulary"> {
  readonly rebind?: boolean
  readonly depth?: number
  readonly surveyedAt?: Instant
  /** What is known of a requester who asks, besides their id. */
  readonly person?: Person
  /** The ticket by which it is judged who may: of one that was merged, the one that answers for it. */
  readonly answering?: Matter
  /** Mail or a channel brought it, and has judged who speaks. */
  readonly brought?: boolean
}

/**
 * Several commands are one wish: all are granted and committed together, or none. No commands: only what the clocks have to
 * say is written down. No events: nothing to commit.
 */
export const handle = (
  desk: Desk,
  subject: Subject,
  commands: ReadonlyArray<Ticket.Command>,
  context: Asked
): Result.Result<Outcome, Refusal> => {
  const { workspace, promises } = desk
  const no =
    unknownActor(context, workspace) ??
    denial(desk, subject, commands, context) ??
    (subject.ticket === undefined ? undefined : foreign(subject.ticket, workspace))
  if (no !== undefined) return Result.fail(no)
  const draft: Draft = { ticket: subject.ticket, sla: subject.sla, events: [] }
  const asked: Acting = { ...context, vocabulary: workspace }
  const own: Acting = { ...asked, actor: "system", via: AUTOMATIC }
  // Before the clocks: an approval that ended sets them going again, from then on.
  if (draft.ticket?.approvals !== undefined) does(draft, [{ _tag: "ReviewApprovals" }], own, promises)
  if (draft.ticket?.activities !== undefined) does(draft, [{ _tag: "Remind" }], own, promises)
  if (draft.ticket?.snoozed !== undefined) does(draft, [{ _tag: "WakeUp" }], own, promises)
  if (draft.ticket?.ratings !== undefined) noticeRatings(desk, draft, own, context.surveyedAt)
  does(draft, notices(draft.sla.clocks, context.now, promises), own, promises)
  const noticed = draft.events.length
  const timers = runDue(desk, subject.memory, draft, own)
  const refusal = does(draft, commands, asked, promises)
  if (refusal !== undefined) return Result.fail(refusal)
  if (draft.ticket === undefined) return Result.fail(new Ticket.TicketNotFound({ ticketId: subject.stream }))
  const denied = subject.ticket === undefined ? denialOfNew(desk, { ...subject, ...draft }, commands, context) : undefined
  if (denied !== undefined) return Result.fail(denied)
  if (subject.ownerAway === true) giveBack(desk, subject.ticket, draft, own, context.actor)
  const isIdle = draft.events.length === 0 && context.rebind !== true
  const told = isIdle ? () => [] : automate(desk, subject, draft, context, noticed)
  if (!isIdle) reviewRatings(desk, subject.ticket, draft, own)
  const memory = remembered(desk, subject.ticket, { ...subject.memory, timers }, draft, context.now)
  const depth = (context.depth ?? 0) + 1
  const commit = { before: subject.ticket, after: draft.ticket, events: draft.events, context: asked }
  const follows = following(commit)
  const isTooDeep = depth > limits.depth
  if (isTooDeep) suppress(draft, follows, own, promises)
  const effects = isTooDeep ? [] : effectsOf(follows, commit, depth)
  return Result.succeed(outcomeOf(desk, subject, draft, draft.ticket, memory, told, depth, effects))
}

/** That nothing follows for others any more, where something would have, is a fact like others. */
const suppress = (draft: Draft, follows: ReadonlyArray<Following>, own: Acting, promises: Promises): void => {
  const rules = [...new Set(follows.map(({ type }) => type.id))]
  if (rules.length > 0) does(draft, [{ _tag: "SuppressRules", rules, reason: "depth" }], own, promises)
}

/** What rules remember after the commit. */
const remembered = (
  desk: Desk,
  before: Ticket.State,
  { owed, timers, mailed }: Memory.Memory,
  draft: Draft,
  now: Instant
): Memory.Memory => {
  const { schedule } = desk.workspace
  return {
    ...(Ticket.isPurged(draft.ticket) ? {} : Memory.mailed(mailed, draft.events)),
    owed: Memory.spend(owed, draft.events),
    schedule: schedule.version,
    timers: timersAfter(desk, timers, before, draft, now)
  }
}

const outcomeOf = (
  desk: Desk,
  subject: Subject,
  { events, sla: { clocks } }: Draft,
  ticket: Ticket.Ticket,
  memory: Memory.Memory,
  told: () => Trace,
  depth: number,
  following: ReadonlyArray<Storage.Effect>
): Outcome => {
  const { effects, suppressed } = announce({ ...desk, before: subject.ticket, after: ticket, events, rate: subject.memory.mailed, depth })
  return {
    get trace() {
      return told()
    },
    events,
    ticket,
    clocks,
    memory,
    write: {
      stream: subject.stream,
      expected: subject.version,
      events: json(events),
      document: documentOf(desk, ticket, clocks, memory),
      words: wordsOf(events)
    },
    keys: ownKeys(events, subject.stream),
    effects: following.length === 0 ? effects : [...effects, ...following],
    suppressed
  }
}

/** The ticket as stores keep it beside its events: a cache, which rebuilding gives again. */
export const documentOf = (
  { workspace, promises }: Pick<Desk, "workspace" | "promises">,
  ticket: Ticket.Ticket,
  clocks: Clocks.Clocks = Clocks.initial.clocks,
  memory: Memory.Memory = Memory.initial
): Storage.Document => {
  const isEmpty = clocks.version === null && clocks.due === null
  const own = { ticket, clocks: isEmpty ? null : clocks }
  return {
    kind: Ticket.isRemoved(ticket) ? "removed" : "ticket",
    body: json(Memory.isEmpty(memory) ? own : { ...own, memory }),
    facts: factsOf(ticket, workspace, isEmpty ? null : (Deadline.next(clocks, promises) ?? null)),
    wakeAt: Ticket.isRemoved(ticket)
      ? Ticket.Removal.wakeAt(ticket)
      : earliest(
          earliest(earliest(Ticket.Approvals.wakeAt(ticket), Ticket.Activity.wakeAt(ticket)), Ticket.Snoozing.wakeAt(ticket)),
          earliest(earliest(isEmpty ? null : wakeAt(clocks, promises), timersWakeAt(memory.timers)), Ticket.Rating.wakeAt(ticket))
        )
  }
}

const earliest = (a: Instant | null, b: Instant | null): Instant | null => (a === null ? b : b === null || a <= b ? a : b)

/** Every value of the domain is plain JSON; TypeScript wants to hear it of named types. */
const json = (value: object): never => value as never

/** The key by which a reference leads to its ticket. */
export const referenceKey = (reference: string): string => `reference:${reference}`

const ownKeys = ([first]: ReadonlyArray<Ticket.Event>, stream: string): ReadonlyArray<Storage.Key> =>
  first?._tag === "Opened" || first?._tag === "Begun" ? [{ key: referenceKey(first.reference), stream, exclusive: true }] : []

/** Whoever speaks as an agent is one of the workspace's, and came by a channel that it has. */
const unknownActor = (
  { actor, via }: Pick<Ticket.Context, "actor" | "via">,
  { agents, channels }: Workspace
): Ticket.UnknownWord | undefined => {
  if (Actor.isAgent(actor) && !agents.has(Actor.idOf(actor)))
    return new Ticket.UnknownWord({ what: "agent", word: Actor.idOf(actor), known: [...agents.keys()] })
  return channels.has(via) ? undefined : new Ticket.UnknownWord({ what: "channel", word: via, known: [...channels.keys()] })
}

const foreign = (ticket: Ticket.Ticket, workspace: Workspace): WrongWorkspace | undefined => {
  if (workspace.statuses.has(ticket.status) && workspace.departments.has(ticket.department) && workspace.brands.has(ticket.brand))
    return undefined
  const problems = [
    !workspace.statuses.has(ticket.status) && `no status "${ticket.status}"`,
    !workspace.departments.has(ticket.department) && `no department "${ticket.department}"`,
    !workspace.brands.has(ticket.brand) && `no brand "${ticket.brand}"`
  ].filter((problem) => problem !== false)
  return new WrongWorkspace({ ticketId: ticket.id, workspace: workspace.name, problems })
}
