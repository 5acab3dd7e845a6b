/** What was to be approved has changed: answers to the old content say nothing of the new one. */
import type { Actor } from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import type { Approval } from "./Approval.ts"
import { due } from "./due.ts"
import type { Fact } from "./Fact.ts"
import { verdict } from "./verdict.ts"

/** `digest`: of the content as it is now. No facts but those that fell due where it is the same as before, or where nothing is pending or granted. */
export const invalidate = (
  approval: Approval,
  { by, digest }: { readonly by: Actor; readonly digest: string },
  now: Instant
): ReadonlyArray<Fact> => {
  const found = verdict(approval, now)
  const isStale = digest !== approval.digest && (found === "pending" || found === "approved")
  return isStale ? [...due(approval, now), { _tag: "Invalidated", at: now, by, digest }] : due(approval, now)
}
