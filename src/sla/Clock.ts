/** One promise on its way: when it began, in which statuses the ticket was since, which targets it had, how it ended. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"
import { Span } from "../time/Span.ts"

/** The ticket is in this status from here on, until the next span or the clock's end. */
export class Stand extends Schema.Opaque<Stand>()(Schema.Struct({ from: Instant, status: Slug, runs: Schema.Boolean })) {}

/** What is promised from here on, until the next promise. The first one goes back to the clock's beginning. */
export class Target extends Schema.Opaque<Target>()(
  Schema.Struct({
    from: Instant,
    /** Time counts from here on: the clock's beginning, or later if this promise started it anew. */
    countsFrom: Instant,
    /** A version of a policy; `null`: a date set by hand. */
    policy: Schema.NullOr(Schema.String),
    /** `null`: nothing is promised from here on. */
    within: Schema.NullOr(Span),
    /** A version of a calendar; `null`: every hour counts. */
    calendar: Schema.NullOr(Schema.String)
  })
) {}

export class Clock extends Schema.Opaque<Clock>()(
  Schema.Struct({
    metric: Slug,
    /** Which of the metric's clocks, from 1. */
    instance: Schema.Int,
    startedAt: Instant,
    /** Somebody outside the desk has waited since it started. */
    asked: Schema.Boolean,
    stands: Schema.Array(Stand),
    /** In order; empty: nothing is promised. */
    targets: Schema.Array(Target),
    end: Schema.NullOr(
      Schema.Struct({
        at: Instant,
        /** `merged`: its ticket joined another, whose clocks run on. `removed`: its ticket lies aside. Either may come back. */
        how: Schema.Literals(["met", "cancelled", "merged", "removed"]),
        /** The ticket was finished then; where it comes back, so may the promise. */
        done: Schema.Boolean
      })
    ),
    /** What was told of it already: `breach/0`, `soon/0`. */
    told: Schema.Array(Schema.String)
  })
) {}

/** The name under which a mark of a clock is told once. */
export const markKey = (threshold: string | null, target: number): string => `${threshold ?? "breach"}/${target}`
