/** What would have to be otherwise for a condition to hold: the fewest tests of it, with what each of them found. */
import { type Condition, type Fact, type Facts, factOf, passes, type Test } from "./Condition.ts"

export interface Flip {
  /** Where the test stands in the condition, like `all[1].not`; empty for the whole. */
  readonly path: string
  readonly test: Test
  /** What it read; `null` where nothing is there. */
  readonly found: Fact
  /** What it says now, and should not. */
  readonly passes: boolean
}

/**
 * Empty: it holds. `null`: nothing makes it hold (`any` of nothing). Where several sets of tests are equally small, the
 * one that stands first. `before` as for `holds`.
 */
export const whyNot = (condition: Condition, facts: Facts, before?: Facts | null): ReadonlyArray<Flip> | null =>
  flips(condition, true, "", { facts, before })

interface Case {
  readonly facts: Facts
  readonly before: Facts | null | undefined
}
type Flips = ReadonlyArray<Flip> | null

/** Each test stands in one place, so that what one part costs does not depend on the others: the best of the parts is the best. */
const flips = (condition: Condition, wanted: boolean, path: string, given: Case): Flips => {
  if ("not" in condition) return flips(condition.not, !wanted, under(path, "not"), given)
  if ("field" in condition) {
    const now = passes(condition, given.facts, given.before)
    return now === wanted ? [] : [{ path, test: condition, found: factOf(given.facts, condition.field), passes: now }]
  }
  const [key, parts] = "all" in condition ? (["all", condition.all] as const) : (["any", condition.any] as const)
  const several = parts.map((part, i) => flips(part, wanted, under(path, `${key}[${i}]`), given))
  return (key === "all") === wanted ? together(several) : cheapest(several)
}

const under = (path: string, step: string): string => (path === "" ? step : `${path}.${step}`)

const together = (several: ReadonlyArray<Flips>): Flips => {
  const found: Array<Flip> = []
  for (const one of several) {
    if (one === null) return null
    found.push(...one)
  }
  return found
}

const cheapest = (several: ReadonlyArray<Flips>): Flips =>
  several.reduce((best, one) => (one !== null && (best === null || one.length < best.length) ? one : best), null)
