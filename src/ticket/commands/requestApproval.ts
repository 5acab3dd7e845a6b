/** Request approval: ask for permission, of those whom the workspace names for it; anew, if there is an answer already; a rule asks once for the same content. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { request } from "../../approval/request.ts"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { type ApprovalFact, ApprovalRequested, evolve, told } from "../ApprovalFact.ts"
import { approvalOf, digestOf, staffOf } from "../Approvals.ts"
import { unknownWord } from "../Refusal.ts"
import { command, type Decision, nothing, on } from "../rule.ts"

/** `subject`: what is to be approved, in words; the ticket's own subject, where it is left out. */
export class RequestApproval extends Schema.Opaque<RequestApproval>()(
  Schema.TaggedStruct("RequestApproval", { approval: Slug, subject: Schema.optionalKey(Text.filled(998)) })
) {}

export const requestApproval = command(RequestApproval, {
  decide: (ticket, { approval, subject }, context): Decision<ApprovalFact> => {
    const { approvals } = context.vocabulary
    const known = approvals.get(approval)
    if (known === undefined) return Result.fail(unknownWord("approval", approval, approvals)!)
    const { definition, calendars } = known
    const words = subject ?? (ticket.subject.trim() === "" ? definition.name : ticket.subject)
    const before = approvalOf(ticket, approval) ?? null
    const digest = digestOf(ticket, words, definition.covers)
    // What a rule asks, it would ask in every commit; of the same content it has its answer, or will.
    if (Actor.isRule(context.actor) && before?.digest === digest) return nothing
    const wish = {
      id: approval,
      by: context.actor,
      behind: context.behind,
      subject: words,
      digest,
      definition,
      staff: staffOf(ticket, context),
      calendars
    }
    return told(approval, request(before, wish, context.now), context)
  },
  events: [on(ApprovalRequested, evolve)]
})
