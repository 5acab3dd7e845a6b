/** A title and a summary that a summarizer proposes, and the summary that an agent has taken over. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

/** UTF-16 code units of a suggested title, and of any summary. */
export const longest = { title: 200, summary: 4000 } as const

/** What it was made of, and by whom: the same in a suggestion and in a summary. */
export const origin = {
  /** The version of the ticket that it was made of: what came later is not in it. */
  coversUpTo: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  /** Messages of that version that there was no room for. */
  leftOut: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  /** Notes were among what was read. */
  internal: Schema.Boolean,
  /** What made it: `extractive`, `1`. */
  maker: Schema.Struct({ name: Text.filled(100), version: Text.upTo(100) })
}

export const proposed = { title: Text.upTo(longest.title), summary: Text.upTo(longest.summary), ...origin }

export class Suggestion extends Schema.Opaque<Suggestion>()(Schema.Struct({ ...proposed, at: Instant, by: Actor })) {}

/** `by`: the agent who took it over. */
export class Summary extends Schema.Opaque<Summary>()(
  Schema.Struct({
    text: Text.filled(longest.summary),
    /** The agent wrote something else than was suggested. */
    edited: Schema.Boolean,
    ...origin,
    at: Instant,
    by: Actor
  })
) {}

/** A person of the desk must want it: no rule, no program, nobody outside. */
export class OnlyAgents extends Schema.TaggedError<OnlyAgents>()("OnlyAgents", { actor: Schema.String, command: Schema.String }) {
  override readonly message = `${this.actor} is no agent, and only agents ask for ${this.command}`
}
/** There is no suggestion to take over. */
export class NothingSuggested extends Schema.TaggedError<NothingSuggested>()("NothingSuggested", {
  ticketId: Schema.String,
  what: Schema.String
}) {
  override readonly message = `for ticket ${this.ticketId} no ${this.what} was suggested`
}
