/** Messages that leave a ticket: for one of their own, or for another that is there. */
import {
  authorOf,
  type Choice,
  chosen,
  type Details,
  rethread as rethreading,
  split as splitting,
  unsplittable
} from "../desk/merging/split.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import type { RequesterInput } from "./inputs.ts"
import { existing, history, load, strandsOf, streamOf } from "./load.ts"
import { granted, jointly, merge, type Merged } from "./merging.ts"
import type { Doer } from "./perform.ts"
import { again } from "./run.ts"
import type { Done } from "./together.ts"
import { requesterOf } from "./wishes.ts"

export type Splitting = Choice & {
  /** What the new ticket is like; its subject, department and brand are the old one's, where nothing is said. */
  readonly details?: Details | undefined
  /** The author of its first message, where nobody is named. */
  readonly requester?: RequesterInput | undefined
  /** When its promises begin to count: with its first message, or with the split. `message`, where nothing is said. */
  readonly counts?: "message" | "split" | undefined
}

/** The new ticket, and the one that its messages came from. */
export interface Split {
  readonly done: Done
  readonly from: Done
}

/** Everything that is said in a ticket, for the desk. */
export const conversation = async (house: House, ticket: string): Promise<ReadonlyArray<Ticket.Conversation.Message>> =>
  messagesOf(house, (await existing(house, await streamOf(house, ticket))).ticket)

export const messagesOf = async (house: House, ticket: Ticket.Ticket): Promise<ReadonlyArray<Ticket.Conversation.Message>> => {
  const own = { stream: ticket.id, events: await history(house, ticket.id) }
  return Ticket.Conversation.messages(Ticket.edgesOf(ticket).conversation, [own, ...(await strandsOf(house, ticket))])
}

/** `also`: what is asked of the new ticket besides. @throws why not, and then nothing has happened. */
export const split = async (
  house: House,
  ticketId: string,
  wish: Splitting,
  doer: Doer,
  also: ReadonlyArray<Ticket.Command> = []
): Promise<Split> => {
  const fresh = doer.commandId ?? house.newId()
  const stream = await streamOf(house, ticketId)
  const done = await jointly(
    house,
    stream,
    doer,
    { split: stream, ...wish, ...(also.length === 0 ? {} : { also }) },
    async (draw) => {
      const from = await existing(house, stream)
      if (Ticket.isMerged(from.ticket)) throw mergedAway(from.ticket, "Split")
      const no = unsplittable(from.ticket, house.workspace)
      if (no !== undefined) throw no
      const messages = granted(chosen(from.ticket, await messagesOf(house, from.ticket), wish))
      const { details = {}, counts = "message" } = wish
      const requester =
        wish.requester === undefined ? await askerOf(house, from.ticket, messages) : await requesterOf(house, wish.requester)
      const to = await load(house, fresh)
      const subject = await subjectFor(house, requester, messages[0]!)
      const reference = Ticket.Reference.of(fresh, draw)
      const [begun, ...rest] = splitting({ from, to, reference, requester, subject, messages, details, counts })
      return [{ ...begun!, commands: [...begun!.commands, ...also] }, ...rest]
    },
    undefined
  )
  return { done: done[0] ?? (await again(house, fresh)), from: done[1] ?? (await again(house, stream)) }
}

/** The author of the first message, as the ticket that it was said in knows them. */
export const askerOf = async (
  house: House,
  ticket: Ticket.Ticket,
  messages: ReadonlyArray<Ticket.Conversation.Message>
): Promise<Ticket.RequesterRef> => {
  const author = authorOf(messages)
  if (author === null || author === Actor.requester(ticket.requester.id)) return ticket.requester
  const said = messages.find(({ by }) => by === author)!
  const origin = said.ticket === ticket.id ? ticket : (await existing(house, said.ticket)).ticket
  if (author === Actor.requester(origin.requester.id)) return origin.requester
  const email = Actor.idOf(author)
  return Actor.kindOf(author) === "participant"
    ? requesterOf(house, { email, name: origin.participants.find(({ address }) => address === email)?.name ?? "" })
    : requesterOf(house, { id: email })
}

/** As the ticket is called that the first message was said in. Whoever is no party to that does not get to know it. */
export const subjectFor = async (
  house: House,
  requester: Ticket.RequesterRef,
  { ticket }: Ticket.Conversation.Message
): Promise<string> => {
  const { ticket: origin } = await existing(house, ticket)
  return Ticket.Conversation.isParty(Ticket.Conversation.readerOf(requester), origin) ? origin.subject : ""
}

/** Nothing of the ticket that was split off is taken but its words; nobody is told. */
const back = {
  take: [],
  participants: "none",
  followers: "none",
  tags: "none",
  sla: "keep",
  tell: null,
  closed: "allow",
  requesters: "any"
} as const

/** The messages go back to the ticket that they were split from, and so does what was said since. `first`: what is asked of it before. @throws {NotSplit} and what a merge throws. */
export const unsplit = async (house: House, ticketId: string, doer: Doer, first: ReadonlyArray<Ticket.Command> = []): Promise<Merged> => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  const { splitFrom } = Ticket.edgesOf(ticket)
  if (splitFrom === null) throw new Ticket.NotSplit({ ticketId: ticket.id })
  const { ticket: origin } = await existing(house, splitFrom)
  // What it joined since may be somebody else's.
  if (Ticket.isMerged(ticket) && survivorOf(ticket) !== survivorOf(origin)) throw mergedAway(ticket, "Unsplit")
  return merge(house, splitFrom, { sources: [ticket.id], policy: back }, doer, { of: ticket.id, commands: first })
}

const survivorOf = (ticket: Ticket.Ticket): string => Ticket.edgesOf(ticket).mergedInto?.survivor ?? ticket.id
export const mergedAway = (ticket: Ticket.Ticket, command: string): Ticket.TicketMerged =>
  new Ticket.TicketMerged({ ticketId: ticket.id, survivor: survivorOf(ticket), command })

/** Messages that were taken to belong to one ticket, and belong to another: later answers to them follow. @throws why not. */
export const rethread = async (house: House, ticketId: string, wish: Choice & { readonly to: string }, doer: Doer): Promise<Done> => {
  const [from, to] = await Promise.all([streamOf(house, ticketId), streamOf(house, wish.to)])
  if (from === to) throw new Ticket.SameTicket({ ticketId: from })
  const done = await jointly(
    house,
    from,
    doer,
    { rethread: from, ...wish },
    async () => {
      const giving = await existing(house, from)
      const taking = await existing(house, to)
      if (!Ticket.Circle.isWithin(taking.ticket.restricted, giving.ticket.restricted, house.workspace))
        throw new Ticket.Denied({ actor: doer.actor, action: "split", reason: "others see the ticket that the messages would go to" })
      return rethreading(giving, taking, granted(chosen(giving.ticket, await messagesOf(house, giving.ticket), wish)))
    },
    undefined
  )
  return done[0] ?? again(house, from)
}
