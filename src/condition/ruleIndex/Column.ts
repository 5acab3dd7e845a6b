/** What many ways need of one field, arranged by what the field may hold. */
import type { Fact, Scalar } from "../Condition.ts"
import * as Patch from "./Patch.ts"
import type { Known, Need } from "./ways.ts"

export interface Column {
  readonly field: string
  /** The ways that are open while nothing is said: those that need nothing, or that something is not there. */
  readonly start: Int32Array
  readonly isThere: Patch.Patch
  readonly isMissing: Patch.Patch
  readonly isText: Patch.Patch
  readonly values: ReadonlyMap<Scalar, Patch.Patch>
  /** Mildest first: where one is not met, none after it is. */
  readonly below: ReadonlyArray<Bound>
  readonly above: ReadonlyArray<Bound>
  /** The ways that some facts leave open, worked out beforehand. */
  readonly known: Map<Fact, Int32Array>
  /** Where they are worked out for any other fact, and which that was: after a change most facts are what they were. */
  readonly scratch: Int32Array
  last: Fact | undefined
}

interface Bound {
  readonly bound: number
  readonly includes: boolean
  readonly patch: Patch.Patch
}

/** What the way of this number needs of the field. */
export interface Claim {
  readonly way: number
  readonly need: Need
}

/** Fields with more values (requester, organization) would take room by the square. */
const MOST_KNOWN = 256

/** `everyone`: a bit for every way that there is. */
export const make = (field: string, claims: ReadonlyArray<Claim>, everyone: Int32Array): Column => {
  const { is, isSet, isText, lt, lte, gt, gte } = gather(claims)
  const start = everyone.slice()
  for (const { way, need } of claims) if (need.oneOf) start[way >>> 5]! &= ~(1 << way)
  const column: Column = {
    field,
    start,
    isThere: Patch.make(isSet.get(true)),
    isMissing: Patch.make(isSet.get(false)),
    isText: Patch.make(isText.get(true)),
    values: new Map([...is].map(([value, ways]) => [value, Patch.make(ways)])),
    below: [...bounds(lt, false), ...bounds(lte, true)].sort((a, b) => b.bound - a.bound || inclusiveFirst(a, b)),
    above: [...bounds(gt, false), ...bounds(gte, true)].sort((a, b) => a.bound - b.bound || inclusiveFirst(a, b)),
    known: new Map(),
    scratch: start.slice(),
    last: undefined
  }
  for (const fact of [null, ...[...is.keys()].slice(0, MOST_KNOWN)]) column.known.set(fact, open(column, fact).slice())
  return column
}

type Gathered = ReadonlyMap<Scalar, Patch.Ways>

const bounds = (gathered: Gathered, includes: boolean): ReadonlyArray<Bound> =>
  [...gathered].map(([bound, ways]) => ({ bound: bound as number, includes, patch: Patch.make(ways) }))
const inclusiveFirst = (a: Bound, b: Bound): number => Number(b.includes) - Number(a.includes)

const gather = (claims: ReadonlyArray<Claim>): Readonly<Record<Known["op"], Gathered>> => {
  const gathered: Readonly<Record<Known["op"], Map<Scalar, Patch.Ways>>> = {
    is: new Map(),
    isSet: new Map(),
    isText: new Map(),
    lt: new Map(),
    lte: new Map(),
    gt: new Map(),
    gte: new Map()
  }
  for (const { way, need } of claims)
    for (const { op, value } of need.tests) {
      const ways = gathered[op].get(value) ?? { open: [], closed: [] }
      gathered[op].set(value, ways)
      ways[need.oneOf ? "open" : "closed"].push(way)
    }
  return gathered
}

/** The ways that the fact leaves open. Good until the column is asked again. */
export const open = (column: Column, fact: Fact): Int32Array => {
  const known = column.known.get(fact)
  if (known !== undefined) return known
  const { scratch } = column
  if (fact === column.last) return scratch
  column.last = fact
  scratch.set(column.start)
  const isMissing = fact === null || (Array.isArray(fact) && fact.length === 0)
  Patch.apply(isMissing ? column.isMissing : column.isThere, scratch)
  if (typeof fact === "string") Patch.apply(column.isText, scratch)
  if (Array.isArray(fact)) for (let i = 0; i < fact.length; i++) speak(column, fact[i] as Scalar)
  else if (fact !== null) speak(column, fact as Scalar)
  return scratch
}

const speak = ({ values, below, above, scratch }: Column, value: Scalar): void => {
  const patch = values.get(value)
  if (patch !== undefined) Patch.apply(patch, scratch)
  if (typeof value !== "number") return
  for (let i = 0; i < below.length && (value < below[i]!.bound || (value === below[i]!.bound && below[i]!.includes)); i++)
    Patch.apply(below[i]!.patch, scratch)
  for (let i = 0; i < above.length && (value > above[i]!.bound || (value === above[i]!.bound && above[i]!.includes)); i++)
    Patch.apply(above[i]!.patch, scratch)
}
