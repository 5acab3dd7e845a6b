/** One wish over one ticket or several, from beginning to end: load, handle, commit all or nothing; again if somebody else was first. */
import * as Result from "effect/Result"
import type { Facts } from "../condition/Condition.ts"
import type { Matter } from "../permission/can.ts"
import { handle, type Outcome } from "../desk/handle.ts"
import * as Canonical from "../text/Canonical.ts"
import type { Actor } from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import type { Trace } from "../trigger/Trace.ts"
import { CommandReused, Contended, StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import type { Loaded } from "./load.ts"
import { judgedBy } from "./judgedBy.ts"
import { managerFor } from "./manager.ts"
import { neighboursFor } from "./neighbours.ts"
import { surveyedBefore } from "./surveyedBefore.ts"

/** What is asked of one ticket. */
export interface Part {
  readonly subject: Loaded
  readonly commands: ReadonlyArray<Ticket.Command>
  /** What the facts are done for: a macro. */
  readonly cause?: string | undefined
  /** The ticket's promise is to be judged anew. */
  readonly rebind?: boolean | undefined
  /** The ticket by which it is judged who may, where that is not this one or the one that answers for it. */
  readonly answering?: Matter | undefined
  /** Keys to be written with it. */
  readonly keys?: ReadonlyArray<Storage.Key> | undefined
}

/** All that is to happen at once. */
export interface Plan {
  /** Each ticket once. */
  readonly parts: ReadonlyArray<Part>
  /** Streams to be written beside; where somebody else wrote to one of them meanwhile, all is planned anew. */
  readonly beside?: ReadonlyArray<Storage.StreamWrite>
}

export interface Doer {
  readonly actor: Actor
  readonly via: string
  /** How many systems answered each other before this was asked. */
  readonly depth?: number | undefined
  /** Mail or a channel brought it, and has judged who speaks. */
  readonly brought?: boolean | undefined
}

export interface Joint extends Doer {
  /** The ticket that a refusal names. */
  readonly ticketId: string
  /** Given by a caller who may ask twice and wants it done once. `digest`: what tells one wish from another. */
  readonly command?: { readonly id: string; readonly digest: string } | undefined
  /** What is to be done with the tickets as they are, at the n-th draw of a reference (0 the first). May throw a refusal. */
  readonly plan: (draw: number) => Promise<Plan>
  /** The same, but where somebody else wrote to it meanwhile the wish fails with `StaleVersion`. */
  readonly beside?: Storage.StreamWrite | undefined
}

export interface Done {
  readonly ticket: Ticket.Ticket
  /** How many events the ticket has. */
  readonly version: number
  /** What happened; nothing, when the wish changed nothing or was granted before. */
  readonly events: ReadonlyArray<Ticket.Event>
  readonly repeated: boolean
  /** What became of every trigger of the workspace, worked out when it is read; empty when nothing happened that they could answer. */
  readonly trace: Trace
  /** What rules asked to have sent, and nobody gets: to whom, and why not. */
  readonly suppressed: Outcome["suppressed"]
  /** What conditions could read of the ticket before and after: to tell which views it entered. `null`: it was not there. */
  readonly facts: { readonly before: Facts | null; readonly after: Facts }
}

/** Another stream holds a key that this wish needed for itself. */
export interface KeyHeld {
  readonly keyHeld: string
  readonly stream: string
}

const ATTEMPTS = 20

/** What became of each part; `null`: all of it was granted before. */
export const together = async (house: House, joint: Joint): Promise<ReadonlyArray<Done> | KeyHeld | null> => {
  await house.book.kept()
  const { command } = joint
  if (command !== undefined && (await wasDone(house, command))) return null
  const id = command?.id ?? house.newId()
  let draw = 0
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { parts, beside = [] } = await joint.plan(draw)
    const handled = await Promise.all(
      parts.map((part, i) => handledPart(house, part, joint, i === 0 ? id : Canonical.version([id, part.subject.stream])))
    )
    const writing = handled.filter(({ outcome }, i) => outcome.events.length > 0 || parts[i]!.subject.isStale)
    const done = parts.map(({ subject }, i) => doneOf(subject, handled[i]!.outcome))
    if (writing.length === 0) return done
    const answer = await house.storage.commit(house.tenant, {
      command: { id, digest: command?.digest ?? "" },
      at: Math.max(...writing.map(({ now }) => now)),
      streams: [...writing.map(({ outcome }) => outcome.write), ...beside, ...(joint.beside === undefined ? [] : [joint.beside])],
      keys: [
        ...writing.flatMap(({ outcome }) => outcome.keys),
        ...parts.flatMap(({ keys }) => keys ?? []),
        ...(command === undefined ? [] : commandKeys(command, joint.ticketId))
      ],
      effects: writing.flatMap(({ outcome }) => outcome.effects)
    })
    switch (answer._tag) {
      case "Committed":
        return done
      case "Repeated":
        return null
      case "CommandReused":
        throw new CommandReused({ commandId: id })
      case "KeyTaken":
        if (!answer.key.startsWith("reference:")) return { keyHeld: answer.key, stream: answer.stream }
        draw++
        break
      case "Conflict":
        if (answer.stream === joint.beside?.stream)
          throw new StaleVersion({ ticketId: answer.stream, expected: answer.expected, actual: answer.actual })
        break
    }
  }
  throw new Contended({ ticketId: joint.ticketId, attempts: ATTEMPTS })
}

/** What the desk answers to what is asked of one ticket, before anything is committed. @throws its refusal. */
export const handledPart = async (house: House, part: Part, doer: Doer, id: string) => {
  const { actor, via, depth, brought } = doer
  const { subject, commands, cause, rebind } = part
  const [manager, neighbours, judged] = await Promise.all([
    managerFor(house, part),
    neighboursFor(house, subject.ticket),
    judgedBy(house, part, doer)
  ])
  const now = Instant.max(Instant.make(house.now()), subject.ticket?.updatedAt ?? Instant.make(0))
  const surveyedAt = await surveyedBefore(house, subject.ticket, now)
  const answer = handle(house, subject, commands, {
    now,
    id,
    actor,
    via,
    rebind: rebind === true,
    brought: brought === true,
    ...judged,
    ...(house.outlets === undefined ? {} : { outlets: house.outlets }),
    ...(manager === null ? {} : { manager }),
    ...(neighbours.length === 0 ? {} : { neighbours }),
    ...(cause === undefined ? {} : { cause }),
    ...(depth === undefined ? {} : { depth }),
    ...(surveyedAt === undefined ? {} : { surveyedAt })
  })
  if (Result.isSuccess(answer)) return { now, outcome: answer.success }
  throw subject.ticket === undefined && answer.failure._tag === "TicketNotFound"
    ? new Ticket.TicketNotFound({ ticketId: subject.stream })
    : answer.failure
}

const doneOf = (subject: Loaded, outcome: Outcome): Done => ({
  ticket: outcome.ticket,
  version: subject.version + outcome.events.length,
  events: outcome.events,
  repeated: false,
  facts: { before: subject.facts, after: outcome.write.document.facts },
  suppressed: outcome.suppressed,
  get trace() {
    return outcome.trace
  }
})

const commandKeys = ({ id, digest }: NonNullable<Joint["command"]>, stream: string): ReadonlyArray<Storage.Key> => [
  { key: `command:${id}`, stream, exclusive: false },
  { key: `command:${id}:${digest}`, stream, exclusive: false }
]

/** A repeated wish is told by its keys, before the ticket, which it has changed, can refuse it. */
const wasDone = async (house: House, command: NonNullable<Joint["command"]>): Promise<boolean> => {
  const [first, second] = commandKeys(command, "")
  const known = await house.storage.lookup(house.tenant, [first!.key, second!.key])
  if (known.length === 1) throw new CommandReused({ commandId: command.id })
  return known.length === 2
}
