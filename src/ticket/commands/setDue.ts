/** Set due: somebody names the day by which the ticket is to be solved. It goes before what the policies promise. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Instant } from "../../time/Instant.ts"
import { Due } from "../Due.ts"
import { DueInPast } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** `due` `null` takes it away. Not pinned, where nothing is said of that. */
export class SetDue extends Schema.Opaque<SetDue>()(
  Schema.TaggedStruct("SetDue", { due: Schema.NullOr(Instant), pinned: Schema.optionalKey(Schema.Boolean) })
) {}
export class DueSet extends Schema.Opaque<DueSet>()(Fact("DueSet", { due: Schema.NullOr(Due), from: Schema.NullOr(Due) })) {}

export const setDue = command(SetDue, {
  decide: (ticket, { due, pinned = false }, context): Decision<DueSet> => {
    if (due !== null && due <= context.now) return Result.fail(new DueInPast({ due, now: context.now }))
    const wanted = due === null ? null : { at: due, pinned }
    if (wanted?.at === ticket.due?.at && wanted?.pinned === ticket.due?.pinned) return nothing
    return happened<DueSet>({ _tag: "DueSet", ...stamp(context), due: wanted, from: ticket.due })
  },
  events: [on(DueSet, (ticket, { at, due }) => ({ ...ticket, due, updatedAt: at }))]
})
