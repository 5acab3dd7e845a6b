/** What in a workspace will hardly do what was meant, each with a ticket that shows it. */
import type { Workspace } from "../Workspace.ts"
import { alwaysTrue, neverTrue } from "./checks/conditions.ts"
import { calendarClosed, leak } from "./checks/definition.ts"
import { lastWriteWins } from "./checks/lastWriteWins.ts"
import { loop } from "./checks/loop.ts"
import { nobodyFits } from "./checks/nobodyFits.ts"
import { orderMatters } from "./checks/orderMatters.ts"
import { pairsOf } from "./checks/Pair.ts"
import { policyNeverSelected, priorityUncovered } from "./checks/policies.ts"
import { refused } from "./checks/refused.ts"
import { roles } from "./checks/roles.ts"
import { saysAgain, staysTrue } from "./checks/repeats.ts"
import { shadowed } from "./checks/shadowed.ts"
import { spokeTooSoon } from "./checks/spokeTooSoon.ts"
import { categoryMissing, trap, unreachable } from "./checks/transitions.ts"
import type { Finding } from "./Finding.ts"
import { type Rulebook, rulebookOf } from "./Rulebook.ts"

/** The worst first. No finding is a guess; that there is none does not prove that all is well. */
export const lint = (workspace: Workspace): ReadonlyArray<Finding> => {
  const book = rulebookOf(workspace)
  return [...checks.flatMap((check) => check(book)), ...ofPairs(book)].toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)
  )
}
const severities = ["error", "warning", "note"]

const checks: ReadonlyArray<(book: Rulebook) => ReadonlyArray<Finding>> = [
  neverTrue,
  alwaysTrue,
  loop,
  saysAgain,
  staysTrue,
  refused,
  policyNeverSelected,
  priorityUncovered,
  nobodyFits,
  calendarClosed,
  leak,
  unreachable,
  trap,
  categoryMissing,
  roles
]

/** Of a pair only the worst is told: what never acts clashes with nothing, and what clashes depends on the order. */
const ofPairs = (book: Rulebook): ReadonlyArray<Finding> =>
  pairsOf(book).flatMap((pair) => {
    const never = shadowed(pair, book)
    if (never !== undefined) return [never]
    const found = lastWriteWins(pair, book) ?? orderMatters(pair, book)
    const spoke = spokeTooSoon(pair, book)
    return [found, spoke].filter((one) => one !== undefined)
  })
