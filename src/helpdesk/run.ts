/** One wish from beginning to end: load, handle, commit; again if somebody else was first. */
import { createHash } from "node:crypto"
import * as Result from "effect/Result"
import { handle, type Subject } from "../desk/handle.ts"
import type { Actor } from "../people/Actor.ts"
import * as Clocks from "../sla/Clocks.ts"
import type * as Storage from "../storage/Storage.ts"
import type { Trace } from "../trigger/Trace.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import { decodeCase, decodeEvent } from "./codec.ts"
import { CommandReused, Contended, StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"

export interface Wish {
  readonly ticketId: string
  /** What is asked for, at the n-th draw of a reference (0 the first). */
  readonly commands: (draw: number) => ReadonlyArray<Ticket.Command>
  readonly actor: Actor
  readonly via: string
  /** Given by a caller who may ask twice and wants it done once. */
  readonly commandId?: string | undefined
  readonly expectedVersion?: number | undefined
  /** The ticket's promise is to be judged anew. */
  readonly rebind?: boolean | undefined
  /** Keys to be written with it. */
  readonly keys?: ReadonlyArray<Storage.Key> | undefined
}

export interface Done {
  readonly ticket: Ticket.Ticket
  /** How many events the ticket has. */
  readonly version: number
  /** What happened; nothing, when the wish changed nothing or was granted before. */
  readonly events: ReadonlyArray<Ticket.Event>
  readonly repeated: boolean
  /** What became of every trigger of the workspace; empty when nothing happened that they could answer. */
  readonly trace: Trace
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
    const now = Instant.max(Instant.make(house.now()), subject.ticket?.updatedAt ?? Instant.make(0))
    const handled = handle(house, subject, wish.commands(draw), { now, id, actor: wish.actor, via: wish.via, rebind: wish.rebind === true })
    if (Result.isFailure(handled))
      throw subject.ticket === undefined && handled.failure._tag === "TicketNotFound"
        ? new Ticket.TicketNotFound({ ticketId: wish.ticketId })
        : handled.failure
    const { events, ticket, write, keys, effects, trace } = handled.success
    if (events.length === 0) return { ticket, version: subject.version, events, repeated: false, trace }
    const answer = await house.storage.commit(house.tenant, {
      command: { id, digest },
      at: now,
      streams: [write],
      keys: [...keys, ...(wish.keys ?? []), ...(wish.commandId === undefined ? [] : commandKeys(id, digest, wish.ticketId))],
      effects
    })
    switch (answer._tag) {
      case "Committed":
        return { ticket, version: subject.version + events.length, events, repeated: false, trace }
      case "Repeated":
        return again(house, wish.ticketId)
      case "CommandReused":
        throw new CommandReused({ commandId: id })
      case "KeyTaken":
        if (!answer.key.startsWith("reference:")) return { keyHeld: answer.key, stream: answer.stream }
        draw++
        break
      case "Conflict":
        break
    }
  }
  throw new Contended({ ticketId: wish.ticketId, attempts: ATTEMPTS })
}

/** The ticket as the store has it now, and every version that its promises name. */
export const load = async (house: House, ticketId: string): Promise<Subject> => {
  const { found } = await house.storage.find(house.tenant, { kind: "ticket", streams: [ticketId], order: [], limit: 1 })
  const record = found[0]
  if (record === undefined) return { stream: ticketId, version: 0, ticket: undefined, sla: Clocks.initial }
  const { version, document } = record
  const known = decodeCase(document.body)
  if (known !== undefined && (known.clocks?.version != null || house.workspace.slaPolicies.length === 0)) {
    const clocks = known.clocks ?? Clocks.initial.clocks
    await house.book.recall(clocks)
    return { stream: ticketId, version, ticket: known.ticket, sla: { past: [], clocks } }
  }
  // Nothing was counted yet, and something may be promised now: clocks start where they would have started.
  return { stream: ticketId, version, ...(await replay(house, await history(house, ticketId))) }
}

/** A ticket and its clocks, from its events alone. */
export const replay = async (house: House, events: ReadonlyArray<Ticket.Event>): Promise<Pick<Subject, "ticket" | "sla">> => {
  await house.book.recallAll(events)
  let ticket: Ticket.State
  let sla = Clocks.initial
  for (const event of events) {
    const after = Ticket.evolve(ticket, event)
    if (after !== undefined) sla = Clocks.advance(sla, ticket, event, after, house.promises)
    ticket = after
  }
  return { ticket, sla }
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
  const { ticket, version } = await load(house, ticketId)
  if (ticket === undefined) throw new Ticket.TicketNotFound({ ticketId })
  return { ticket, version, events: [], repeated: true, trace: [] }
}

const digestOf = (wish: Wish): string =>
  createHash("sha256")
    .update(JSON.stringify([wish.ticketId, wish.actor, wish.commands(0)]))
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
