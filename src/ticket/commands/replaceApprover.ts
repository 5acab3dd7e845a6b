/** Replace approver: somebody cannot answer any more; another is asked instead, or nobody. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Approval } from "../../approval/Approval.ts"
import { replace } from "../../approval/replace.ts"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import { type ApprovalFact, ApproverReplaced, evolve, told } from "../ApprovalFact.ts"
import { approvalOf, selfOf } from "../Approvals.ts"
import { ApprovalNotFound, NotImpartial, unknownWord } from "../Refusal.ts"
import { command, type Context, type Decision, nothing, on } from "../rule.ts"
import type { Ticket } from "../Ticket.ts"

export class ReplaceApprover extends Schema.Opaque<ReplaceApprover>()(
  Schema.TaggedStruct("ReplaceApprover", { approval: Slug, from: Slug, to: Schema.NullOr(Slug) })
) {}

export const replaceApprover = command(ReplaceApprover, {
  decide: (ticket, { from, to, approval: id }, context): Decision<ApprovalFact> => {
    const approval = approvalOf(ticket, id)
    if (approval === undefined) return Result.fail(new ApprovalNotFound({ ticketId: ticket.id, approval: id }))
    const unknown = to === null ? undefined : unknownWord("agent", to, context.vocabulary.agents)
    if (unknown !== undefined) return Result.fail(unknown)
    if (profits(ticket, approval, to, context)) return Result.fail(new NotImpartial({ actor: context.actor, approval: id }))
    if (from === to) return nothing
    return told(id, replace(approval, { by: context.actor, from, to }, context.now), context)
  },
  events: [on(ApproverReplaced, evolve)]
})

/** Whoever asks chooses nobody who answers, nor does anybody who has no say; and nobody chooses themselves. */
const profits = (ticket: Ticket, { by, stages }: Approval, to: string | null, { actor, vocabulary }: Context): boolean => {
  if (actor === by) return true
  if (!Actor.isAgent(actor)) return false
  const agent = Actor.idOf(actor)
  return agent === to || agent === selfOf(ticket, vocabulary) || stages.some(({ excluded }) => excluded.includes(agent))
}
