/** Fills in what a definition leaves out of its queues. */
import { spanned } from "./completePromises.ts"
import { each } from "./entries.ts"
import { withDefaults } from "./naming.ts"
import { isLoose } from "./plain.ts"

export const completeQueues = (given: unknown): unknown => each(given, queue, [])

const queue = (given: unknown): unknown => {
  const one = withDefaults({ where: { all: [] }, team: null, skills: [], strategy: {} })(given)
  return isLoose(one) ? { ...one, strategy: strategy(one["strategy"]) } : one
}

const strategy = (given: unknown): unknown =>
  isLoose(given)
    ? {
        order: "roundRobin",
        stickyOwner: false,
        weights: [],
        excluded: [],
        ...given,
        relaxing: each(given["relaxing"], (one) => (isLoose(one) ? spanned(one, "after") : one), [])
      }
    : given
