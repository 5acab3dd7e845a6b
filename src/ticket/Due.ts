/** A due date that somebody set by hand. */
import * as Schema from "effect/Schema"
import { Instant } from "../time/Instant.ts"

/**
 * A pinned date stays whatever happens; one that is not moves on by as long as the ticket waits, and gives way to the
 * next promise that a policy makes.
 */
export class Due extends Schema.Opaque<Due>()(Schema.Struct({ at: Instant, pinned: Schema.Boolean })) {}
