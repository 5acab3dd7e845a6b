/** Why something was not granted of what agents do together on a ticket. */
import * as Schema from "effect/Schema"

/** A ticket is put aside until a time to come. */
export class SnoozeInPast extends Schema.TaggedError<SnoozeInPast>()("SnoozeInPast", { until: Schema.Int, now: Schema.Int }) {
  override readonly message = `a ticket is put aside until a time to come, and ${new Date(this.until).toISOString()} is not after ${new Date(this.now).toISOString()}`
}

export type OfCollaboration = SnoozeInPast
