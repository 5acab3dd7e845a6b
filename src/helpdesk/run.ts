/** One wish from beginning to end: load, handle, commit; again if somebody else was first. */
import { createHash } from "node:crypto"
import * as Result from "effect/Result"
import type { Facts } from "../condition/Condition.ts"
import { handle, type Outcome, type Subject, unopened } from "../desk/handle.ts"
import * as Memory from "../desk/Memory.ts"
import { replay } from "../desk/replay.ts"
import type { Actor } from "../people/Actor.ts"
import * as Clocks from "../sla/Clocks.ts"
import type * as Storage from "../storage/Storage.ts"
import type { Trace } from "../trigger/Trace.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import { decodeCase, decodeEvent } from "./codec.ts"
import { CommandReused, Contended, StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { isOwnerAway } from "./presence.ts"

export interface Wish {
  readonly ticketId: string
  /** What is asked of the ticket as it is, at the n-th draw of a reference (0 the first). May throw a refusal. */
  readonly commands: (draw: number, subject: Subject | undefined) => ReadonlyArray<Ticket.Command>
  /** What tells one wish from another, where that is not the commands. */
  readonly meaning?: unknown
  /** What the facts were done for: a macro. */
  readonly cause?: string | undefined
  /** How many systems answered each other before this was asked. */
  readonly depth?: number | undefined
  readonly actor: Actor
  readonly via: string
  /** Given by a caller who may ask twice and wants it done once. */
  readonly commandId?: string | undefined
  readonly expectedVersion?: number | undefined
  /** The ticket's promise is to be judged anew. */
  readonly rebind?: boolean | undefined
  /** Keys to be written with it. */
  readonly keys?: ReadonlyArray<Storage.Key> | undefined
  /** Another stream to be written with it; if somebody else wrote to that meanwhile, the wish fails with `StaleVersion`. */
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

export const run = async (house: House, wish: Wish): Promise<Done | KeyHeld> => {
  await house.book.kept()
  const id = wish.commandId ?? house.newId()
  const digest = wish.commandId === undefined ? "" : digestOf(wish)
  if (wish.commandId !== undefined && (await wasDone(house, wish.commandId, digest))) return again(house, wish.ticketId)
  let draw = 0
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const subject = await load(house, wish.ticketId)
    if (wish.expectedVersion !== undefined && wish.expectedVersion !== subject.version)
      throw new StaleVersion({ ticketId: wish.ticketId, expected: wish.expectedVersion, actual: subject.version })
    const { now, outcome } = handled(house, subject, wish, id, draw)
    const { events, ticket, write, keys, effects } = outcome
    const facts = { before: subject.facts, after: write.document.facts }
    const done: Done = {
      ticket,
      version: subject.version + events.length,
      events,
      repeated: false,
      facts,
      suppressed: outcome.suppressed,
      get trace() {
        return outcome.trace
      }
    }
    if (events.length === 0 && !subject.isStale) return done
    const answer = await house.storage.commit(house.tenant, {
      command: { id, digest },
      at: now,
      streams: wish.beside === undefined ? [write] : [write, wish.beside],
      keys: [...keys, ...(wish.keys ?? []), ...(wish.commandId === undefined ? [] : commandKeys(id, digest, wish.ticketId))],
      effects
    })
    switch (answer._tag) {
      case "Committed":
        return done
      case "Repeated":
        return again(house, wish.ticketId)
      case "CommandReused":
        throw new CommandReused({ commandId: id })
      case "KeyTaken":
        if (!answer.key.startsWith("reference:")) return { keyHeld: answer.key, stream: answer.stream }
        draw++
        break
      case "Conflict":
        if (answer.stream !== wish.ticketId)
          throw new StaleVersion({ ticketId: answer.stream, expected: answer.expected, actual: answer.actual })
        break
    }
  }
  throw new Contended({ ticketId: wish.ticketId, attempts: ATTEMPTS })
}

/** What the desk answers to a wish, before anything is committed. @throws its refusal. */
export const handled = (house: House, subject: Subject, wish: Wish, id: string, draw = 0) => {
  const { actor, via, cause, depth, rebind } = wish
  const now = Instant.max(Instant.make(house.now()), subject.ticket?.updatedAt ?? Instant.make(0))
  const answer = handle(house, subject, wish.commands(draw, subject), {
    now,
    id,
    actor,
    via,
    rebind: rebind === true,
    ...(cause === undefined ? {} : { cause }),
    ...(depth === undefined ? {} : { depth })
  })
  if (Result.isSuccess(answer)) return { now, outcome: answer.success }
  throw subject.ticket === undefined && answer.failure._tag === "TicketNotFound"
    ? new Ticket.TicketNotFound({ ticketId: wish.ticketId })
    : answer.failure
}

/** A ticket as it was loaded. `isStale`: its document was written by other rules than those of today. */
export interface Loaded extends Subject {
  readonly facts: Facts | null
  readonly isStale: boolean
}

/** The ticket as the store has it now, and every version that its promises name. */
export const load = async (house: House, ticketId: string): Promise<Loaded> => {
  const { workspace } = house
  const { found } = await house.storage.find(house.tenant, { kind: "ticket", streams: [ticketId], order: [], limit: 1 })
  const record = found[0]
  if (record === undefined) return { ...unopened(ticketId), facts: null, isStale: false }
  const { version, document } = record
  const { facts } = document
  const known = decodeCase(document.body)
  const memory = known?.memory ?? Memory.initial
  const isCounted = known?.clocks?.version != null || workspace.slaPolicies.length === 0
  if (known !== undefined && isCounted && memory.schedule === workspace.schedule.version) {
    const clocks = known.clocks ?? Clocks.initial.clocks
    await house.book.recall(clocks)
    const ownerAway = await isOwnerAway(house, known.ticket)
    return { stream: ticketId, version, ticket: known.ticket, sla: { past: [], clocks }, memory, ownerAway, facts, isStale: false }
  }
  // Nothing was counted yet, or not by the rules of today: clocks and timers start where they would have started.
  const isStale = memory.schedule !== workspace.schedule.version
  const again = await replayed(house, await history(house, ticketId))
  return { stream: ticketId, version, facts, isStale, ...again, ownerAway: await isOwnerAway(house, again.ticket) }
}

/** The same, of a ticket that is there. @throws {TicketNotFound} */
export const existing = async (house: House, ticketId: string) => {
  const { ticket, facts, ...loaded } = await load(house, ticketId)
  if (ticket === undefined || facts === null) throw new Ticket.TicketNotFound({ ticketId })
  return { ...loaded, ticket, facts }
}

/** The ticket of a record that was found; read anew, where it was written by another version of this library. */
export const ticketOf = async (house: House, { stream, document }: Storage.Found): Promise<Ticket.Ticket> =>
  decodeCase(document.body)?.ticket ?? (await existing(house, stream)).ticket

/** A ticket from its events, with every version that they name. */
export const replayed = async (house: House, events: ReadonlyArray<Ticket.Event>): Promise<Pick<Subject, "ticket" | "sla" | "memory">> => {
  await house.book.recallAll(events)
  return replay(house, events)
}

const PAGE = 1000

/** Every event of a ticket, in order. */
export const history = async (house: House, ticketId: string): Promise<ReadonlyArray<Ticket.Event>> => {
  const events: Array<Ticket.Event> = []
  for (;;) {
    const page = await house.storage.read(house.tenant, ticketId, events.length + 1, PAGE)
    for (const body of page) events.push(decodeEvent(ticketId, events.length + 1, body))
    if (page.length < PAGE) return events
  }
}

const again = async (house: House, ticketId: string): Promise<Done> => {
  const { ticket, version, facts } = await existing(house, ticketId)
  return { ticket, version, events: [], repeated: true, trace: [], suppressed: [], facts: { before: facts, after: facts } }
}

const digestOf = (wish: Wish): string =>
  createHash("sha256")
    .update(JSON.stringify([wish.ticketId, wish.actor, wish.meaning ?? wish.commands(0, undefined)]))
    .digest("hex")
    .slice(0, 32)

const commandKeys = (id: string, digest: string, stream: string): ReadonlyArray<Storage.Key> => [
  { key: `command:${id}`, stream, exclusive: false },
  { key: `command:${id}:${digest}`, stream, exclusive: false }
]

/** A repeated wish is told by its keys, before the ticket, which it has changed, can refuse it. */
const wasDone = async (house: House, id: string, digest: string): Promise<boolean> => {
  const [first, second] = commandKeys(id, digest, "")
  const known = await house.storage.lookup(house.tenant, [first!.key, second!.key])
  if (known.length === 1) throw new CommandReused({ commandId: id })
  return known.length === 2
}
