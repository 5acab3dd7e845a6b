/** Unsnooze: a ticket that was put aside is taken up before its time. */
import * as Schema from "effect/Schema"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { awake } from "../Snoozing.ts"

export class Unsnooze extends Schema.Opaque<Unsnooze>()(Schema.TaggedStruct("Unsnooze", {})) {}
export class Unsnoozed extends Schema.Opaque<Unsnoozed>()(Fact("Unsnoozed", {})) {}

export const unsnooze = command(Unsnooze, {
  closed: true,
  decide: (ticket, _wish, context): Decision<Unsnoozed> =>
    ticket.snoozed === undefined ? nothing : happened<Unsnoozed>({ _tag: "Unsnoozed", ...stamp(context) }),
  events: [on(Unsnoozed, (ticket, { at }) => ({ ...awake(ticket), updatedAt: at }))]
})
