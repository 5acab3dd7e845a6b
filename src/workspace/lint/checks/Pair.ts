/** Two triggers that may get in each other's way, and the tickets on which they can meet. */
import type { Condition } from "../../../condition/Condition.ts"
import type { Strategy } from "../../../trigger/Trigger.ts"
import type { Rule, Rulebook } from "../Rulebook.ts"
import type { Space } from "../space/Space.ts"
import type { Effect } from "../stage/effect.ts"
import { mayTurn } from "../stage/mayTurn.ts"

export interface Pair {
  /** The one that is asked first. */
  readonly first: Rule
  readonly second: Rule
  /** Fields that both set, and not to the same. */
  readonly clash: ReadonlyArray<string>
  /** Whether one can end, or begin, what the other waits for. */
  readonly firstEnds: boolean
  readonly firstBegins: boolean
  readonly secondEnds: boolean
  readonly secondBegins: boolean
  readonly space: Space
  /** On how many tickets of a kind that might show something it is to be tried. */
  readonly tries: number
}

/** Tickets on which all pairs are tried together, about; of a single one at least so many, and at most. */
const TRIES = { together: 8000, least: 2, most: 40 }

/** Two that do not decide of each other, and set nothing differently, are left out. */
export const pairsOf = (book: Rulebook): ReadonlyArray<Pair> => {
  const { workspace, triggers, spaceOf } = book
  const meeting = triggers.flatMap((first, i) =>
    triggers.slice(i + 1).flatMap((second) => meetingOf(first, second, workspace.triggerStrategy))
  )
  const tries = Math.min(TRIES.most, Math.max(TRIES.least, Math.round(TRIES.together / meeting.length)))
  // Among few rules there is time to see what the others make of it.
  const others = tries === TRIES.most ? triggers.flatMap(asked) : []
  return meeting.map((pair) => ({ ...pair, tries, space: spaceOf([...asked(pair.first), ...asked(pair.second), ...others]) }))
}

/** What it looks at, and what it is about to change. */
const asked = ({ condition, effect: { sets, lists } }: Rule): ReadonlyArray<Condition> => [
  condition,
  ...Object.entries(sets).map(([field, value]): Condition =>
    value === null || typeof value === "object" ? { field, op: "isSet", value: true } : { field, op: "is", value }
  ),
  ...lists.map(({ field, entry }): Condition => ({ field, op: "contains", value: entry }))
]

const meetingOf = (first: Rule, second: Rule, strategy: Strategy): ReadonlyArray<Omit<Pair, "tries" | "space">> => {
  const clash = clashOf(first.effect, second.effect)
  const pair = {
    first,
    second,
    clash,
    firstEnds: mayTurn(first, second.condition, false),
    firstBegins: mayTurn(first, second.condition, true),
    secondEnds: mayTurn(second, first.condition, false),
    secondBegins: mayTurn(second, first.condition, true)
  }
  const doMeet =
    clash.length > 0 ||
    pair.firstEnds ||
    pair.secondEnds ||
    strategy === "stopAtFirst" ||
    (strategy === "singlePass" && (pair.firstBegins || pair.secondBegins))
  return doMeet ? [pair] : []
}

/** What follows from another field is told with that. */
const derived: ReadonlySet<string> = new Set(["priorityRank", "statusCategory"])

const clashOf = (one: Effect, other: Effect): ReadonlyArray<string> => {
  const clash = Object.keys(one.sets).filter(
    (field) =>
      Object.hasOwn(other.sets, field) && !derived.has(field) && JSON.stringify(one.sets[field]) !== JSON.stringify(other.sets[field])
  )
  for (const { field, entry, isIn } of one.lists)
    if (
      !clash.includes(field) &&
      other.lists.some((another) => another.field === field && another.entry === entry && another.isIn !== isIn)
    )
      clash.push(field)
  return clash
}
