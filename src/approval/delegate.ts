/** Lets somebody answer for an approver. What they have answered stays when the time is over. */
import * as Result from "effect/Result"
import type { Actor } from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import { type Approval, undecided } from "./Approval.ts"
import { closesCircle, type Delegation } from "./Delegation.ts"
import { due, settled } from "./due.ts"
import type { Fact } from "./Fact.ts"
import {
  AlreadyDecided,
  AnswersOnce,
  DelegationCycle,
  DelegationOver,
  NotAnApprover,
  type Refusal,
  SelfApproval,
  TooManyDelegations
} from "./Refusal.ts"
import { approversOf } from "./Stage.ts"

const MOST = 200

/** Refused: `AlreadyDecided`, `DelegationOver`, `NotAnApprover`, `SelfApproval`, `AnswersOnce`, `DelegationCycle`, `TooManyDelegations`. */
export const delegate = (
  approval: Approval,
  wish: Delegation & { readonly by: Actor },
  now: Instant
): Result.Result<ReadonlyArray<Fact>, Refusal> => {
  const { by: _by, ...delegation } = wish
  const refusal = refused(settled(approval, now), delegation, now)
  return refusal === undefined ? Result.succeed([...due(approval, now), { _tag: "Delegated", at: now, ...wish }]) : Result.fail(refusal)
}

const refused = (approval: Approval, delegation: Delegation, now: Instant): Refusal | undefined => {
  const { from, to, since, until } = delegation
  const { id, end, delegations } = approval
  if (end !== null) return new AlreadyDecided({ approval: id, verdict: end.verdict })
  if (until !== null && (until <= since || until <= now)) return new DelegationOver({ since, until })
  const asked = undecided(approval).filter((stage) => approversOf(stage).includes(from))
  if (asked.length === 0 && !delegations.some((one) => one.to === from)) return new NotAnApprover({ agent: from, step: null })
  const barred = asked.find(({ excluded }) => excluded.includes(to))
  if (barred !== undefined) return new SelfApproval({ agent: to, step: barred.id })
  if (closesCircle(delegations, delegation)) return new DelegationCycle({ from, to })
  // Whoever is asked in every one of these steps could not use it in any.
  if (asked.length > 0 && asked.every((stage) => approversOf(stage).includes(to)))
    return new AnswersOnce({ agent: to, step: asked[0]!.id, onBehalfOf: to })
  return delegations.length >= MOST ? new TooManyDelegations({ limit: MOST }) : undefined
}
