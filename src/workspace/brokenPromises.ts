/** What calendars, metrics and SLA policies say against the rest of a definition. */
import { DUE } from "../sla/ByHand.ts"
import { all, ids, ofCondition, unknown } from "./brokenCondition.ts"
import { type Entry, list, twice } from "./entries.ts"
import type { Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const broken = (full: Loose): ReadonlyArray<Problem> => [
  ...list(full, "metrics").flatMap(({ path, value }) =>
    value["id"] === DUE ? [{ path: `${path}.id`, problem: `"${DUE}" is the date that people set by hand` }] : []
  ),
  ...list(full, "slaPolicies").flatMap((policy) => ofPolicy(policy, full))
]

const ofPolicy = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => [
  ...twice(list(value, "thresholds", path), "id"),
  ...list(value, "targets", path).flatMap((target) => [
    ...unknown(target.value["metric"], `${target.path}.metric`, "metric", ids(full, "metrics")),
    ...unknown(target.value["calendar"], `${target.path}.calendar`, "calendar", ids(full, "calendars")),
    ...all(target.value["priorities"]).flatMap((id, i) =>
      unknown(id, `${target.path}.priorities[${i}]`, "priority", ids(full, "priorities"))
    )
  ]),
  ...ofCondition(value["where"], `${path}.where`, full, { refuse })
]

/** What the clocks of a promise themselves bring about, or whoever looks at them; as approvals that expire do, by which clocks wait. */
const circular: ReadonlySet<string> = new Set([
  "policy",
  "due",
  "escalated",
  "updatedAt",
  "approvalsPending",
  "approvalsApproved",
  "approvalsRejected"
])
const refuse = (field: string): string | undefined =>
  circular.has(field) ? `what is promised cannot depend on "${field}", which follows from it` : undefined
