/** Some messages of a ticket become a new ticket, or part of another that is there. They stay where they were said. */
import * as Result from "effect/Result"
import * as Actor from "../../people/Actor.ts"
import type { Message } from "../../ticket/Conversation.ts"
import * as Ticket from "../../ticket/index.ts"
import * as Pieces from "../../ticket/Pieces.ts"
import { threaded } from "../../ticket/say.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Subject } from "../handle.ts"
import type { Living, Step } from "./Wish.ts"

/** Messages by id; or one, and all that came after it. */
export type Choice = { readonly messages: ReadonlyArray<string> } | { readonly from: string }

/** The messages that were chosen, in order: some at least, and none that is not there. `messages`: the ticket's conversation. */
export const picked = (
  ticket: Ticket.Ticket,
  messages: ReadonlyArray<Message>,
  choice: Choice
): Result.Result<ReadonlyArray<Message>, Ticket.Refusal> => {
  const named = "from" in choice ? [choice.from] : choice.messages
  const missing = named.find((id) => !messages.some((message) => message.id === id))
  if (missing !== undefined) return Result.fail(new Ticket.MessageNotFound({ ticketId: ticket.id, messageId: missing }))
  const first = messages.findIndex(({ id }) => id === named[0])
  const found = "from" in choice ? messages.slice(first) : messages.filter(({ id }) => named.includes(id))
  return found.length === 0 ? Result.fail(new Ticket.NothingLeft({ ticketId: ticket.id, chosen: 0 })) : Result.succeed(found)
}

/** The same, but not all of them: something stays. */
export const chosen: typeof picked = (ticket, messages, choice) =>
  Result.filterOrFail(
    picked(ticket, messages, choice),
    ({ length }) => length < messages.length,
    () => new Ticket.NothingLeft({ ticketId: ticket.id, chosen: messages.length })
  )

/** Who is to be the requester of what is split off: the first outside the desk who wrote any of it; `null`: nobody of them. */
export const authorOf = (messages: ReadonlyArray<Message>): Actor.Actor | null => messages.find(({ by }) => Actor.isOutside(by))?.by ?? null

/** Later answers must be told apart: a channel that carries them without knowing what they answer cannot be split. */
export const unsplittable = ({ channel: id }: Ticket.Ticket, { channels }: Workspace): Ticket.ChannelCannot | undefined => {
  const channel = channels.get(id)
  return channel?.outbound === true && !channel.threads
    ? new Ticket.ChannelCannot({ channel: id, what: "does not say which message an answer belongs to, so its tickets cannot be split" })
    : undefined
}

export type Details = Partial<
  Pick<
    Ticket.Begin,
    "subject" | "status" | "priority" | "kind" | "category" | "department" | "brand" | "fields" | "tags" | "agent" | "team"
  >
>

export interface SplitWish<S extends Subject = Subject> {
  readonly from: Living<S>
  readonly to: S
  readonly reference: string
  readonly requester: Ticket.RequesterRef
  /** What it is called, where `details` do not say. */
  readonly subject: string
  readonly messages: ReadonlyArray<Message>
  readonly details: Details
  /** When the promises of the new ticket begin: with its first message, or with the split. */
  readonly counts: "message" | "split"
}

/** The first step is the new ticket's. */
export const split = <S extends Subject>(wish: SplitWish<S>): ReadonlyArray<Step<S>> => {
  const { from, to, reference, requester, subject, messages, details, counts } = wish
  const { ticket } = from
  const pieces = piecesOf(messages)
  const first = messages[0]!
  const begin: Ticket.Command = {
    _tag: "Begin",
    ticketId: to.stream,
    reference,
    requester,
    subject,
    department: ticket.department,
    brand: ticket.brand,
    ...(ticket.receivedAt === null ? {} : { receivedAt: ticket.receivedAt }),
    ...details,
    participants: ticket.participants.filter(({ address }) => messages.some(({ by }) => by === Actor.participant(address))),
    // What opened a follow-up came by the channel of that.
    channel: first.via === "closedTicket" ? ticket.channel : first.via,
    ...(ticket.line !== undefined && ticket.channel === first.via && ticket.requester.id === requester.id
      ? { line: ticket.line, ...(ticket.heardAt === undefined ? {} : { heardAt: ticket.heardAt }) }
      : {}),
    since: counts === "message" ? first.at : null,
    ...spokenAt(messages),
    thread: messages
      .filter(({ visibility }) => visibility === "public")
      .reduce<ReadonlyArray<string>>((thread, { content }) => threaded(thread, content.mail?.messageId ?? null), []),
    pieces,
    splitFrom: { ticket: ticket.id, reference: ticket.reference }
  }
  return [
    { subject: to, commands: ticket.restricted === undefined ? [begin] : [begin, { _tag: "Restrict", ...ticket.restricted }] },
    { subject: from, commands: [{ _tag: "GiveMessages", to: to.stream, reference, pieces }] }
  ]
}

/** The first step is that of the ticket that gives them. */
export const rethread = <S extends Subject>(from: Living<S>, to: Living<S>, messages: ReadonlyArray<Message>): ReadonlyArray<Step<S>> => {
  const pieces = piecesOf(messages)
  return [
    { subject: from, commands: [{ _tag: "GiveMessages", to: to.stream, reference: to.ticket.reference, pieces }] },
    { subject: to, commands: [{ _tag: "TakeMessages", from: from.stream, reference: from.ticket.reference, pieces }] }
  ]
}

const piecesOf = (messages: ReadonlyArray<Message>): Pieces.Pieces =>
  Pieces.of(messages.map(({ id, ticket }) => ({ stream: ticket, message: id })))

/** When a party outside the desk wrote last in public, and when an agent answered. */
export const spokenAt = (messages: ReadonlyArray<Message>): Pick<Ticket.Begin, "askedAt" | "answeredAt"> => {
  const inPublic = messages.filter(({ visibility }) => visibility === "public")
  return {
    askedAt: inPublic.findLast(({ by }) => Actor.isOutside(by))?.at ?? null,
    answeredAt: inPublic.findLast(({ by }) => Actor.isAgent(by))?.at ?? null
  }
}
