/** A commit that is being written: the ticket and its clocks so far, and the facts that made them so. */
import * as Result from "effect/Result"
import * as Clocks from "../sla/Clocks.ts"
import type { Promises } from "../sla/Promises.ts"
import * as Ticket from "../ticket/index.ts"
import { filled } from "./filled.ts"

/** Lives as long as one call of `handle`, and is seen by nobody else. */
export interface Draft {
  ticket: Ticket.State
  sla: Clocks.State
  events: ReadonlyArray<Ticket.Event>
}

/** Does what the commands say, all of them; or answers why not, and leaves the draft as it was. */
export const does = (
  draft: Draft,
  commands: ReadonlyArray<Ticket.Command>,
  context: Ticket.Context,
  promises: Promises
): Ticket.Refusal | undefined => {
  let { ticket, sla } = draft
  const events: Array<Ticket.Event> = []
  for (const command of commands) {
    const decided = Ticket.decide(ticket, filled(command, ticket, context), context)
    if (Result.isFailure(decided)) return decided.failure
    for (const event of decided.success) {
      const after = Ticket.evolve(ticket, event)!
      sla = Clocks.advance(sla, ticket, event, after, promises)
      ticket = after
      events.push(event)
    }
  }
  draft.ticket = ticket
  draft.sla = sla
  draft.events = draft.events.length === 0 ? events : [...draft.events, ...events]
  return undefined
}
