/** How a ticket lies aside: nobody sees it among the others, and nothing happens to it until it is back or gone for good. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import { Id } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"

/** `spam`: it never was a request. */
export const As = Schema.Literals(["removed", "spam"])
export type As = typeof As.Type

export class Removal extends Schema.Opaque<Removal>()(
  Schema.Struct({
    at: Instant,
    by: Actor,
    as: As,
    /** When it is to be purged; `null`: not by time, or it was. */
    purgeAt: Schema.NullOr(Instant),
    /** The ticket that it was merged into, and lies aside with. */
    along: Schema.optionalKey(Id),
    /** Its messages were parted from this ticket, for being spam. */
    partedFrom: Schema.optionalKey(Id),
    /** When it was purged: of what people said and were nothing is left, and it cannot come back. */
    purgedAt: Schema.optionalKey(Instant)
  })
) {}

interface Holder {
  readonly removed?: Removal
}

export const isRemoved = (ticket: Holder | undefined): boolean => ticket?.removed !== undefined
export const isSpam = ({ removed }: Holder): boolean => removed?.as === "spam"
export const isPurged = (ticket: Holder | undefined): boolean => ticket?.removed?.purgedAt !== undefined

/** When the purge is due; `null`: never, or it comes with the ticket that it was merged into. */
export const wakeAt = ({ removed }: Holder): Instant | null =>
  removed === undefined || removed.along !== undefined ? null : removed.purgeAt
