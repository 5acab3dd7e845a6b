/** Roles that allow nothing, agents who may do nothing, and what macros and approvals need that nobody may. */
import type { Capability } from "../../../permission/Capability.ts"
import { neededBy } from "../../../permission/needs.ts"
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"

const finding = (check: "grantsNothing" | "noRole" | "nobodyMay", path: string, problem: string): Finding => ({
  check,
  severity: "warning",
  path,
  rules: [],
  problem,
  witness: null
})

export const roles = ({ workspace: { definition } }: Rulebook): ReadonlyArray<Finding> => {
  if (definition.roles.length === 0) return []
  const held = new Set(definition.agents.flatMap((agent) => agent.roles ?? []))
  const granted = new Set(definition.roles.flatMap(({ id, grants }) => (held.has(id) ? grants.flatMap(({ can }) => can) : [])))
  const missing = (needed: ReadonlyArray<Capability | "own">): string | undefined =>
    needed.find((one): one is Capability => one !== "own" && !granted.has(one))
  return [
    ...definition.roles.flatMap(({ id, grants }, i) =>
      grants.some(({ can }) => can.length > 0)
        ? []
        : [finding("grantsNothing", `roles[${i}]`, `Role "${id}" grants nothing: whoever has no other may do nothing.`)]
    ),
    ...definition.agents.flatMap(({ id, roles = [] }, i) =>
      roles.length > 0 ? [] : [finding("noRole", `agents[${i}]`, `Agent "${id}" has no role, and sees no ticket.`)]
    ),
    ...definition.macros.flatMap(({ id, then }, i) => {
      const capability = missing(neededBy(then))
      if (capability === undefined) return []
      return [finding("nobodyMay", `macros[${i}]`, `Macro "${id}" takes "${capability}", which no role of any agent grants.`)]
    }),
    ...definition.approvals.flatMap(({ id }, i) =>
      missing(["vote"]) === undefined
        ? []
        : [finding("nobodyMay", `approvals[${i}]`, `Approval "${id}" takes "vote", which no role of any agent grants.`)]
    )
  ]
}
