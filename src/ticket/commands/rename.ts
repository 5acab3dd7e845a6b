/** Rename: give a ticket a subject that says what it is about. Mail keeps the subject that its thread began with. */
import * as Schema from "effect/Schema"
import * as Text from "../../text/Text.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class Rename extends Schema.Opaque<Rename>()(Schema.TaggedStruct("Rename", { subject: Text.filled(998) })) {}
export class Renamed extends Schema.Opaque<Renamed>()(Fact("Renamed", { subject: Text.upTo(998), from: Text.upTo(998) })) {}

export const rename = command(Rename, {
  decide: (ticket, { subject }, context): Decision<Renamed> =>
    ticket.subject === subject ? nothing : happened<Renamed>({ _tag: "Renamed", ...stamp(context), subject, from: ticket.subject }),
  events: [on(Renamed, (ticket, { at, subject }) => ({ ...ticket, subject, updatedAt: at }))]
})
