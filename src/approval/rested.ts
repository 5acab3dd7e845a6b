/** An approval whose ticket lay aside: while nobody could answer, silence did not count. */
import type { Instant } from "../time/Instant.ts"
import type { Approval } from "./Approval.ts"

/** `[from, to)`. What is decided stays as it is. */
export const rested = (approval: Approval, from: Instant, to: Instant): Approval =>
  approval.end !== null || from === to ? approval : { ...approval, rests: [...(approval.rests ?? []), { from, to }] }
