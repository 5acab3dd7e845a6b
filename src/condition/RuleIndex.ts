/**
 * Many conditions, asked together: each is taken apart into ways in which it can hold, each fact of a record says at
 * once which ways it leaves open, and what no table knows is asked of those alone.
 */
import { type Condition, type Fact, type Facts, holds } from "./Condition.ts"
import * as Column from "./ruleIndex/Column.ts"
import { nth, ways } from "./ruleIndex/ways.ts"

export interface RuleIndex {
  readonly columns: ReadonlyArray<Column.Column>
  /** A bit for every way that there is. */
  readonly everyone: Int32Array
  /** By way: the place of its condition. */
  readonly places: ReadonlyArray<number>
  /** By way: what remains to be asked when no fact has closed it. */
  readonly rests: ReadonlyArray<Condition | null>
}

export const compile = (conditions: ReadonlyArray<Condition>): RuleIndex => {
  const all = conditions.flatMap((condition, place) => ways(condition).map((way) => ({ ...way, place })))
  const everyone = new Int32Array(Math.ceil(all.length / 32))
  for (const way of all.keys()) everyone[way >>> 5]! |= 1 << way
  const claims = new Map<string, Array<Column.Claim>>()
  for (const [way, { needs }] of all.entries())
    for (const [i, need] of needs.entries()) {
      // A way that needs two things of one field takes two columns of it.
      const key = `${need.field} ${nth(needs, i)}`
      claims.set(key, claims.get(key) ?? [])
      claims.get(key)!.push({ way, need })
    }
  return {
    // Fields that many need come first: they leave the least to look at in the others.
    columns: [...claims.values()]
      .sort((a, b) => b.length - a.length)
      .map((several) => Column.make(several[0]!.need.field, several, everyone)),
    everyone,
    places: all.map(({ place }) => place),
    rests: all.map(({ rest }) => (rest.length === 0 ? null : rest.length === 1 ? rest[0]! : { all: rest }))
  }
}

/** The places of the conditions that hold, in order: exactly those of which `holds` says so. */
export const matching = ({ columns, everyone, places, rests }: RuleIndex, facts: Facts, before?: Facts | null): ReadonlyArray<number> => {
  const open: Array<Int32Array> = []
  for (let i = 0; i < columns.length; i++) open.push(Column.open(columns[i]!, factOf(facts, columns[i]!.field)))
  const found: Array<number> = []
  let last = -1
  for (let word = 0; word < everyone.length; word++) {
    let left = everyone[word]!
    for (let i = 0; left !== 0 && i < open.length; i++) left &= open[i]![word]!
    for (; left !== 0; left &= left - 1) {
      const way = word * 32 + 31 - Math.clz32(left & -left)
      const rest = rests[way]!
      if (places[way] === last || (rest !== null && !holds(rest, facts, before))) continue
      last = places[way]!
      found.push(last)
    }
  }
  return found
}

/** What every object has (`constructor` …) are functions, hence no facts. `Object.hasOwn` would double the time of a hundred rules. */
const factOf = (facts: Facts, field: string): Fact => {
  const fact = facts[field] as Fact | undefined | (() => unknown)
  return fact === undefined || typeof fact === "function" ? null : fact
}
