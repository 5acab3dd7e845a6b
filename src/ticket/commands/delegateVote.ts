/** Delegate vote: an approver lets somebody answer in their place, for a time. Nobody gives away what is another's. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { delegate } from "../../approval/delegate.ts"
import { NotAnApprover } from "../../approval/Refusal.ts"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import { type ApprovalFact, evolve, told, VoteDelegated } from "../ApprovalFact.ts"
import { approvalOf } from "../Approvals.ts"
import { ApprovalNotFound, unknownWord } from "../Refusal.ts"
import { command, type Decision, nothing, on } from "../rule.ts"

/** From `since` on, now where it is left out; until before `until`, to the approval's end where there is none. */
export class DelegateVote extends Schema.Opaque<DelegateVote>()(
  Schema.TaggedStruct("DelegateVote", {
    approval: Slug,
    to: Slug,
    since: Schema.optionalKey(Instant),
    until: Schema.optionalKey(Schema.NullOr(Instant))
  })
) {}

export const delegateVote = command(DelegateVote, {
  decide: (ticket, wish, context): Decision<ApprovalFact> => {
    const { actor, now, vocabulary } = context
    const { to, since = now, until = null } = wish
    const approval = approvalOf(ticket, wish.approval)
    if (approval === undefined) return Result.fail(new ApprovalNotFound({ ticketId: ticket.id, approval: wish.approval }))
    if (!Actor.isAgent(actor)) return Result.fail(new NotAnApprover({ agent: actor, step: null }))
    const unknown = unknownWord("agent", to, vocabulary.agents)
    if (unknown !== undefined) return Result.fail(unknown)
    const from = Actor.idOf(actor)
    const granted = delegate(approval, { by: actor, from, to, since, until }, now)
    const isSaid = approval.delegations.some((one) => one.from === from && one.to === to && one.since === since && one.until === until)
    return isSaid && Result.isSuccess(granted) ? nothing : told(approval.id, granted, context)
  },
  events: [on(VoteDelegated, evolve)]
})
