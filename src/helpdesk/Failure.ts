/** What can go wrong around the core: the ways in which the shell refuses. Real errors, each says what, where and why. */
import * as Schema from "effect/Schema"
import { StorageError } from "../storage/StorageError.ts"

/** Input that its schema does not take; each problem names its path. */
export class InputInvalid extends Schema.TaggedError<InputInvalid>()("InputInvalid", {
  what: Schema.String,
  problems: Schema.Array(Schema.String)
}) {
  override readonly message = `${this.what}: ${this.problems.join("; ")}`
}
/** Opening asks for a requester: an address, a number, an account or an id. */
export class RequesterMissing extends Schema.TaggedError<RequesterMissing>()("RequesterMissing", { reason: Schema.String }) {
  override readonly message = `no requester: ${this.reason}`
}
/** A request by a channel that takes no answers, of somebody who can be reached by no other. */
export class ReplyIdentityMissing extends Schema.TaggedError<ReplyIdentityMissing>()("ReplyIdentityMissing", { channel: Schema.String }) {
  override readonly message = `channel "${this.channel}" takes no answers: the requester needs an address or a number to answer to`
}
/** An identity is one person's. */
export class IdentityTaken extends Schema.TaggedError<IdentityTaken>()("IdentityTaken", {
  identity: Schema.String,
  requester: Schema.String
}) {
  override readonly message = `${this.identity} is held by requester ${this.requester}`
}
/** They do not have it. */
export class IdentityUnknown extends Schema.TaggedError<IdentityUnknown>()("IdentityUnknown", {
  identity: Schema.String,
  requester: Schema.String
}) {
  override readonly message = `requester ${this.requester} has no ${this.identity}`
}
/** Who has no identity could never be recognised again. */
export class LastIdentity extends Schema.TaggedError<LastIdentity>()("LastIdentity", { requester: Schema.String }) {
  override readonly message = `requester ${this.requester} has no other identity: add another first`
}
/** The ticket has moved on since it was read: read it again, decide again. */
export class StaleVersion extends Schema.TaggedError<StaleVersion>()("StaleVersion", {
  ticketId: Schema.String,
  expected: Schema.Int,
  actual: Schema.Int
}) {
  override readonly message = `ticket ${this.ticketId} is at version ${this.actual}, not ${this.expected}: somebody else was first`
}
/** One command id, two different wishes. */
export class CommandReused extends Schema.TaggedError<CommandReused>()("CommandReused", { commandId: Schema.String }) {
  override readonly message = `command id ${this.commandId} was used before, for something else`
}
/** Too many others write to this ticket at the same time. */
export class Contended extends Schema.TaggedError<Contended>()("Contended", { ticketId: Schema.String, attempts: Schema.Int }) {
  override readonly message = `ticket ${this.ticketId}: ${this.attempts} attempts in a row met somebody else's change; try again`
}
/** A stored record that no longer reads as what it should be. Other records are not affected. */
export class CorruptRecord extends Schema.TaggedError<CorruptRecord>()("CorruptRecord", {
  stream: Schema.String,
  version: Schema.Int,
  problem: Schema.String
}) {
  override readonly message = `record ${this.stream}, event ${this.version}: ${this.problem}`
}
/** The desk was made without what this needs. */
export class NotConfigured extends Schema.TaggedError<NotConfigured>()("NotConfigured", { needs: Schema.String }) {
  override readonly message = `this desk was created without ${this.needs}`
}
/** A link or a confirmation of an approval that this desk did not make, or that is good no more. */
export class BallotInvalid extends Schema.TaggedError<BallotInvalid>()("BallotInvalid", { reason: Schema.String }) {
  override readonly message = `this cannot be answered by: ${this.reason}`
}

/** What was to make a title and a summary failed, or answered something else. Nothing was written. */
export class SummarizerFailed extends Schema.TaggedError<SummarizerFailed>()("SummarizerFailed", { reason: Schema.String }) {
  override readonly message = `no title and no summary: ${this.reason}`
}

/** The agent is writing nothing in this ticket. */
export class DraftNotFound extends Schema.TaggedError<DraftNotFound>()("DraftNotFound", { ticketId: Schema.String, agent: Schema.String }) {
  override readonly message = `agent ${this.agent} has no draft in ticket ${this.ticketId}`
}
/** Others said something since the draft was begun: read it, then send the draft anyway, or change it first. */
export class DraftOutdated extends Schema.TaggedError<DraftOutdated>()("DraftOutdated", {
  ticketId: Schema.String,
  /** The ids of the messages since. */
  messages: Schema.Array(Schema.String)
}) {
  override readonly message = `ticket ${this.ticketId} has ${this.messages.length} messages that were said since the draft was begun`
}

/** What lies in quarantine cannot become a message. It stays where it is. */
export class NotRecoverable extends Schema.TaggedError<NotRecoverable>()("NotRecoverable", { id: Schema.String, reason: Schema.String }) {
  override readonly message = `${this.id} cannot become a message: ${this.reason}`
}
/** Whoever typed the number meant other tickets, or somebody was first. Nothing has happened. */
export class CountMismatch extends Schema.TaggedError<CountMismatch>()("CountMismatch", { confirm: Schema.Int, expected: Schema.Int }) {
  override readonly message = `${this.confirm} was confirmed, and there are ${this.expected} tickets that this can be done to`
}

export type Failure =
  | NotRecoverable
  | CountMismatch
  | DraftNotFound
  | DraftOutdated
  | BallotInvalid
  | SummarizerFailed
  | InputInvalid
  | RequesterMissing
  | ReplyIdentityMissing
  | IdentityTaken
  | IdentityUnknown
  | LastIdentity
  | StaleVersion
  | CommandReused
  | Contended
  | CorruptRecord
  | NotConfigured

/** What a verb may fail with; anything else is a defect. */
export const isTagged = (cause: unknown): cause is Error & { readonly _tag: string } => cause instanceof Error && "_tag" in cause

/** What keeps one ticket from being worked with, while others can be; a store that fails keeps all. */
export const isOfOneTicket = (cause: unknown): boolean => isTagged(cause) && !(cause instanceof StorageError)
