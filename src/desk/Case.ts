/** A ticket, its clocks, and what rules remember of it: what a store keeps as the ticket's document. */
import * as Schema from "effect/Schema"
import { Clocks } from "../sla/Clocks.ts"
import { Ticket } from "../ticket/Ticket.ts"
import { Memory } from "./Memory.ts"

export class Case extends Schema.Opaque<Case>()(
  Schema.Struct({
    ticket: Ticket,
    /** `null`: nothing was ever promised, so nothing was counted. */
    clocks: Schema.NullOr(Clocks),
    /** Not there, where no rule has anything to remember. */
    memory: Schema.optionalKey(Memory)
  })
) {}
