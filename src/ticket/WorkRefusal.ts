/** Why something was not granted of the work on a ticket: its resolution, its activities, the time that went into it. */
import * as Schema from "effect/Schema"

/** A resolution says what solved a ticket. */
export class NotSolved extends Schema.TaggedError<NotSolved>()("NotSolved", { ticketId: Schema.String, status: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} is ${this.status}: it is resolved when it is solved or closed, or together with that`
}
/** Whoever asks is no agent, and named none. */
export class AgentMissing extends Schema.TaggedError<AgentMissing>()("AgentMissing", { actor: Schema.String, command: Schema.String }) {
  override readonly message = `${this.actor} is no agent: ${this.command} needs one`
}
/** No such activity on this ticket. */
export class ActivityNotFound extends Schema.TaggedError<ActivityNotFound>()("ActivityNotFound", {
  ticketId: Schema.String,
  activity: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} has no activity ${this.activity}`
}
/** Nobody is reminded of what is done. */
export class ActivityDone extends Schema.TaggedError<ActivityDone>()("ActivityDone", { activity: Schema.String }) {
  override readonly message = `activity ${this.activity} is done and takes no reminders`
}
/** An end comes after a start. */
export class EndsBeforeStart extends Schema.TaggedError<EndsBeforeStart>()("EndsBeforeStart", {
  start: Schema.NullOr(Schema.Int),
  end: Schema.Int
}) {
  override readonly message =
    this.start === null
      ? "what ends begins: give a start"
      : `${new Date(this.end).toISOString()} is before ${new Date(this.start).toISOString()}`
}
/** A reminder lies ahead. */
export class ReminderInPast extends Schema.TaggedError<ReminderInPast>()("ReminderInPast", { reminder: Schema.Int, now: Schema.Int }) {
  override readonly message = `a reminder lies ahead, and ${new Date(this.reminder).toISOString()} is not after ${new Date(this.now).toISOString()}`
}
/** What was spent has begun. */
export class StartsInFuture extends Schema.TaggedError<StartsInFuture>()("StartsInFuture", { start: Schema.Int, now: Schema.Int }) {
  override readonly message = `time that was spent has begun, and ${new Date(this.start).toISOString()} is after ${new Date(this.now).toISOString()}`
}
/** No such time entry on this ticket. */
export class TimeEntryNotFound extends Schema.TaggedError<TimeEntryNotFound>()("TimeEntryNotFound", {
  ticketId: Schema.String,
  entry: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} has no time entry ${this.entry}`
}
/** A time entry is taken off once. */
export class NotReversible extends Schema.TaggedError<NotReversible>()("NotReversible", { entry: Schema.String, because: Schema.String }) {
  override readonly message = `time entry ${this.entry} cannot be taken off: ${this.because}`
}

export type OfWork =
  | NotSolved
  | AgentMissing
  | ActivityNotFound
  | ActivityDone
  | EndsBeforeStart
  | ReminderInPast
  | StartsInFuture
  | TimeEntryNotFound
  | NotReversible
