/** What happened to an approval, as facts of its ticket. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { vote } from "../approval/Answer.ts"
import { question } from "../approval/Approval.ts"
import { delegation } from "../approval/Delegation.ts"
import { evolve as evolveApproval } from "../approval/evolve.ts"
import type { Fact as OfApproval } from "../approval/Fact.ts"
import type { Refusal } from "../approval/Refusal.ts"
import { Panel } from "../approval/Stage.ts"
import * as Actor from "../people/Actor.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { approvalOf } from "./Approvals.ts"
import { type Context, type Decision, Fact, stamp } from "./rule.ts"
import type { Ticket } from "./Ticket.ts"

/** The approval goes by the id of its definition: a ticket has one of each. */
const of = { approval: Slug }
const { id: _id, definition: _definition, by: _by, ...asked } = question
const { at: _at, by: _voter, ...ballot } = vote
/** `dueAt`: when time brought it about. The fact may be written later, when somebody looks. */
const passed = { ...of, step: Slug, expiry: Schema.Int, dueAt: Instant }

export class ApprovalRequested extends Schema.Opaque<ApprovalRequested>()(
  Fact("ApprovalRequested", { ...of, ...asked, panels: Schema.Array(Panel) })
) {}
export class Voted extends Schema.Opaque<Voted>()(Fact("Voted", { ...of, step: Slug, ...ballot })) {}
export class VoteDelegated extends Schema.Opaque<VoteDelegated>()(Fact("VoteDelegated", { ...of, ...delegation })) {}
export class ApproverReplaced extends Schema.Opaque<ApproverReplaced>()(
  Fact("ApproverReplaced", { ...of, from: Slug, to: Schema.NullOr(Slug) })
) {}
export class ApprovalWithdrawn extends Schema.Opaque<ApprovalWithdrawn>()(Fact("ApprovalWithdrawn", { ...of, reason: Text.upTo(2000) })) {}
export class ApprovalInvalidated extends Schema.Opaque<ApprovalInvalidated>()(
  Fact("ApprovalInvalidated", { ...of, digest: Text.filled(200) })
) {}
export class ApproversReminded extends Schema.Opaque<ApproversReminded>()(Fact("ApproversReminded", passed)) {}
export class ApprovalEscalated extends Schema.Opaque<ApprovalEscalated>()(
  Fact("ApprovalEscalated", { ...passed, to: Schema.Array(Slug) })
) {}
export class ApprovalExpired extends Schema.Opaque<ApprovalExpired>()(
  Fact("ApprovalExpired", { ...passed, outcome: Schema.Literals(["approved", "expired"]) })
) {}

export type ApprovalFact =
  | ApprovalRequested
  | Voted
  | VoteDelegated
  | ApproverReplaced
  | ApprovalWithdrawn
  | ApprovalInvalidated
  | ApproversReminded
  | ApprovalEscalated
  | ApprovalExpired

/** What the approval's own rules answer, told of the ticket. */
export const told = (
  approval: string,
  answered: Result.Result<ReadonlyArray<OfApproval>, Refusal>,
  context: Context
): Decision<ApprovalFact> => Result.map(answered, (facts) => facts.map((fact) => tell(approval, fact, context)))

const tell = (approval: string, fact: OfApproval, context: Context): ApprovalFact => {
  const own = { ...stamp(context), approval }
  switch (fact._tag) {
    case "Requested": {
      const { _tag, at, by, id, definition, ...rest } = fact
      return { _tag: "ApprovalRequested", ...own, ...rest }
    }
    case "Voted": {
      const { _tag, at, by, ...rest } = fact
      return { _tag, ...own, ...rest }
    }
    case "Delegated": {
      const { _tag, at, by, ...rest } = fact
      return { _tag: "VoteDelegated", ...own, ...rest }
    }
    case "Replaced":
      return { _tag: "ApproverReplaced", ...own, from: fact.from, to: fact.to }
    case "Withdrawn":
      return { _tag: "ApprovalWithdrawn", ...own, reason: fact.reason }
    case "Invalidated":
      return { _tag: "ApprovalInvalidated", ...own, digest: fact.digest }
    case "Reminded":
      return { _tag: "ApproversReminded", ...own, step: fact.step, expiry: fact.expiry, dueAt: fact.at }
    case "Escalated":
      return { _tag: "ApprovalEscalated", ...own, step: fact.step, expiry: fact.expiry, dueAt: fact.at, to: fact.to }
    case "Expired":
      return { _tag: "ApprovalExpired", ...own, step: fact.step, expiry: fact.expiry, dueAt: fact.at, outcome: fact.outcome }
  }
}

/** The same the other way round. */
const heard = (fact: ApprovalFact): OfApproval => {
  switch (fact._tag) {
    case "ApprovalRequested": {
      const { _tag, approval, via, cause, ...rest } = fact
      return { _tag: "Requested", id: approval, definition: approval, ...rest }
    }
    case "Voted": {
      const { _tag, at, step, onBehalfOf, answer, reason } = fact
      return { _tag, at, by: Actor.idOf(fact.by), step, onBehalfOf, answer, reason }
    }
    case "VoteDelegated": {
      const { at, by, from, to, since, until } = fact
      return { _tag: "Delegated", at, by, from, to, since, until }
    }
    case "ApproverReplaced":
      return { _tag: "Replaced", at: fact.at, by: fact.by, from: fact.from, to: fact.to }
    case "ApprovalWithdrawn":
      return { _tag: "Withdrawn", at: fact.at, by: fact.by, reason: fact.reason }
    case "ApprovalInvalidated":
      return { _tag: "Invalidated", at: fact.at, by: fact.by, digest: fact.digest }
    case "ApproversReminded":
      return { _tag: "Reminded", at: fact.dueAt, step: fact.step, expiry: fact.expiry }
    case "ApprovalEscalated":
      return { _tag: "Escalated", at: fact.dueAt, step: fact.step, expiry: fact.expiry, to: fact.to }
    case "ApprovalExpired":
      return { _tag: "Expired", at: fact.dueAt, step: fact.step, expiry: fact.expiry, outcome: fact.outcome }
  }
}

/** The ticket after it. */
export const evolve = (ticket: Ticket, fact: ApprovalFact): Ticket => {
  const before = approvalOf(ticket, fact.approval)
  const after = evolveApproval(before ?? null, heard(fact))
  const others = ticket.approvals ?? []
  return after === null
    ? ticket
    : {
        ...ticket,
        approvals: before === undefined ? [...others, after] : others.map((one) => (one === before ? after : one)),
        updatedAt: fact.at
      }
}
