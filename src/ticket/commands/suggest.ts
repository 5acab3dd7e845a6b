/** Suggest: what a summarizer made of the conversation is kept, for an agent to take over or to leave. It is never asked again for it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import * as Canonical from "../../text/Canonical.ts"
import { OnlyAgents, proposed } from "../Suggestion.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** The desk itself says it, for the agent who asked. */
export class Suggest extends Schema.Opaque<Suggest>()(Schema.TaggedStruct("Suggest", proposed)) {}
export class Suggested extends Schema.Opaque<Suggested>()(Fact("Suggested", proposed)) {}

export const suggest = command(Suggest, {
  decide: (ticket, { _tag, ...own }, context): Decision<Suggested> => {
    if (!Actor.isAgent(context.actor)) return Result.fail(new OnlyAgents({ actor: context.actor, command: _tag }))
    if (ticket.suggestion !== undefined) {
      const { at, by, ...was } = ticket.suggestion
      if (Canonical.print(was) === Canonical.print(own)) return nothing
    }
    return happened<Suggested>({ _tag: "Suggested", ...stamp(context), ...own })
  },
  events: [
    on(Suggested, (ticket, { at, by, title, summary, coversUpTo, leftOut, internal, maker }) => ({
      ...ticket,
      suggestion: { title, summary, coversUpTo, leftOut, internal, maker, at, by },
      updatedAt: at
    }))
  ]
})
