/** Takes the question back, even after a yes: what was approved is then not approved any more. */
import * as Result from "effect/Result"
import type { Actor } from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import type { Approval } from "./Approval.ts"
import { due } from "./due.ts"
import type { Fact } from "./Fact.ts"
import { AlreadyDecided, type Refusal } from "./Refusal.ts"
import { verdict } from "./verdict.ts"

/** Refused: `AlreadyDecided`, where it was not granted anyway. */
export const withdraw = (
  approval: Approval,
  wish: { readonly by: Actor; readonly reason: string },
  now: Instant
): Result.Result<ReadonlyArray<Fact>, Refusal> => {
  const found = verdict(approval, now)
  return found === "pending" || found === "approved"
    ? Result.succeed([...due(approval, now), { _tag: "Withdrawn", at: now, ...wish }])
    : Result.fail(new AlreadyDecided({ approval: approval.id, verdict: found }))
}
