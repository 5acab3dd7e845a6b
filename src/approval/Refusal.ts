/** Why something was not granted that has to do with an approval. */
import * as Schema from "effect/Schema"
import { Verdict } from "./Approval.ts"
import { say, Source } from "./Source.ts"

/** An approval is asked for again when it is decided, not before. */
export class AlreadyPending extends Schema.TaggedError<AlreadyPending>()("AlreadyPending", { approval: Schema.String }) {
  override readonly message = `approval ${this.approval} is pending: withdraw it before you ask again`
}
/** So few that their rule cannot be met; `group` where it is one source that is short of people, `null` where it is the step. */
export class TooFewApprovers extends Schema.TaggedError<TooFewApprovers>()("TooFewApprovers", {
  step: Schema.String,
  group: Schema.NullOr(Source),
  need: Schema.Int,
  found: Schema.Int
}) {
  override readonly message = `step ${this.step} needs ${this.need}${this.group === null ? "" : ` of ${say(this.group)}`}, and there are ${this.found} to ask`
}
/** An expiry names a calendar that is not there. */
export class UnknownCalendar extends Schema.TaggedError<UnknownCalendar>()("UnknownCalendar", {
  step: Schema.String,
  calendar: Schema.String
}) {
  override readonly message = `step ${this.step} counts by calendar "${this.calendar}", and there is none`
}
/** There is a verdict, and nothing to add to it. */
export class AlreadyDecided extends Schema.TaggedError<AlreadyDecided>()("AlreadyDecided", { approval: Schema.String, verdict: Verdict }) {
  override readonly message = `approval ${this.approval} is ${this.verdict}`
}
/** The step needs no more answers, though the approval as a whole does. */
export class ApprovedElsewhere extends Schema.TaggedError<ApprovedElsewhere>()("ApprovedElsewhere", { step: Schema.String }) {
  override readonly message = `step ${this.step} is approved already`
}
/** Steps before it are not decided. */
export class NotOpenYet extends Schema.TaggedError<NotOpenYet>()("NotOpenYet", { step: Schema.String }) {
  override readonly message = `step ${this.step} is not open yet`
}
/** The approval has no such step. */
export class UnknownStep extends Schema.TaggedError<UnknownStep>()("UnknownStep", {
  step: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override readonly message = `the approval has no step "${this.step}"; it has ${this.known.join(", ")}`
}
/** `step`: `null` where they are asked in none that is undecided. */
export class NotAnApprover extends Schema.TaggedError<NotAnApprover>()("NotAnApprover", {
  agent: Schema.String,
  step: Schema.NullOr(Schema.String)
}) {
  override readonly message = `${this.agent} is not asked${this.step === null ? "" : ` in step ${this.step}`}`
}
/** Nobody let them answer for that approver, or not at this time. */
export class NotADelegate extends Schema.TaggedError<NotADelegate>()("NotADelegate", { agent: Schema.String, onBehalfOf: Schema.String }) {
  override readonly message = `${this.agent} does not stand in for ${this.onBehalfOf}`
}
/** Nobody approves what they asked for themselves, or what else they are excluded from. */
export class SelfApproval extends Schema.TaggedError<SelfApproval>()("SelfApproval", { agent: Schema.String, step: Schema.String }) {
  override readonly message = `${this.agent} is excluded from step ${this.step}`
}
/** A person answers once in a step: for themselves if they are asked, otherwise for one other. */
export class AnswersOnce extends Schema.TaggedError<AnswersOnce>()("AnswersOnce", {
  agent: Schema.String,
  step: Schema.String,
  onBehalfOf: Schema.String
}) {
  override readonly message = `${this.agent} answers once in step ${this.step}, and does so for ${this.agent === this.onBehalfOf ? "themselves" : this.onBehalfOf}`
}
/** Somebody would stand in for themselves. */
export class DelegationCycle extends Schema.TaggedError<DelegationCycle>()("DelegationCycle", { from: Schema.String, to: Schema.String }) {
  override readonly message = `${this.from} cannot delegate to ${this.to}: it would lead back to ${this.from}`
}
/** It ends before it begins, or is over already. */
export class DelegationOver extends Schema.TaggedError<DelegationOver>()("DelegationOver", { since: Schema.Int, until: Schema.Int }) {
  override readonly message = `a delegation until ${new Date(this.until).toISOString()} would be over before it begins`
}
/** More delegations than one approval holds. */
export class TooManyDelegations extends Schema.TaggedError<TooManyDelegations>()("TooManyDelegations", { limit: Schema.Int }) {
  override readonly message = `an approval holds at most ${this.limit} delegations`
}

export type Refusal =
  | AlreadyPending
  | TooFewApprovers
  | UnknownCalendar
  | AlreadyDecided
  | ApprovedElsewhere
  | NotOpenYet
  | UnknownStep
  | NotAnApprover
  | NotADelegate
  | SelfApproval
  | AnswersOnce
  | DelegationCycle
  | DelegationOver
  | TooManyDelegations
