/** Fills in what a definition leaves out of its approvals: any one of them decides, nobody their own, one step after the other. */
import { spanned } from "./completePromises.ts"
import { each } from "./entries.ts"
import { withDefaults } from "./naming.ts"
import { isLoose, type Loose } from "./plain.ts"

export const completeApprovals = (given: unknown): unknown => each(given, approval, [])

const approval = (given: unknown): unknown => {
  const one = withDefaults({ order: "sequence", promises: "run", covers: [] })(given)
  return isLoose(one) ? { ...one, steps: each(one["steps"], step, []) } : one
}

const step = (given: unknown): unknown => {
  const one = withDefaults({ rule: "any", veto: false, excludes: ["requester"] })(given)
  if (!isLoose(one)) return one
  return { ...one, rule: rule(one["rule"]), expiries: each(one["expiries"], expiry, []) }
}

/** `any` and `all` may be written as words. */
const rule = (given: unknown): unknown => (typeof given === "string" ? { kind: given } : given)

const expiry = (given: unknown): unknown => (isLoose(given) ? spanned({ calendar: null, ...given } satisfies Loose, "after") : given)
