/** Why a ticket is not laid aside, does not come back, or takes nothing while it lies there. */
import * as Schema from "effect/Schema"

/** A removed ticket takes nothing until it is back. */
export class TicketRemoved extends Schema.TaggedError<TicketRemoved>()("TicketRemoved", {
  ticketId: Schema.String,
  as: Schema.Literals(["removed", "spam"]),
  command: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} is ${this.as} and takes no ${this.command}; restore it, or open a follow-up`
}
/** There is nothing to bring back, or to purge. */
export class NotRemoved extends Schema.TaggedError<NotRemoved>()("NotRemoved", {
  ticketId: Schema.String,
  as: Schema.Literals(["removed", "spam"])
}) {
  override readonly message = `ticket ${this.ticketId} is not ${this.as}`
}
/** Nothing of it is left that could come back. */
export class TicketPurged extends Schema.TaggedError<TicketPurged>()("TicketPurged", { ticketId: Schema.String, command: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} was purged and takes no ${this.command}`
}

export type OfRemoval = TicketRemoved | NotRemoved | TicketPurged
