/** Texts that are told apart by some tests: found by construction, and where that fails, guessed. */
import { passes, type Scalar, type Test } from "../../../condition/Condition.ts"
import type { Guess } from "./Glimpse.ts"
import { keyOf } from "./judge.ts"
import { subsets } from "./subsets.ts"

export interface Texts {
  readonly found: ReadonlyArray<string>
  /** What the tests could say of a text besides, as far as one can tell. */
  readonly guesses: ReadonlyArray<Guess>
  /** Nothing else is possible. */
  readonly isWhole: boolean
}

/** So many tests of one text are told apart in all ways. */
const MOST = 6
/** A text that nobody names. */
const OTHER = "~"

/** `tests`: of one field, none of change and none of being set. Every text there is passes just those that one of the answers does. */
export const texts = (tests: ReadonlyArray<Test>, mayBeEmpty: boolean): Texts => {
  const atoms = [...new Map(tests.map((test) => [keyOf(test), test])).values()]
  const isWhole = atoms.length <= MOST
  const ways = isWhole ? subsets(atoms) : [[], ...atoms.map((atom) => [atom]), atoms]
  const candidates = [OTHER, ...atoms.flatMap(named), ...ways.flatMap(composed)].filter((text) => mayBeEmpty || text !== "")
  const found = new Map<string, string>()
  for (const text of candidates) {
    const key = signature(atoms, (atom) => passes(atom, { [atom.field]: text }))
    if (!found.has(key)) found.set(key, text)
  }
  const guesses = isWhole ? ways.filter((way) => isThinkable(way, atoms) && !found.has(signature(atoms, (atom) => way.includes(atom)))) : []
  return {
    found: [...found.values()],
    guesses: guesses.map((way) => new Map(atoms.map((atom) => [keyOf(atom), way.includes(atom)]))),
    isWhole
  }
}

const signature = (atoms: ReadonlyArray<Test>, isPassed: (atom: Test) => boolean): string =>
  atoms.map((atom) => (isPassed(atom) ? "1" : "0")).join("")

/** The texts that a test speaks of. */
const named = (test: Test): ReadonlyArray<string> =>
  "value" in test ? [test.value].flat().filter((value: Scalar): value is string => typeof value === "string") : []

const needles = (way: ReadonlyArray<Test>, op: Test["op"]): ReadonlyArray<string> => way.filter((test) => test.op === op).flatMap(named)
const longest = (all: ReadonlyArray<string>): string => all.reduce((most, one) => (one.length > most.length ? one : most), "")

/** One text that should pass all of these. */
const composed = (way: ReadonlyArray<Test>): ReadonlyArray<string> => {
  const first = longest(needles(way, "startsWith"))
  const last = longest(needles(way, "endsWith"))
  const between = (["contains", "containsAll", "containsAny", "matches"] as const).flatMap((op) => needles(way, op))
  return [[first, OTHER, ...between.flatMap((one) => [one, OTHER]), last].join(""), [first, ...between, last].join("")]
}

/** What the tests themselves rule out is no guess. It may keep what cannot be, never the reverse. */
const isThinkable = (way: ReadonlyArray<Test>, atoms: ReadonlyArray<Test>): boolean => {
  if (way.some(({ op }) => op === "is" || op === "in")) return false
  const starts = needles(way, "startsWith")
  const ends = needles(way, "endsWith")
  const parts = [...starts, ...ends, ...needles(way, "contains")]
  if (starts.some((one) => !longest(starts).startsWith(one)) || ends.some((one) => !longest(ends).endsWith(one))) return false
  return !atoms.some((atom) => !way.includes(atom) && follows(atom, starts, ends, parts))
}

/** The test passes whenever those do. */
const follows = (atom: Test, starts: ReadonlyArray<string>, ends: ReadonlyArray<string>, parts: ReadonlyArray<string>): boolean => {
  const [needle] = named(atom)
  if (needle === undefined) return false
  switch (atom.op) {
    case "contains":
      return parts.some((part) => part.includes(needle))
    case "startsWith":
      return starts.some((one) => one.startsWith(needle))
    case "endsWith":
      return ends.some((one) => one.endsWith(needle))
    default:
      return false
  }
}
