/** What conditions, orders and searches can see of a ticket. */
import type { Facts } from "../condition/Condition.ts"
import * as Deadline from "../sla/Deadline.ts"
import type { Promises } from "../sla/Promises.ts"
import type * as Ticket from "../ticket/index.ts"
import { factsOf } from "../workspace/ticketFacts.ts"
import type { Draft } from "./Draft.ts"

export { factsOf }

/** Of a commit that is under way: those of its ticket as it is now, with the next deadline of its clocks. */
export const factsOfDraft = (
  { ticket, sla }: Pick<Draft, "ticket" | "sla">,
  { workspace, promises }: { readonly workspace: Ticket.Vocabulary; readonly promises: Promises }
): Facts => factsOf(ticket!, workspace, Deadline.next(sla.clocks, promises) ?? null)
