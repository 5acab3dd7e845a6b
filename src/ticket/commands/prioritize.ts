/** Prioritize: say how urgent a ticket is. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { unknownWord } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** `null` takes it away. */
export class Prioritize extends Schema.Opaque<Prioritize>()(Schema.TaggedStruct("Prioritize", { priority: Schema.NullOr(Slug) })) {}
export class Prioritized extends Schema.Opaque<Prioritized>()(
  Fact("Prioritized", { priority: Schema.NullOr(Slug), from: Schema.NullOr(Slug) })
) {}

export const prioritize = command(Prioritize, {
  decide: (ticket, { priority }, context): Decision<Prioritized> => {
    const no = priority === null ? undefined : unknownWord("priority", priority, context.vocabulary.priorities)
    if (no !== undefined) return Result.fail(no)
    if (ticket.priority === priority) return nothing
    return happened<Prioritized>({ _tag: "Prioritized", ...stamp(context), priority, from: ticket.priority })
  },
  events: [on(Prioritized, (ticket, { at, priority }) => ({ ...ticket, priority, updatedAt: at }))]
})
