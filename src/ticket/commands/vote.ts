/** Vote: an approver answers, or somebody who stands in for them. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Answer } from "../../approval/Answer.ts"
import { type Approval, stageOf } from "../../approval/Approval.ts"
import { settled } from "../../approval/due.ts"
import { NotAnApprover } from "../../approval/Refusal.ts"
import { approversOf, isOpen } from "../../approval/Stage.ts"
import { vote as voteOn } from "../../approval/vote.ts"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import type { Instant } from "../../time/Instant.ts"
import { type ApprovalFact, evolve, told, Voted } from "../ApprovalFact.ts"
import { approvalOf } from "../Approvals.ts"
import { ApprovalNotFound, SeveralSteps } from "../Refusal.ts"
import { command, type Decision, nothing, on } from "../rule.ts"

/** `step` may be left out where only one that is open asks them. `onBehalfOf`: the approver for whom they stand in. */
export class Vote extends Schema.Opaque<Vote>()(
  Schema.TaggedStruct("Vote", {
    approval: Slug,
    step: Schema.optionalKey(Slug),
    answer: Answer,
    reason: Schema.optionalKey(Text.upTo(2000)),
    onBehalfOf: Schema.optionalKey(Slug)
  })
) {}

export const vote = command(Vote, {
  decide: (ticket, wish, context): Decision<ApprovalFact> => {
    const { answer, reason = "" } = wish
    const approval = approvalOf(ticket, wish.approval)
    if (approval === undefined) return Result.fail(new ApprovalNotFound({ ticketId: ticket.id, approval: wish.approval }))
    // Neither a rule nor a program is anybody's yes.
    if (!Actor.isAgent(context.actor)) return Result.fail(new NotAnApprover({ agent: context.actor, step: null }))
    const by = Actor.idOf(context.actor)
    const { onBehalfOf = by } = wish
    const steps = wish.step === undefined ? stepsFor(approval, onBehalfOf, context.now) : [wish.step]
    if (steps.length > 1) return Result.fail(new SeveralSteps({ approval: approval.id, agent: onBehalfOf, steps }))
    // Where none asks them, the first step says why.
    const step = steps[0] ?? approval.stages[0]!.id
    const granted = voteOn(approval, { step, by, onBehalfOf, answer, reason }, context.now)
    const said = stageOf(approval, step)?.votes.find((one) => one.onBehalfOf === onBehalfOf)
    const isSaid = said?.by === by && said.answer === answer && said.reason === reason
    return isSaid && Result.isSuccess(granted) ? nothing : told(approval.id, granted, context)
  },
  events: [on(Voted, evolve)]
})

const stepsFor = (approval: Approval, agent: string, now: Instant): ReadonlyArray<string> =>
  settled(approval, now)
    .stages.filter((stage) => isOpen(stage) && approversOf(stage).includes(agent))
    .map(({ id }) => id)
