/** A ticket and its clocks: what a store keeps as the ticket's document. */
import * as Schema from "effect/Schema"
import { Clocks } from "../sla/Clocks.ts"
import { Ticket } from "../ticket/Ticket.ts"

export class Case extends Schema.Opaque<Case>()(
  Schema.Struct({
    ticket: Ticket,
    /** `null`: nothing was ever promised, so nothing was counted. */
    clocks: Schema.NullOr(Clocks)
  })
) {}
