/** Why a command was not granted. Real errors, one union, each says what, where and why. */
import * as Schema from "effect/Schema"

const Words = Schema.Array(Schema.String)
const listed = (words: ReadonlyArray<string>): string =>
  words.length > 12 ? `${words.slice(0, 12).join(", ")} … (${words.length})` : words.join(", ") || "none"

/** No such ticket in this tenant, or none that this actor may know of. */
export class TicketNotFound extends Schema.TaggedError<TicketNotFound>()("TicketNotFound", { ticketId: Schema.String }) {
  override readonly message = `there is no ticket ${this.ticketId} here`
}
/** A ticket is opened once. */
export class AlreadyOpen extends Schema.TaggedError<AlreadyOpen>()("AlreadyOpen", { ticketId: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} was opened before`
}
/** A closed ticket is finished: reopen it, or open a follow-up. */
export class TicketClosed extends Schema.TaggedError<TicketClosed>()("TicketClosed", { ticketId: Schema.String, command: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} is closed and takes no ${this.command}; reopen it, or open a follow-up`
}
/** A merged ticket lives on in another, which takes what is said to it. */
export class TicketMerged extends Schema.TaggedError<TicketMerged>()("TicketMerged", {
  ticketId: Schema.String,
  survivor: Schema.String,
  command: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} was merged and takes no ${this.command}: ask ticket ${this.survivor}`
}
/** A word that the workspace does not know. */
export class UnknownWord extends Schema.TaggedError<UnknownWord>()("UnknownWord", {
  what: Schema.Literals([
    "status",
    "priority",
    "kind",
    "category",
    "field",
    "channel",
    "department",
    "brand",
    "team",
    "agent",
    "macro",
    "view",
    "webhook",
    "rule"
  ]),
  word: Schema.String,
  known: Words
}) {
  override readonly message = `the workspace has no ${this.what} "${this.word}"; it has ${listed(this.known)}`
}
/** The refusal of a word that is not there; `undefined` when it is. */
export const unknownWord = (what: UnknownWord["what"], word: string, known: ReadonlyMap<string, unknown>): UnknownWord | undefined =>
  known.has(word) ? undefined : new UnknownWord({ what, word, known: [...known.keys()] })

/** Only agents, rules and integrations may do this. */
export class NotAnAgent extends Schema.TaggedError<NotAnAgent>()("NotAnAgent", { actor: Schema.String, command: Schema.String }) {
  override readonly message = `${this.actor} is outside the desk and cannot ${this.command}`
}
/** The agent is not in the team that the ticket is given to. */
export class NotInTeam extends Schema.TaggedError<NotInTeam>()("NotInTeam", { agent: Schema.String, team: Schema.String }) {
  override readonly message = `agent ${this.agent} is not in team ${this.team}`
}
/** A value that its field does not take. */
export class FieldInvalid extends Schema.TaggedError<FieldInvalid>()("FieldInvalid", { field: Schema.String, expected: Schema.String }) {
  override readonly message = `field "${this.field}" takes ${this.expected}`
}
/** A status that demands fields which are unset. */
export class FieldsRequired extends Schema.TaggedError<FieldsRequired>()("FieldsRequired", { status: Schema.String, fields: Words }) {
  override readonly message = `before status "${this.status}" these fields must be filled: ${listed(this.fields)}`
}
/** Only a closed or solved ticket can be reopened. */
export class NotDone extends Schema.TaggedError<NotDone>()("NotDone", { ticketId: Schema.String, status: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} is ${this.status}: there is nothing to reopen`
}
/** An answer or a forward that has nobody to go to. */
export class ReplyAddressMissing extends Schema.TaggedError<ReplyAddressMissing>()("ReplyAddressMissing", { ticketId: Schema.String }) {
  override readonly message = `ticket ${this.ticketId}: there is no address to write to`
}
/** A message without words and without files. */
export class NothingSaid extends Schema.TaggedError<NothingSaid>()("NothingSaid", { command: Schema.String }) {
  override readonly message = `${this.command}: a message needs a text or an attachment`
}
/** What a channel cannot carry. */
export class ChannelCannot extends Schema.TaggedError<ChannelCannot>()("ChannelCannot", { channel: Schema.String, what: Schema.String }) {
  override readonly message = `channel "${this.channel}" ${this.what}`
}
/** A due date lies ahead. */
export class DueInPast extends Schema.TaggedError<DueInPast>()("DueInPast", { due: Schema.Int, now: Schema.Int }) {
  override readonly message = `a due date lies ahead, and ${new Date(this.due).toISOString()} is not after ${new Date(this.now).toISOString()}`
}
/** More of something than one ticket holds. */
export class TooMany extends Schema.TaggedError<TooMany>()("TooMany", { what: Schema.String, limit: Schema.Int }) {
  override readonly message = `a ticket holds at most ${this.limit} ${this.what}`
}

export type Refusal =
  | TicketNotFound
  | AlreadyOpen
  | TicketClosed
  | TicketMerged
  | UnknownWord
  | NotAnAgent
  | NotInTeam
  | FieldInvalid
  | FieldsRequired
  | NotDone
  | ReplyAddressMissing
  | NothingSaid
  | ChannelCannot
  | TooMany
  | DueInPast
