/** How long what lies aside is kept before it is purged. */
import * as Schema from "effect/Schema"

/** `null`: never by time. */
const Days = Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 36_500 })))

/** Days, by why it lies aside. */
export class Keeping extends Schema.Opaque<Keeping>()(
  Schema.Struct({
    removed: Days,
    spam: Days,
    /** Mail and messages in quarantine. */
    quarantine: Days
  })
) {}

/** Removed tickets as with Zendesk, spam and what is suspected of it as with HubSpot. */
export const standard: Keeping = { removed: 30, spam: 90, quarantine: 90 }
