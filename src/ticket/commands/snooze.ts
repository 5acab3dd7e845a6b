/** Snooze: put a ticket aside until a time to come. It is back then, or with the next word from outside. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Instant } from "../../time/Instant.ts"
import { SnoozeInPast } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { why } from "../Snoozing.ts"

export class Snooze extends Schema.Opaque<Snooze>()(Schema.TaggedStruct("Snooze", { until: Instant, why: Schema.optionalKey(why) })) {}
export class Snoozed extends Schema.Opaque<Snoozed>()(Fact("Snoozed", { until: Instant, why })) {}

export const snooze = command(Snooze, {
  decide: (ticket, wish, context): Decision<Snoozed> => {
    const { until, why: reason = "" } = wish
    const { now, actor } = context
    if (until <= now) return Result.fail(new SnoozeInPast({ until, now }))
    const { snoozed } = ticket
    if (snoozed?.until === until && snoozed.why === reason && snoozed.by === actor) return nothing
    return happened<Snoozed>({ _tag: "Snoozed", ...stamp(context), until, why: reason })
  },
  events: [on(Snoozed, (ticket, { at, by, until, why: reason }) => ({ ...ticket, snoozed: { until, why: reason, by, at }, updatedAt: at }))]
})
