/** Fills in what a definition leaves out of its roles: what is granted is granted for every ticket. */
import { each } from "./entries.ts"
import { withDefaults } from "./naming.ts"
import { isLoose } from "./plain.ts"

export const completeRoles = (given: unknown): unknown => each(given, role, [])

const role = (given: unknown): unknown => {
  const one = withDefaults({ grants: [] })(given)
  return isLoose(one) ? { ...one, grants: each(one["grants"], grant, []) } : one
}
const grant = (given: unknown): unknown => (isLoose(given) ? { where: { all: [] }, ...given } : given)
