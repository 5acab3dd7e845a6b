/** What roles say against the rest of a definition, and agents against its roles. */
import type { Problem } from "../text/Problem.ts"
import { all, ids, ofCondition, unknown } from "./brokenCondition.ts"
import { list } from "./entries.ts"
import type { Loose } from "./plain.ts"

export const brokenRoles = (full: Loose): ReadonlyArray<Problem> => [
  // Reading is asked of the store, for whole lists at once; so all of a role is to be what a store can answer.
  ...list(full, "roles").flatMap((role) =>
    list(role.value, "grants", role.path).flatMap((grant) =>
      ofCondition(grant.value["where"], `${grant.path}.where`, full, { place: "store" })
    )
  ),
  ...strange(full)
]

/** Where a workspace defines no roles, those of its agents are titles, for approvals. */
const strange = (full: Loose): ReadonlyArray<Problem> => {
  const known = ids(full, "roles")
  if (known.size === 0) return []
  return list(full, "agents").flatMap(({ path, value }) =>
    all(value["roles"]).flatMap((id, i) => unknown(id, `${path}.roles[${i}]`, "role", known))
  )
}
