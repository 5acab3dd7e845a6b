/** The values of one field that tests tell apart, and one for all others. */
import { type Fact, isOfChange, type Scalar, type Test } from "../../../condition/Condition.ts"
import type { Guess } from "./Glimpse.ts"
import type { Shape } from "./Shape.ts"
import { subsets } from "./subsets.ts"
import { texts } from "./texts.ts"

export interface Values {
  readonly found: ReadonlyArray<Fact>
  readonly guesses: ReadonlyArray<Guess>
  /** Every value there is passes the same tests as one of these. */
  readonly isWhole: boolean
}

/** Words that are listed one by one, where nobody names them. */
const FEW = 12
/** Entries of a list that are taken in and left out in all ways; fewer where each is paired with what was before. */
const ENTRIES = 6
const ENTRIES_OF_CHANGE = 2
/** The moment at which everything happens: a Monday morning. */
export const NOW = Date.UTC(2030, 0, 7, 10)
const DAY = 86_400_000

export const values = (field: string, shape: Shape, tests: ReadonlyArray<Test>): Values => {
  const named = [...new Set(tests.flatMap(scalars))]
  const ofChange = tests.some(({ op }) => isOfChange(op))
  const unset: ReadonlyArray<Fact> = shape.isOptional ? [null] : []
  switch (shape._tag) {
    case "boolean":
      return whole([...unset, true, false])
    case "number":
      return whole([...unset, ...numbers(shape, named, ofChange, field.endsWith("At") || field === "due")])
    case "word":
      return words(shape.words, named, tests, unset)
    case "list":
      return lists(shape, named, ofChange)
    case "path":
      return paths(shape, named)
    case "text": {
      const { found, guesses, isWhole } = texts(
        tests.filter(({ op }) => op !== "isSet" && !isOfChange(op)),
        field === "subject"
      )
      const more = ofChange ? [...named.filter(isText), "~~"].filter((text) => !found.includes(text)) : []
      return { found: [...found, ...more, ...unset], guesses, isWhole }
    }
  }
}

const whole = (found: ReadonlyArray<Fact>): Values => ({ found, guesses: [], isWhole: true })
const scalars = (test: Test): ReadonlyArray<Scalar> => ("value" in test && test.op !== "isSet" ? [test.value].flat() : [])
const isText = (value: Scalar): value is string => typeof value === "string"

/** The bounds, and what lies beside and between them: two of each, so that something can change there. */
const numbers = (
  { isWhole, least, most }: Extract<Shape, { readonly _tag: "number" }>,
  named: ReadonlyArray<Scalar>,
  ofChange: boolean,
  isInstant: boolean
): ReadonlyArray<number> => {
  const usual = isInstant ? NOW - DAY : Math.max(least, 1)
  const bounds = named.filter((value): value is number => typeof value === "number").toSorted((a, b) => a - b)
  const steps = ofChange ? [-2, -1, 0, 1, 2] : [-1, 0, 1]
  const all = [least, most, ...(bounds.length === 0 ? [usual, usual + 1] : bounds.flatMap((bound) => steps.map((step) => bound + step)))]
  if (!isWhole)
    for (const [i, bound] of bounds.entries()) all.push((bound + (bounds[i + 1] ?? bound)) / 2, (bound * 2 + (bounds[i + 1] ?? bound)) / 3)
  return [...new Set(all)].filter(
    (value) => Number.isFinite(value) && value >= least && value <= most && (!isWhole || Number.isInteger(value))
  )
}

/** Tests that look into a word ask for each; two that nobody names stand for the others. */
const words = (
  all: ReadonlyArray<string> | null,
  named: ReadonlyArray<Scalar>,
  tests: ReadonlyArray<Test>,
  unset: ReadonlyArray<Fact>
): Values => {
  const looksInside = tests.some(({ op }) => !plain.has(op))
  if (all !== null && (all.length <= FEW || looksInside)) return whole([...unset, ...all])
  const known = named.filter(isText).filter((word) => all === null || all.includes(word))
  const others = (all ?? ["somebody", "somebody-else"]).filter((word) => !known.includes(word)).slice(0, 2)
  return { found: [...unset, ...known, ...others], guesses: [], isWhole: !looksInside }
}
const plain: ReadonlySet<string> = new Set(["is", "in", "isSet", "changed", "changedTo", "changedFrom", "added", "removed"])

const lists = (
  { words: all, isOptional }: Extract<Shape, { readonly _tag: "list" }>,
  named: ReadonlyArray<Scalar>,
  ofChange: boolean
): Values => {
  const known = named.filter(isText).filter((word) => all === null || all.includes(word))
  const others = (all ?? ["something-else"]).filter((word) => !known.includes(word)).slice(0, 1)
  const most = ofChange ? ENTRIES_OF_CHANGE : ENTRIES
  const entries = [...known, ...others]
  const isWhole = known.length <= most
  const sets = isWhole ? subsets(entries) : [[], ...entries.map((entry) => [entry]), entries]
  return { found: sets.map((set): Fact => (set.length === 0 && isOptional ? null : set)), guesses: [], isWhole }
}
/** All of a small tree; of a large one those that pass through what is named. */
const paths = ({ paths: all, isOptional }: Extract<Shape, { readonly _tag: "path" }>, named: ReadonlyArray<Scalar>): Values => {
  const isSmall = all.length <= 60
  const found = isSmall ? all : [...all.filter((path) => named.includes(path.at(-1)!)), ...all.slice(0, 2)]
  return { found: [...found, isOptional ? null : []], guesses: [], isWhole: isSmall }
}
