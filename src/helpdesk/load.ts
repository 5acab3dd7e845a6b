/** Tickets as the store has them now. */
import type { Facts } from "../condition/Condition.ts"
import { referenceKey, type Subject, unopened } from "../desk/handle.ts"
import * as Memory from "../desk/Memory.ts"
import { replay } from "../desk/replay.ts"
import * as Clocks from "../sla/Clocks.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import { decodeCase, decodeEvent } from "./codec.ts"
import type { House } from "./House.ts"
import { isOwnerAway } from "./presence.ts"

/** A ticket as it was loaded. `isStale`: its document was written by other rules than those of today. */
export interface Loaded extends Subject {
  readonly facts: Facts | null
  readonly isStale: boolean
}

/** The ticket as the store has it now, and every version that its promises name. */
export const load = async (house: House, ticketId: string): Promise<Loaded> => {
  const { workspace } = house
  const record = await recordOf(house, ticketId)
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
    return { stream: ticketId, version, ticket: known.ticket, sla: { past: null, clocks }, memory, ownerAway, facts, isStale: false }
  }
  // Nothing was counted yet, or not by the rules of today: clocks and timers start where they would have started.
  const isStale = memory.schedule !== workspace.schedule.version
  const again = await replayed(house, await history(house, ticketId))
  return { stream: ticketId, version, facts, isStale, ...again, ownerAway: await isOwnerAway(house, again.ticket) }
}

/** In its place, or where it lies aside. */
export const recordOf = async ({ storage, tenant }: House, ticketId: string): Promise<Storage.Found | undefined> => {
  const asked = { streams: [ticketId], order: [], limit: 1 } as const
  const { found } = await storage.find(tenant, { kind: "ticket", ...asked })
  return found[0] ?? (await storage.find(tenant, { kind: "removed", ...asked })).found[0]
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

/** Every event of a ticket, in order, without what was purged. */
export const history = async (house: House, ticketId: string): Promise<ReadonlyArray<Ticket.Event>> =>
  Ticket.withoutPurged(await written(house, ticketId))

/** The same as another ticket may have part in it: only the words of messages that were purged are gone. */
export const strandOf = async (house: House, ticketId: string): Promise<ReadonlyArray<Ticket.Event>> =>
  Ticket.withoutMessages(await written(house, ticketId))

const written = async (house: House, ticketId: string): Promise<ReadonlyArray<Ticket.Event>> => {
  const events: Array<Ticket.Event> = []
  for (;;) {
    const page = await house.storage.read(house.tenant, ticketId, events.length + 1, PAGE)
    for (const body of page) events.push(decodeEvent(ticketId, events.length + 1, body))
    if (page.length < PAGE) return events
  }
}

/** By id, or by the reference that people say on the phone. */
export const streamOf = async (house: House, ticket: string): Promise<string> => {
  const reference = Ticket.Reference.parse(ticket)
  const held = reference === undefined ? [] : await house.storage.lookup(house.tenant, [referenceKey(reference)])
  return held[0]?.stream ?? ticket
}

/**
 * The events of every ticket whose messages are part of a conversation, itself left out. What lies in a ticket that was purged
 * and belongs to one that was not is that one's still; `isPurged`: this one was, by now.
 */
export const strandsOf = async (
  house: House,
  ticket: Ticket.Ticket,
  isPurged = Ticket.isPurged(ticket)
): Promise<ReadonlyArray<Ticket.Conversation.Strand>> => {
  const streams = (ticket.edges?.conversation ?? []).map(({ stream }) => stream).filter((stream) => stream !== ticket.id)
  const left = isPurged ? Ticket.skeletons : <E>(events: E): E => events
  return Promise.all(streams.map(async (stream) => ({ stream, events: left(await strandOf(house, stream)) })))
}
