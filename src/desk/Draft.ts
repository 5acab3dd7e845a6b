/** A commit that is being written: the ticket and its clocks so far, and the facts that made them so. */
import * as Result from "effect/Result"
import * as Clocks from "../sla/Clocks.ts"
import type { Promises } from "../sla/Promises.ts"
import * as Ticket from "../ticket/index.ts"
import { filled } from "./filled.ts"
import { type Acting, hindered, isImplied, keptFor } from "./hindered.ts"

/** Lives as long as one call of `handle`, and is seen by nobody else. */
export interface Draft {
  ticket: Ticket.State
  sla: Clocks.State
  events: ReadonlyArray<Ticket.Event>
  /** As it stood when it was laid aside in this commit. */
  aside?: Stand
}

/** The ticket and its clocks after one more fact. */
export const follow = ({ ticket, sla }: Stand, event: Ticket.Event, promises: Promises): Stand => {
  const after = Ticket.evolve(ticket, event)
  return { ticket: after, sla: after === undefined ? sla : Clocks.advance(sla, ticket, event, after, promises) }
}
type Stand = Pick<Draft, "ticket" | "sla">

/** Does what the commands say, all of them; or answers why not, and leaves the draft as it was. */
export const does = (
  draft: Draft,
  commands: ReadonlyArray<Ticket.Command>,
  context: Acting,
  promises: Promises
): Ticket.Refusal | undefined => {
  let stand: Stand = draft
  const events: Array<Ticket.Event> = []
  let aside: Stand | undefined
  const grant = (command: Ticket.Command, as: Acting = context): Ticket.Refusal | undefined => {
    const decided = Ticket.decide(stand.ticket, filled(command, stand.ticket, as), as)
    if (Result.isFailure(decided)) return decided.failure
    for (const event of decided.success) {
      const no = hindered(stand, [draft.events, events], event, as, promises)
      if (no === undefined) {
        if (event._tag === "Removed") aside = stand
        stand = follow(stand, event, promises)
        events.push(event)
      } else if (isImplied(command, event)) grant(keptFor(no, stand.ticket!, event), { ...as, actor: "system" })
      else return no
    }
    return undefined
  }
  for (const command of commands) {
    const had = events.length
    const refusal = grant(command)
    if (refusal !== undefined) return refusal
    // What permission was asked for, or given, may not be the same any more.
    if (events.length > had && stand.ticket?.approvals !== undefined) grant({ _tag: "ReviewApprovals" })
  }
  draft.ticket = stand.ticket
  draft.sla = stand.sla
  if (aside !== undefined) draft.aside = aside
  draft.events = draft.events.length === 0 ? events : [...draft.events, ...events]
  return undefined
}
