/** Tickets become one in a record of its own: none of them survives, and each can come back. */
import * as Result from "effect/Result"
import * as Ticket from "../../ticket/index.ts"
import type { Instant } from "../../time/Instant.ts"
import type { Desk, Subject } from "../handle.ts"
import { merge } from "./merge.ts"
import type { MergeWish, Step } from "./Wish.ts"

/** As `merge`, with a new ticket in the place of the target, which is one of the sources then. The new one is as the principal was. */
export const mergeAfresh = <S extends Subject>(
  desk: Desk,
  wish: MergeWish<S>,
  fresh: S,
  reference: string,
  context: Ticket.Context
): Result.Result<ReadonlyArray<Step<S>>, Ticket.Refusal> => {
  const { target, principal } = wish
  const all = [target, ...wish.sources]
  if (all.every(({ living }) => living.stream === target.living.stream))
    return Result.fail(new Ticket.SameTicket({ ticketId: target.asked }))
  const model = (all.find(({ living }) => living.stream === principal) ?? target).living.ticket
  const begin: Ticket.Command = beginAs(
    model,
    fresh.stream,
    reference,
    Math.min(...all.map(({ living }) => living.ticket.openedAt)) as Instant
  )
  const begun = Ticket.decide(undefined, begin, context)
  if (Result.isFailure(begun)) return Result.fail(begun.failure)
  const ticket = Ticket.replay(begun.success)!
  const steps = merge(
    desk,
    { ...wish, target: { asked: fresh.stream, living: { ...fresh, ticket }, carried: [] }, sources: all, principal: undefined },
    context.now
  )
  return Result.map(steps, ([first, ...rest]) => [{ subject: fresh, commands: [begin, ...first!.commands] }, ...rest])
}

const beginAs = (model: Ticket.Ticket, ticketId: string, reference: string, since: Instant): Ticket.Begin => ({
  _tag: "Begin",
  ticketId,
  reference,
  requester: model.requester,
  subject: model.subject,
  status: model.status,
  ...(model.priority === null ? {} : { priority: model.priority }),
  ...(model.kind === null ? {} : { kind: model.kind }),
  category: model.category,
  department: model.department,
  brand: model.brand,
  fields: model.fields,
  tags: model.tags,
  agent: model.assignee,
  team: model.team,
  participants: model.participants,
  ...(model.receivedAt === null ? {} : { receivedAt: model.receivedAt }),
  channel: model.channel,
  ...(model.line === undefined ? {} : { line: model.line }),
  since,
  askedAt: model.askedAt,
  answeredAt: model.answeredAt,
  thread: model.thread,
  pieces: [],
  splitFrom: null
})
