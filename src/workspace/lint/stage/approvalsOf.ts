/** Approvals of which only the outcome is known: nobody answers them while rules are looked at. */
import type { Approval, Verdict } from "../../../approval/Approval.ts"
import type { Facts } from "../../../condition/Condition.ts"
import type { Instant } from "../../../time/Instant.ts"
import type { Workspace } from "../../Workspace.ts"

const outcomes = [
  ["approvalsPending", "pending"],
  ["approvalsApproved", "approved"],
  ["approvalsRejected", "rejected"]
] as const

/** Nothing, where the facts tell of none. */
export const approvalsOf = (facts: Facts, workspace: Workspace, at: Instant): { readonly approvals?: ReadonlyArray<Approval> } => {
  const approvals = outcomes.flatMap(([field, verdict]) => {
    const ids = facts[field]
    return Array.isArray(ids) ? ids.flatMap((id) => approvalOf(String(id), verdict, workspace, at)) : []
  })
  return approvals.length === 0 ? {} : { approvals }
}

const approvalOf = (id: string, verdict: Verdict, { approvals }: Workspace, at: Instant): ReadonlyArray<Approval> => {
  const known = approvals.get(id)
  if (known === undefined) return []
  const { name, order, promises, covers } = known.definition
  const question = { id, definition: id, name, order, promises, covers, by: "system", subject: name, digest: "-", calendars: [] } as const
  return [{ ...question, askedAt: at, stages: [], delegations: [], end: verdict === "pending" ? null : { at, verdict, reason: "" } }]
}
