/** Two triggers of one phase whose order decides how a ticket ends. */
import type { Facts } from "../../../condition/Condition.ts"
import type { Strategy } from "../../../trigger/Trigger.ts"
import type { Finding } from "../Finding.ts"
import type { Rule, Rulebook } from "../Rulebook.ts"
import { every, judge, not } from "../space/judge.ts"
import { find, type Wanted } from "../space/search.ts"
import { actorsOf, run, startOf } from "../stage/commit.ts"
import { after } from "../stage/effect.ts"
import { possible, rulesetOf } from "../stage/possible.ts"
import { outcomeOf, witnessOf } from "../witness.ts"
import type { Pair } from "./Pair.ts"

export const orderMatters = (pair: Pair, book: Rulebook): Finding | undefined => {
  const { workspace } = book
  const { first, second, space, tries } = pair
  if (first.trigger?.phase !== second.trigger?.phase) return undefined
  for (const { wanted, isPromising } of kindsOf(pair, workspace.triggerStrategy))
    for (const glimpse of find(space, wanted, tries)) {
      const start = startOf(glimpse, workspace)
      const asWritten = run(start, workspace.rules, workspace)
      const acted = actorsOf(asWritten)
      if (!isPromising(acted.includes(first.id), acted.includes(second.id))) continue
      const turned = possible(start, book).map((rule) => (rule === first ? second : rule === second ? first : rule))
      const exchanged = run(start, rulesetOf(turned, book), workspace)
      const differing = differences(asWritten.facts, exchanged.facts)
      if (differing.length === 0) continue
      return {
        check: "orderMatters",
        severity: "note",
        path: second.path,
        rules: [first.id, second.id],
        problem: `The order of triggers "${first.id}" and "${second.id}" decides how a ticket ends: exchanged, they leave another ${differing.join(", ")}.`,
        witness: witnessOf(glimpse, [outcomeOf(asWritten, differing), outcomeOf(exchanged, differing)])
      }
    }
  return undefined
}

/** A kind of ticket on which the order of two can show; and whether it may, by who of them acted in the order as written. */
interface Kind {
  readonly wanted: Wanted
  readonly isPromising: (first: boolean, second: boolean) => boolean
}

const kindsOf = ({ first, second, clash, ...may }: Pair, strategy: Strategy): ReadonlyArray<Kind> => {
  const both: Wanted = (glimpse) => every([first, second], ({ condition }) => judge(condition, glimpse))
  const ends =
    (one: Rule, other: Rule): Wanted =>
    (glimpse) =>
      every([both, () => not(judge(other.condition, after(one.effect, glimpse)))], (part) => part(glimpse))
  const begins =
    (one: Rule, other: Rule): Wanted =>
    (glimpse) =>
      every(
        [
          () => judge(one.condition, glimpse),
          () => not(judge(other.condition, glimpse)),
          () => judge(other.condition, after(one.effect, glimpse))
        ],
        (part) => part()
      )
  // Where the scan begins anew, it does not matter for itself when a condition comes true.
  const isPassed = strategy !== "restart" || clash.length > 0
  return [
    ...(may.firstEnds ? [{ wanted: ends(first, second), isPromising: (one: boolean, other: boolean) => one && !other }] : []),
    ...(may.secondEnds ? [{ wanted: ends(second, first), isPromising: (one: boolean) => one }] : []),
    ...(clash.length > 0 || strategy === "stopAtFirst"
      ? [{ wanted: both, isPromising: (one: boolean, other: boolean) => one || other }]
      : []),
    ...(isPassed && may.firstBegins
      ? [{ wanted: begins(first, second), isPromising: (one: boolean, other: boolean) => one && other }]
      : []),
    ...(isPassed && may.secondBegins ? [{ wanted: begins(second, first), isPromising: (_: boolean, other: boolean) => other }] : [])
  ]
}

/** What follows from another field, and when it was. */
const silent: ReadonlySet<string> = new Set(["priorityRank", "statusCategory", "updatedAt"])

/** What is of the commit rather than of the ticket does not count. */
const differences = (one: Facts, other: Facts): ReadonlyArray<string> =>
  Object.keys({ ...one, ...other })
    .filter((field) => !field.startsWith("commit.") && JSON.stringify(one[field] ?? null) !== JSON.stringify(other[field] ?? null))
    .filter((field) => !silent.has(field))
