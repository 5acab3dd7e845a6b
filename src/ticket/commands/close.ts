/** Close: a ticket is finished. */
import * as Schema from "effect/Schema"
import { defaultOf } from "../belonging.ts"
import { command, type Decision } from "../rule.ts"
import { enter, type StatusChanged } from "./changeStatus.ts"

export class Close extends Schema.Opaque<Close>()(Schema.TaggedStruct("Close", {})) {}

export const close = command(Close, {
  decide: (ticket, _wish, context): Decision<StatusChanged> =>
    enter(ticket, defaultOf(ticket.department, "closed", context.vocabulary).id, context),
  events: []
})
