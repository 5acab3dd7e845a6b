/** An approver left, or is not one any more: somebody else is asked, or nobody. */
import * as Result from "effect/Result"
import type { Actor } from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import { type Approval, undecided } from "./Approval.ts"
import { due, settled } from "./due.ts"
import type { Fact } from "./Fact.ts"
import { AlreadyDecided, NotAnApprover, type Refusal, SelfApproval } from "./Refusal.ts"
import { approversOf, type Stage } from "./Stage.ts"

export interface Replacement {
  readonly by: Actor
  readonly from: string
  /** `null`: nobody; the rule then goes by those who remain, and is rejected where they cannot meet it. */
  readonly to: string | null
}

/** In all steps that are undecided, and as a stand-in. Refused: `AlreadyDecided`, `NotAnApprover`, `SelfApproval`. */
export const replace = (approval: Approval, wish: Replacement, now: Instant): Result.Result<ReadonlyArray<Fact>, Refusal> => {
  const state = settled(approval, now)
  const refusal = refused(state, wish)
  return refusal === undefined ? Result.succeed([...due(approval, now), { _tag: "Replaced", at: now, ...wish }]) : Result.fail(refusal)
}

const refused = (approval: Approval, { from, to }: Replacement): Refusal | undefined => {
  const { id, end, delegations } = approval
  if (end !== null) return new AlreadyDecided({ approval: id, verdict: end.verdict })
  const asked = undecided(approval).filter((stage) => isNamed(stage, from))
  if (asked.length === 0 && !delegations.some((one) => one.to === from)) return new NotAnApprover({ agent: from, step: null })
  const barred = to === null ? undefined : asked.find(({ excluded }) => excluded.includes(to))
  return barred === undefined ? undefined : new SelfApproval({ agent: to!, step: barred.id })
}

/** Asked now, or after an escalation that is still to come. */
const isNamed = (stage: Stage, agent: string): boolean =>
  approversOf(stage).includes(agent) || stage.expiries.some(({ to }) => to.includes(agent))
