/** Tickets that lie aside are purged, at once or when their time is over: of what people said and were, only that there was something stays. */
import type { Step } from "../desk/merging/Wish.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import { WHY } from "../mail/announce/erasures.ts"
import { erasePurged } from "./erasePurged.ts"
import type { House } from "./House.ts"
import { existing, type Loaded, strandOf, streamOf } from "./load.ts"
import { jointly } from "./merging.ts"
import type { Doer } from "./perform.ts"
import { partsOf } from "./removal.ts"
import { again } from "./run.ts"
import type { Done } from "./together.ts"

/** With all that were merged into it, in one commit. What other tickets show of their words stays. @throws {NotRemoved | TicketMerged} */
export const purge = async (house: House, ticketId: string, doer: Doer): Promise<Done> => {
  const stream = await streamOf(house, ticketId)
  const done = await jointly(house, stream, doer, { purge: stream }, () => planOf(house, stream), undefined)
  // Nothing shows it from here on. What follows takes it out of the store as well, and is asked for in the outbox too.
  for (const { ticket } of done) await erasePurged(house, ticket.id, { actor: doer.actor, via: doer.via, why: WHY })
  return done[0] ?? again(house, stream)
}

/** How many facts followed, where the time of a ticket is over. */
export const purgeDue = async (house: House, ticketId: string): Promise<number> => {
  const { ticket } = await existing(house, ticketId)
  const at = Ticket.Removal.wakeAt(ticket)
  if (at === null || at > house.now()) return 0
  return (await purge(house, ticketId, { actor: Actor.system, via: "automatic" })).events.length
}

const planOf = async (house: House, stream: string): Promise<ReadonlyArray<Step<Loaded>>> => {
  const parts = await partsOf(house, stream)
  const [{ ticket }] = parts
  if (ticket.removed?.along !== undefined)
    throw new Ticket.TicketMerged({ ticketId: stream, survivor: ticket.removed.along, command: "Purge" })
  if (ticket.removed === undefined) throw new Ticket.NotRemoved({ ticketId: stream, as: "removed" })
  const { conversation } = Ticket.edgesOf(ticket)
  const own = await Promise.all(
    parts.map(async (subject): Promise<Step<Loaded>> => {
      const spared = (await saidIn(house, subject.stream)).filter((one) => !Ticket.Pieces.has(conversation, one))
      return { subject, commands: [{ _tag: "Purge", spared: spared.map(({ message }) => message) }] }
    })
  )
  if (ticket.removed.purgedAt !== undefined) return own
  const elsewhere = conversation.map((piece) => piece.stream).filter((one) => parts.every((part) => part.stream !== one))
  const others = await Promise.all(
    elsewhere.map(async (one): Promise<Step<Loaded>> => {
      const messages = (await saidIn(house, one)).filter((said) => Ticket.Pieces.has(conversation, said)).map(({ message }) => message)
      return {
        subject: await existing(house, one),
        commands: [{ _tag: "PurgeMessages", of: stream, reference: ticket.reference, messages }]
      }
    })
  )
  return [...own, ...others]
}

const saidIn = async (house: House, stream: string): Promise<ReadonlyArray<Ticket.Pieces.Said>> =>
  (await strandOf(house, stream)).filter(Ticket.Conversation.isSaid).map(({ messageId }) => ({ stream, message: messageId }))
