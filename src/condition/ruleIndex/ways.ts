/** The ways in which a condition can hold, each made of needs that can be looked up by the value of one field. */
import type { Condition, Scalar, Test } from "../Condition.ts"

/** A test that is answered by a table. */
export interface Known {
  readonly op: "is" | "isSet" | "isText" | "lt" | "lte" | "gt" | "gte"
  readonly value: Scalar
}

/** Of these tests of a field at least one must hold (`oneOf`), or none may. */
export interface Need {
  readonly field: string
  readonly oneOf: boolean
  readonly tests: ReadonlyArray<Known>
}

/** All needs must be met, and the rest, which no table answers, must hold. */
export interface Way {
  readonly needs: ReadonlyArray<Need>
  readonly rest: ReadonlyArray<Condition>
}

/** A way is a bit in every column; a condition of more ways is one way, which is asked. */
const MOST_WAYS = 8
/** A further need of one field would be a column that hardly another condition uses. */
const MOST_OF_A_FIELD = 3

/** The condition holds if and only if one of them does. `wanted`: whether it shall hold, or shall not. */
export const ways = (condition: Condition, wanted = true): ReadonlyArray<Way> => {
  if ("not" in condition) return ways(condition.not, !wanted)
  if ("field" in condition) return [ofTest(condition, wanted)]
  const parts = "all" in condition ? condition.all : condition.any
  if ("all" in condition === wanted) return parts.reduce((found, part) => together(found, part, wanted), free)
  const found = merged(parts.flatMap((part) => ways(part, wanted)))
  return found.length > MOST_WAYS ? [{ ...asked(condition, wanted), needs: shared(found) }] : found
}

const free: ReadonlyArray<Way> = [{ needs: [], rest: [] }]
const asked = (condition: Condition, wanted: boolean): Way => ({ needs: [], rest: [wanted ? condition : { not: condition }] })

/** Operators that are not named here are right at once, and fast once they are. */
const ofTest = (test: Test, wanted: boolean): Way => {
  const { field } = test
  const way = (oneOf: boolean, tests: ReadonlyArray<Known>): Way => ({ needs: [{ field, oneOf, tests }], rest: [] })
  switch (test.op) {
    case "is":
      return way(wanted, [{ op: "is", value: test.value }])
    case "in":
      return way(
        wanted,
        test.value.map((value) => ({ op: "is", value }))
      )
    case "isSet":
      return way(true, [{ op: "isSet", value: test.value === wanted }])
    case "contains": {
      // A list that has it has it as an entry. Whether a text has it must be read, and is, where all else fits.
      if (typeof test.value !== "string") return asked(test, wanted)
      const entry: Known = { op: "is", value: test.value }
      return { ...way(wanted, wanted ? [entry, { op: "isText", value: true }] : [entry]), rest: asked(test, wanted).rest }
    }
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return Number.isFinite(test.value) ? way(wanted, [{ op: test.op, value: test.value }]) : asked(test, wanted)
    default:
      return asked(test, wanted)
  }
}

const together = (found: ReadonlyArray<Way>, part: Condition, wanted: boolean): ReadonlyArray<Way> => {
  const more = ways(part, wanted)
  const joint = found.flatMap((one) => more.map((other) => joined(one, other)))
  return joint.length <= MOST_WAYS && !joint.some(isCrowded) ? joint : found.map((one) => joined(one, asked(part, wanted)))
}

const joined = (one: Way, other: Way): Way => {
  const needs = [...one.needs]
  for (const need of other.needs) {
    const place = need.oneOf ? -1 : needs.findIndex(({ field, oneOf }) => field === need.field && !oneOf)
    if (place < 0) needs.push(need)
    else needs[place] = { ...need, tests: [...needs[place]!.tests, ...need.tests] }
  }
  return { needs, rest: [...one.rest, ...other.rest] }
}

const isCrowded = ({ needs }: Way): boolean => needs.some((_, i) => nth(needs, i) >= MOST_OF_A_FIELD)

/** How many needs of the same field stand before this one. */
export const nth = (needs: ReadonlyArray<Need>, i: number): number => {
  let before = 0
  for (let j = 0; j < i; j++) if (needs[j]!.field === needs[i]!.field) before++
  return before
}

/** What each of many ways needs one of: little of them, but enough to leave most records alone. */
const shared = (several: ReadonlyArray<Way>): ReadonlyArray<Need> =>
  several[0]!.needs.flatMap(({ field }) => {
    const found = several.map(({ needs }) => needs.find((need) => need.field === field && need.oneOf))
    return found.includes(undefined) ? [] : [{ field, oneOf: true, tests: found.flatMap((need) => need!.tests) }]
  })

/** Ways that ask nothing but one of some tests of the same field are one way. */
const merged = (several: ReadonlyArray<Way>): ReadonlyArray<Way> => {
  const byField = new Map<string, Array<Known>>()
  const found: Array<Way> = []
  for (const way of several) {
    const [need] = way.needs
    if (way.needs.length !== 1 || way.rest.length > 0 || !need!.oneOf) found.push(way)
    else {
      const tests = byField.get(need!.field) ?? []
      byField.set(need!.field, tests)
      for (const test of need!.tests) tests.push(test)
    }
  }
  for (const [field, tests] of byField) found.push({ needs: [{ field, oneOf: true, tests }], rest: [] })
  return found
}
