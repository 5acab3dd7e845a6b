/** Withdraw approval: the question is taken back, even after a yes. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { settled } from "../../approval/due.ts"
import { withdraw } from "../../approval/withdraw.ts"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { type ApprovalFact, ApprovalWithdrawn, evolve, told } from "../ApprovalFact.ts"
import { approvalOf } from "../Approvals.ts"
import { ApprovalNotFound, NotTheirApproval } from "../Refusal.ts"
import { command, type Context, type Decision, on } from "../rule.ts"
import type { Ticket } from "../Ticket.ts"

export class WithdrawApproval extends Schema.Opaque<WithdrawApproval>()(
  Schema.TaggedStruct("WithdrawApproval", { approval: Slug, reason: Text.filled(2000) })
) {}

/** Every question that waits for an answer, taken back at once. */
export const withdrawnBy = (ticket: Ticket, reason: string, context: Context): Decision<ApprovalFact> => {
  const facts: Array<ApprovalFact> = []
  for (const approval of ticket.approvals ?? []) {
    if (settled(approval, context.now).end !== null) continue
    const one = told(approval.id, withdraw(approval, { by: context.actor, reason }, context.now), context)
    if (Result.isFailure(one)) return one
    facts.push(...one.success)
  }
  return Result.succeed(facts)
}

export const withdrawApproval = command(WithdrawApproval, {
  decide: (ticket, { approval: id, reason }, context): Decision<ApprovalFact> => {
    const { actor } = context
    const approval = approvalOf(ticket, id)
    if (approval === undefined) return Result.fail(new ApprovalNotFound({ ticketId: ticket.id, approval: id }))
    const isAssignee = ticket.assignee !== null && actor === Actor.agent(ticket.assignee)
    // What the desk does by its own rules, whoever runs it has decided.
    const isDesk = actor === Actor.system || Actor.isRule(actor)
    if (actor !== approval.by && !isAssignee && !isDesk) return Result.fail(new NotTheirApproval({ actor, approval: id }))
    return told(id, withdraw(approval, { by: actor, reason }, context.now), context)
  },
  events: [on(ApprovalWithdrawn, evolve)]
})
