/** How an approval stands. */
import type { Instant } from "../time/Instant.ts"
import type { Approval, Verdict } from "./Approval.ts"
import { settled } from "./due.ts"

/** Also where nobody has noticed yet that time decided it. */
export const verdict = (approval: Approval, now: Instant): Verdict => settled(approval, now).end?.verdict ?? "pending"

/** Whether this very content is approved: what a command asks that must not be done without. `digest`: of the content as it is now. */
export const isGranted = (approval: Approval, digest: string, now: Instant): boolean =>
  approval.digest === digest && verdict(approval, now) === "approved"
