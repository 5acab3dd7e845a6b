/** Where a ticket may go from here, and what stands in the way of the rest: for whoever offers it to an agent. */
import { defaultOf, statusesOf } from "../ticket/belonging.ts"
import { unanswered, unfilled } from "../ticket/commands/changeStatus.ts"
import * as Ticket from "../ticket/index.ts"
import { blocked } from "../ticket/Neighbour.ts"
import { stamp } from "../ticket/rule.ts"
import type { Desk, Subject } from "./handle.ts"
import { type Acting, hindered } from "./hindered.ts"

export interface Way {
  readonly status: string
  readonly name: string
  readonly category: Ticket.Status.Category
  /** What it would be refused for, all of it; nothing: it may go there. */
  readonly refusals: ReadonlyArray<Ticket.Refusal>
}

/** To every other status of its department, in the order of the workspace. Nothing happens. */
export const ways = (
  desk: Pick<Desk, "promises">,
  subject: Subject & { readonly ticket: Ticket.Ticket },
  context: Acting
): ReadonlyArray<Way> =>
  statusesOf(subject.ticket.department, context.vocabulary)
    .filter(({ id }) => id !== subject.ticket.status)
    .map((status) => ({
      status: status.id,
      name: status.name,
      category: status.category,
      refusals: [over(subject.ticket, status, context), ...required(subject, status, context), step(subject, status, context, desk)].filter(
        (one) => one !== undefined
      )
    }))

/** Of a closed ticket one way leads back. */
const over = (ticket: Ticket.Ticket, { id }: Ticket.Status.Status, { vocabulary }: Acting): Ticket.Refusal | undefined => {
  const { mergedInto } = Ticket.edgesOf(ticket)
  if (mergedInto !== null) return new Ticket.TicketMerged({ ticketId: ticket.id, survivor: mergedInto.survivor, command: "ChangeStatus" })
  return Ticket.isClosed(ticket) && id !== defaultOf(ticket.department, "open", vocabulary).id
    ? new Ticket.TicketClosed({ ticketId: ticket.id, command: "ChangeStatus" })
    : undefined
}

type Goal = Ticket.Status.Status
const required = ({ ticket }: { readonly ticket: Ticket.Ticket }, { id, category }: Goal, context: Acting) => [
  unfilled(ticket, id, context.vocabulary),
  ...(Ticket.Status.isDone(category) ? [unanswered(ticket, id, context), blocked(ticket.id, id, context)] : [])
]

const step = (
  subject: Subject & { readonly ticket: Ticket.Ticket },
  status: Goal,
  context: Acting,
  { promises }: Pick<Desk, "promises">
) => {
  const event: Ticket.Event = {
    _tag: "StatusChanged",
    ...stamp(context),
    status: status.id,
    statusCategory: status.category,
    ...Ticket.Status.effectOf(status),
    from: subject.ticket.status
  }
  return hindered(subject, [], event, context, promises)
}
