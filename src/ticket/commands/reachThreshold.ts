/** Reach threshold: write down that a clock came to one of its policy's thresholds. When it did follows from older facts. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"
import { passed } from "./breach.ts"

const threshold = { ...passed, threshold: Slug }

/** The desk itself asks for it. */
export class ReachThreshold extends Schema.Opaque<ReachThreshold>()(Schema.TaggedStruct("ReachThreshold", threshold)) {}
export class ThresholdReached extends Schema.Opaque<ThresholdReached>()(Fact("ThresholdReached", threshold)) {}

export const reachThreshold = command(ReachThreshold, {
  closed: true,
  decide: (_, { metric, instance, promise, reachedAt, threshold }, context): Decision<ThresholdReached> =>
    happened<ThresholdReached>({ _tag: "ThresholdReached", ...stamp(context), metric, instance, promise, reachedAt, threshold }),
  events: [on(ThresholdReached, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
