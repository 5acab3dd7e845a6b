/** How a desk gives its tickets to agents: data, so that a workspace can hold it. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import { Span } from "../time/Span.ts"

export class Strategy extends Schema.Opaque<Strategy>()(
  Schema.Struct({
    /** Who is first among agents who fit equally well: the one longest without a ticket, or the one with the least load. */
    order: Schema.Literals(["roundRobin", "leastLoaded"]),
    /** A ticket goes back to whoever had it, or its requester, before. */
    stickyOwner: Schema.Boolean,
    /** What one ticket of a channel takes of an agent's capacity; of a channel that is not listed, 1. */
    weights: Schema.Array(
      Schema.Struct({ channel: Slug, weight: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })) })
    ).check(Schema.isMaxLength(100)),
    /** Skills that may be missing once a ticket has waited so long, by the clock; one that is not listed never may. */
    relaxing: Schema.Array(Schema.Struct({ skill: Slug, after: Span })).check(Schema.isMaxLength(200)),
    /** Agents who take tickets only by hand. */
    excluded: Schema.Array(Slug).check(Schema.isMaxLength(1000))
  })
) {}

export const weightOf = ({ weights }: Strategy, channel: string): number => weights.find((one) => one.channel === channel)?.weight ?? 1

/** How long a ticket must have waited before an agent without this skill can have it, in milliseconds; `null`: it never can. */
export const relaxingOf = ({ relaxing }: Strategy, skill: string): number | null =>
  relaxing.find((one) => one.skill === skill)?.after ?? null
