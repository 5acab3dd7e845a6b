/** An answer to an open step. As long as the step is open, a later answer takes the place of an earlier one. */
import * as Result from "effect/Result"
import type { Instant } from "../time/Instant.ts"
import { type Approval, stageOf } from "./Approval.ts"
import { standInsFor } from "./Delegation.ts"
import { due, settled } from "./due.ts"
import type { Fact } from "./Fact.ts"
import {
  AlreadyDecided,
  AnswersOnce,
  ApprovedElsewhere,
  NotADelegate,
  NotAnApprover,
  NotOpenYet,
  type Refusal,
  SelfApproval,
  UnknownStep
} from "./Refusal.ts"
import { approversOf, type Stage } from "./Stage.ts"
import type { Vote } from "./Answer.ts"

/** `onBehalfOf`: the approver themselves, or whom they stand in for. */
export type Ballot = Omit<Vote, "at"> & { readonly step: string }

/**
 * Refused: `AlreadyDecided`, `UnknownStep`, `NotOpenYet`, `ApprovedElsewhere`, `SelfApproval`, `NotAnApprover`,
 * `AnswersOnce`, `NotADelegate`. Granted with whatever fell due before it.
 */
export const vote = (approval: Approval, ballot: Ballot, now: Instant): Result.Result<ReadonlyArray<Fact>, Refusal> => {
  const state = settled(approval, now)
  const refusal = closedTo(state, ballot) ?? barred(state, stageOf(state, ballot.step)!, ballot, now)
  return refusal === undefined ? Result.succeed([...due(approval, now), { _tag: "Voted", at: now, ...ballot }]) : Result.fail(refusal)
}

const closedTo = (approval: Approval, { step }: Ballot): Refusal | undefined => {
  if (approval.end !== null) return new AlreadyDecided({ approval: approval.id, verdict: approval.end.verdict })
  const stage = stageOf(approval, step)
  if (stage === undefined) return new UnknownStep({ step, known: approval.stages.map(({ id }) => id) })
  if (stage.end !== null) return new ApprovedElsewhere({ step })
  return stage.openedAt === null ? new NotOpenYet({ step }) : undefined
}

const barred = ({ delegations }: Approval, stage: Stage, { by, onBehalfOf, step }: Ballot, now: Instant): Refusal | undefined => {
  const approvers = approversOf(stage)
  if (stage.excluded.includes(by)) return new SelfApproval({ agent: by, step })
  if (!approvers.includes(onBehalfOf)) return new NotAnApprover({ agent: onBehalfOf, step })
  if (by === onBehalfOf) return undefined
  if (!standInsFor(delegations, onBehalfOf, now).includes(by)) return new NotADelegate({ agent: by, onBehalfOf })
  const other = approvers.includes(by) ? by : stage.votes.find((vote) => vote.by === by)?.onBehalfOf
  return other === undefined || other === onBehalfOf ? undefined : new AnswersOnce({ agent: by, step, onBehalfOf: other })
}
