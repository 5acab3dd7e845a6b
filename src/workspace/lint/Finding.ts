/** Something in a workspace that will hardly do what was meant, with a ticket that shows it. */
import type { Facts } from "../../condition/Condition.ts"

export type Check =
  /** A condition that no ticket meets. */
  | "neverTrue"
  /** A trigger that asks nothing: it fires in every commit. */
  | "alwaysTrue"
  /** A trigger that never acts, because an earlier one ends its condition whenever it is met. */
  | "shadowed"
  /** Two triggers set the same field of one ticket to different values; the later one wins. */
  | "lastWriteWins"
  /** Two triggers of one phase, the order of which decides how the ticket ends. */
  | "orderMatters"
  /** Rules that undo each other for ever, though nobody asks for anything. */
  | "loop"
  /** A trigger that says the same again in the next commit, whatever that is about. */
  | "saysAgain"
  /** An automation that leaves its own condition true. */
  | "staysTrue"
  /** A trigger that spoke, and another made its condition false before the commit was over. */
  | "spokeTooSoon"
  /** A rule that is refused where its condition is met: nothing of it is done. */
  | "refused"
  /** An SLA policy of which every ticket is taken by those before it. */
  | "policyNeverSelected"
  /** A policy promises a metric to some priorities, and a ticket of another that it is for gets nothing. */
  | "priorityUncovered"
  /** A calendar that is never open, or for less than an hour a week. */
  | "calendarClosed"
  /** A queue whose tickets no agent can have. */
  | "nobodyFits"
  /** A status that no ticket ever comes to, by the transitions of the workspace. */
  | "unreachable"
  /** A status from which no transitions lead to an end. */
  | "trap"
  /** A department without a status of a category: what is said by the category alone is refused there. */
  | "categoryMissing"
  /** A role without a grant. */
  | "grantsNothing"
  /** An agent without a role, where there are roles. */
  | "noRole"
  /** A macro or an approval takes what no agent's role grants. */
  | "nobodyMay"
  /** A mail for people outside names something that only the desk may read. */
  | "leak"

/** `error`: it cannot work. `warning`: it works otherwise than it reads. `note`: worth knowing. */
export type Severity = "error" | "warning" | "note"

/** What the rules did on a ticket when they were really run. */
export interface Outcome {
  /** The rules that acted, in order; of several commits, one after the other. */
  readonly fired: ReadonlyArray<string>
  /** What matters of the ticket afterwards. */
  readonly ticket: Facts
}

export interface Witness {
  /** What matters of the ticket; the rest is as in any new one. */
  readonly ticket: Facts
  /** What was different before the commit; `null`: there was no ticket. Not there where no commit matters. */
  readonly before?: Facts | null
  readonly runs: ReadonlyArray<Outcome>
}

export interface Finding {
  readonly check: Check
  readonly severity: Severity
  /** As in the definition: `triggers[3].where`. */
  readonly path: string
  /** Ids of the rules that it is about, in the order in which they are asked. */
  readonly rules: ReadonlyArray<string>
  /** One sentence. */
  readonly problem: string
  /** `null`: it shows in the definition itself. */
  readonly witness: Witness | null
}
