/** Time that an agent spent on a ticket. Nothing of it is ever edited: what is wrong is taken off again by an entry that names it. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

/** Milliseconds: a year, which is a mistake already. */
export const LONGEST = 366 * 86_400_000

export const spent = {
  agent: Slug,
  /** When the work began; `null`: nobody said, and it counts from when it was written down. */
  start: Schema.NullOr(Instant),
  milliseconds: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: LONGEST }, { expected: "1 millisecond to 366 days" })),
  billable: Schema.Boolean,
  /** A word of the workspace. */
  type: Schema.NullOr(Slug),
  note: Text.upTo(2000),
  /** A message of this very ticket that it was spent on: wherever that is shown, it counts. */
  message: Schema.NullOr(Id)
}

export class TimeEntry extends Schema.Opaque<TimeEntry>()(
  Schema.Struct({
    id: Id,
    ...spent,
    /** Below zero in an entry that takes another off. */
    milliseconds: Schema.Int.check(Schema.isBetween({ minimum: -LONGEST, maximum: LONGEST })),
    /** The entry that it takes off. */
    reverses: Schema.NullOr(Id),
    at: Instant,
    by: Actor
  })
) {}

/** When the time was spent: a correction is of the same time as what it corrects. */
export const when = ({ start, at }: Pick<TimeEntry, "start" | "at">): Instant => start ?? at

/** Whole milliseconds. */
export interface Total {
  readonly milliseconds: number
  /** Those of them that somebody pays for. */
  readonly billable: number
}

export const none: Total = { milliseconds: 0, billable: 0 }
export const plus = ({ milliseconds, billable }: Total, entry: Pick<TimeEntry, "milliseconds" | "billable">): Total => ({
  milliseconds: milliseconds + entry.milliseconds,
  billable: entry.billable ? billable + entry.milliseconds : billable
})
export const total = (entries: ReadonlyArray<TimeEntry>): Total => entries.reduce(plus, none)
