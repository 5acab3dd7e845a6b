/** Reopen: a finished ticket goes back to work. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { defaultOf } from "../belonging.ts"
import { NotDone } from "../Refusal.ts"
import { isDone } from "../Ticket.ts"
import { command, type Decision } from "../rule.ts"
import { enter, type StatusChanged } from "./changeStatus.ts"

export class Reopen extends Schema.Opaque<Reopen>()(Schema.TaggedStruct("Reopen", {})) {}

export const reopen = command(Reopen, {
  closed: true,
  decide: (ticket, _wish, context): Decision<StatusChanged> =>
    isDone(ticket)
      ? enter(ticket, defaultOf(ticket.department, "open", context.vocabulary).id, context)
      : Result.fail(new NotDone({ ticketId: ticket.id, status: ticket.status })),
  events: []
})
