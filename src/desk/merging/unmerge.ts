/** Tickets that were merged part again: each gets back what it brought, and what came in between for it. */
import * as Result from "effect/Result"
import type { Message } from "../../ticket/Conversation.ts"
import * as Ticket from "../../ticket/index.ts"
import * as Pieces from "../../ticket/Pieces.ts"
import type { Subject } from "../handle.ts"
import { undone } from "./undone.ts"
import type { Living, Step } from "./Wish.ts"

export interface UnmergeWish<S extends Subject = Subject> {
  readonly target: Living<S>
  /** All that ever happened to it. */
  readonly history: ReadonlyArray<Ticket.Event>
  readonly leaving: ReadonlyArray<{ readonly living: Living<S>; readonly carried: ReadonlyArray<Living<S>> }>
  /** Members of the target that stay: what they bring is theirs as well. */
  readonly staying: ReadonlyArray<Living<S>>
  /** The target's conversation as it is. */
  readonly messages: ReadonlyArray<Message>
  /** Where messages go that came since; of those that are not named the ticket that they were sent to has them. */
  readonly allocate: ReadonlyArray<{ readonly message: string; readonly ticket: string }>
}

/** The first step is the target's. */
export const unmerge = <S extends Subject>(
  wish: UnmergeWish<S>,
  context: Ticket.Context
): Result.Result<ReadonlyArray<Step<S>>, Ticket.Refusal> => {
  const { target, leaving } = wish
  const no = leaving.map(({ living }) => astray(living, target)).find((one) => one !== undefined) ?? misallocated(wish)
  if (no !== undefined) return Result.fail(no)
  const { conversation, members, away } = Ticket.edgesOf(target.ticket)
  const parts = leaving.map(({ living, carried }) => {
    const member = members.find(({ ticket }) => ticket === living.stream)!
    const own = Pieces.of(homeward(wish, living.stream, member.carried))
    const back = Pieces.overlap(conversation, member.pieces)
    return { living, carried, member, pieces: Pieces.union(back, own) }
  })
  const releasing = parts.map(({ member: { merge, ticket, reference }, pieces }): Ticket.Command => ({
    _tag: "Release",
    merge,
    ticket,
    reference,
    pieces
  }))
  return Result.succeed([
    { subject: target, commands: [...releasing, ...undone(wish, context)] },
    ...parts.map(({ living, member: { merge }, pieces }): Step<S> => {
      const { conversation: brought, away: before } = Ticket.edgesOf(living.ticket)
      const gone = away.map(({ to, pieces }) => ({ to, pieces: Pieces.overlap(pieces, brought) }))
      // Others brought it back: it is theirs now.
      const stayed = { to: target.stream, pieces: Pieces.minus(Pieces.overlap(conversation, brought), pieces) }
      const elsewhere = [...before, ...[...gone, stayed].filter(({ pieces }) => !Pieces.isEmpty(pieces))]
      return {
        subject: living,
        commands: [{ _tag: "Unmerge", merge, reference: target.ticket.reference, conversation: pieces, away: elsewhere }]
      }
    }),
    ...parts.flatMap(({ living, carried }) =>
      carried.map((subject): Step<S> => ({ subject, commands: [{ _tag: "Redirect", survivor: living.stream }] }))
    )
  ])
}

const astray = ({ ticket }: Living, target: Living): Ticket.Refusal | undefined => {
  const { mergedInto } = Ticket.edgesOf(ticket)
  if (mergedInto === null) return new Ticket.NotMerged({ ticketId: ticket.id })
  const { into, survivor } = mergedInto
  if (into !== survivor) return new Ticket.MergedSince({ ticketId: ticket.id, into, survivor })
  return into === target.stream ? undefined : new Ticket.NotMerged({ ticketId: ticket.id })
}

/** A message that the target alone has: none of its members brought it. */
const isSince = ({ target, leaving }: UnmergeWish, message: Message, ticket: string): boolean => {
  const { members } = Ticket.edgesOf(target.ticket)
  const said = { stream: message.ticket, message: message.id }
  const parting = leaving.find(({ living }) => living.stream === ticket)?.living.ticket
  return (
    members.every(({ pieces }) => !Pieces.has(pieces, said)) &&
    (ticket === target.stream || (parting !== undefined && message.at >= Ticket.edgesOf(parting).mergedInto!.at))
  )
}

const misallocated = (wish: UnmergeWish): Ticket.AllocationInvalid | undefined => {
  const wrong = wish.allocate.find(({ message, ticket }) => !wish.messages.some((one) => one.id === message && isSince(wish, one, ticket)))
  return wrong === undefined ? undefined : new Ticket.AllocationInvalid({ messageId: wrong.message, ticketId: wrong.ticket })
}

const homeward = (wish: UnmergeWish, ticket: string, carried: ReadonlyArray<string>): ReadonlyArray<Pieces.Said> =>
  wish.messages
    .filter((message) => {
      const allocated = wish.allocate.find((one) => one.message === message.id)?.ticket
      const isTheirs = message.home === ticket || (message.home !== null && carried.includes(message.home))
      return allocated === undefined ? isTheirs && isSince(wish, message, ticket) : allocated === ticket
    })
    .map(({ id, ticket }) => ({ stream: ticket, message: id }))
