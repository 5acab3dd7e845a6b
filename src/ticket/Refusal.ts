/** Why a command was not granted. Real errors, one union, each says what, where and why. */
import * as Schema from "effect/Schema"
import type { Refusal as OfApproval } from "../approval/Refusal.ts"
import type { OfCollaboration } from "./CollaborationRefusal.ts"
import type { OfWork } from "./WorkRefusal.ts"

export * from "./CollaborationRefusal.ts"
import type { OfRating } from "./RatingRefusal.ts"
import type { OfRemoval } from "./RemovalRefusal.ts"

export * from "./RatingRefusal.ts"
export * from "./RemovalRefusal.ts"
export * from "./WorkRefusal.ts"
import type { OfLifecycle } from "./LifecycleRefusal.ts"

export * from "./LifecycleRefusal.ts"
import type { NothingSuggested, OnlyAgents } from "./Suggestion.ts"

export { NothingSuggested, OnlyAgents } from "./Suggestion.ts"

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
/** It takes two tickets. */
export class SameTicket extends Schema.TaggedError<SameTicket>()("SameTicket", { ticketId: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} has nothing to do with itself`
}
/** The target is part of the source already. */
export class MergeCycle extends Schema.TaggedError<MergeCycle>()("MergeCycle", { source: Schema.String, target: Schema.String }) {
  override readonly message = `ticket ${this.target} was merged into ${this.source}, which cannot be merged into it: take that back first`
}
/** Tickets of different people are merged only where these agree. */
export class ConsentMissing extends Schema.TaggedError<ConsentMissing>()("ConsentMissing", { ticketId: Schema.String, sources: Words }) {
  override readonly message = `ticket ${this.ticketId} and ${listed(this.sources)} are of different people: merge them only with their consent`
}
/** Tickets that nobody sees all of are not merged: nobody would see them any more. */
export class NobodyLeft extends Schema.TaggedError<NobodyLeft>()("NobodyLeft", { ticketId: Schema.String, sources: Words }) {
  override readonly message = `ticket ${this.ticketId} and ${listed(this.sources)} are restricted, and nobody sees all of them`
}
/** There is no merge to take back. */
export class NotMerged extends Schema.TaggedError<NotMerged>()("NotMerged", { ticketId: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} has no such merge to take back`
}
/** What the ticket was merged into was merged on: the later merge is taken back first. */
export class MergedSince extends Schema.TaggedError<MergedSince>()("MergedSince", {
  ticketId: Schema.String,
  into: Schema.String,
  survivor: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} is part of ${this.into}, and that of ${this.survivor}: take that merge back first`
}
/** It was never split from another ticket. */
export class NotSplit extends Schema.TaggedError<NotSplit>()("NotSplit", { ticketId: Schema.String }) {
  override readonly message = `ticket ${this.ticketId} was not split from another`
}
/** No such message in this conversation. */
export class MessageNotFound extends Schema.TaggedError<MessageNotFound>()("MessageNotFound", {
  ticketId: Schema.String,
  messageId: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} has no message ${this.messageId}`
}
/** A ticket that gives messages away gives some, and keeps some. */
export class NothingLeft extends Schema.TaggedError<NothingLeft>()("NothingLeft", { ticketId: Schema.String, chosen: Schema.Int }) {
  override readonly message =
    this.chosen === 0
      ? `no message of ticket ${this.ticketId} was chosen`
      : `nothing would be left in ticket ${this.ticketId}: merge it instead`
}
/** A message that came while tickets were one goes to one of those that part, and no other message goes anywhere. */
export class AllocationInvalid extends Schema.TaggedError<AllocationInvalid>()("AllocationInvalid", {
  messageId: Schema.String,
  ticketId: Schema.String
}) {
  override readonly message = `message ${this.messageId} cannot be given to ticket ${this.ticketId}: it did not come since the merge, or that ticket has no part in it`
}
/** Tickets that it waits for are open still. */
export class Blocked extends Schema.TaggedError<Blocked>()("Blocked", {
  ticketId: Schema.String,
  status: Schema.String,
  /** The references of those that stand in the way. */
  by: Words
}) {
  override readonly message = `ticket ${this.ticketId} cannot become ${this.status} while these are open: ${listed(this.by)}`
}
/** Along links of this type the way would lead back to where it began. */
export class LinkCycle extends Schema.TaggedError<LinkCycle>()("LinkCycle", {
  type: Schema.String,
  /** The references of the tickets along the way, the first being the last as well. */
  way: Words
}) {
  override readonly message = `links of type "${this.type}" go round in no circle, as this one would: ${listed(this.way)}`
}
/** Links of this type say what the desk has done. */
export class LinkReserved extends Schema.TaggedError<LinkReserved>()("LinkReserved", { type: Schema.String }) {
  override readonly message = `links of type "${this.type}" are made by the desk itself`
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
    "rule",
    "approval",
    "link",
    "timeType"
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
/** They may see the ticket, and may not do this with it; `action`: the capability that it needs. */
export class Denied extends Schema.TaggedError<Denied>()("Denied", {
  actor: Schema.String,
  action: Schema.String,
  reason: Schema.String
}) {
  override readonly message = `${this.actor} may not ${this.action}: ${this.reason}`
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
/** What waits for permission is not finished before there is an answer. */
export class ApprovalPending extends Schema.TaggedError<ApprovalPending>()("ApprovalPending", {
  ticketId: Schema.String,
  approval: Schema.String,
  status: Schema.String
}) {
  override readonly message = `ticket ${this.ticketId} cannot become ${this.status} while approval ${this.approval} is pending`
}
/** Nobody ever asked for it on this ticket. */
export class ApprovalNotFound extends Schema.TaggedError<ApprovalNotFound>()("ApprovalNotFound", {
  ticketId: Schema.String,
  approval: Schema.String
}) {
  override readonly message = `approval ${this.approval} was never asked for on ticket ${this.ticketId}`
}
/** Several open steps ask the same approver: say which. */
export class SeveralSteps extends Schema.TaggedError<SeveralSteps>()("SeveralSteps", {
  approval: Schema.String,
  agent: Schema.String,
  steps: Words
}) {
  override readonly message = `approval ${this.approval} asks ${this.agent} in several steps, say which: ${listed(this.steps)}`
}
/** Who asked, who has no say, or who would be asked themselves, does not choose who answers. */
export class NotImpartial extends Schema.TaggedError<NotImpartial>()("NotImpartial", { actor: Schema.String, approval: Schema.String }) {
  override readonly message = `${this.actor} has a part in approval ${this.approval} and cannot choose who answers`
}
/** An approval is taken back by whoever asked for it, by the ticket's assignee, or by the desk's own rules. */
export class NotTheirApproval extends Schema.TaggedError<NotTheirApproval>()("NotTheirApproval", {
  actor: Schema.String,
  approval: Schema.String
}) {
  override readonly message = `${this.actor} neither asked for approval ${this.approval} nor has the ticket, and cannot take it back`
}

export type Refusal =
  | OfRemoval
  | OfRating
  | OfCollaboration
  | OfWork
  | OfLifecycle
  | OfApproval
  | ApprovalPending
  | ApprovalNotFound
  | SeveralSteps
  | NotImpartial
  | NotTheirApproval
  | TicketNotFound
  | AlreadyOpen
  | TicketClosed
  | TicketMerged
  | SameTicket
  | MergeCycle
  | ConsentMissing
  | NobodyLeft
  | NotMerged
  | MergedSince
  | NotSplit
  | MessageNotFound
  | NothingLeft
  | AllocationInvalid
  | Blocked
  | LinkCycle
  | LinkReserved
  | UnknownWord
  | NotAnAgent
  | Denied
  | OnlyAgents
  | NothingSuggested
  | NotInTeam
  | FieldInvalid
  | FieldsRequired
  | NotDone
  | ReplyAddressMissing
  | NothingSaid
  | ChannelCannot
  | TooMany
  | DueInPast
