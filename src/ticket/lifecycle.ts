/** When a finished ticket may come back to life. */
import * as Actor from "../people/Actor.ts"
import type { Context } from "./rule.ts"
import type { Ticket } from "./Ticket.ts"

const DAY = 86_400_000

/** Whether a word from outside reopens this closed ticket, by the policy of its department. The desk itself uses `Reopen`. */
export const isReopenable = (ticket: Ticket, context: Context): boolean => {
  if (!Actor.isOutside(context.actor)) return false
  const days = context.vocabulary.followUp.get(ticket.department)?.reopenWithinDays ?? null
  return days === null || ticket.closedAt === null || context.now - ticket.closedAt < days * DAY
}
