/** What a desk promises to which tickets: targets by metric and priority, and what happens when the promise or the hours change. */
import * as Schema from "effect/Schema"
import { byKey } from "../text/Shaped.ts"
import { Condition } from "../condition/Condition.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Span } from "../time/Span.ts"

export class Target extends Schema.Opaque<Target>()(
  Schema.Struct({
    metric: Slug,
    /** Tickets of these priorities; `null`: of all, also of none. The first target that fits a metric counts. */
    priorities: Schema.NullOr(Schema.Array(Slug)),
    within: Span,
    /** The calendar whose working time counts; `null`: every hour does. */
    calendar: Schema.NullOr(Slug)
  })
) {}

/** A moment on the way to the deadline, or after it: told once per promise. */
export type Threshold =
  /** When so much of the target is used up. */
  | { readonly id: Slug; readonly percent: number }
  /** When so much time is left, in the time in which the target counts. */
  | { readonly id: Slug; readonly remaining: Span }
  /** When the promise has been broken for so long. */
  | { readonly id: Slug; readonly overdue: Span }
export const Threshold: Schema.Codec<Threshold> = byKey<Threshold>(
  [
    ["percent", Schema.Struct({ id: Slug, percent: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })) })],
    ["remaining", Schema.Struct({ id: Slug, remaining: Span })],
    ["overdue", Schema.Struct({ id: Slug, overdue: Span })]
  ],
  "a threshold with percent, remaining or overdue"
)

export class Policy extends Schema.Opaque<Policy>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** The tickets that it is for; `{ all: [] }` is all of them. Of several the first in the list is taken. */
    where: Condition,
    targets: Schema.Array(Target).check(Schema.isMaxLength(200)),
    thresholds: Schema.Array(Threshold).check(Schema.isMaxLength(20)),
    /** Another target for a clock that runs: the time used stays used, the clock starts anew, or the old target stays. */
    onRetarget: Schema.Literals(["carryElapsed", "restart", "keepOld"]),
    /** Other hours: each stretch of time counts by the hours that were valid in it, or all of it by the latest. */
    onScheduleChange: Schema.Literals(["piecewise", "retroactive"]),
    /** A policy that is edited: tickets keep what they were promised until somebody rebinds them, or follow at their next event. */
    binding: Schema.Literals(["pinned", "live"])
  })
) {}

/** How much time uses up the threshold, given the target; both in milliseconds of the target's time. */
export const amountOf = (threshold: Threshold, target: number): number =>
  "percent" in threshold
    ? Math.ceil((target * threshold.percent) / 100)
    : "remaining" in threshold
      ? target - threshold.remaining
      : target + threshold.overdue
