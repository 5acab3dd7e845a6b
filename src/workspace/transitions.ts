/** Where a ticket may go: by the transitions that the workspace declares, or anywhere where it declares none. */
import { type Facts, holds } from "../condition/Condition.ts"
import { failing } from "../condition/failing.ts"
import { say } from "../condition/say.ts"
import { type Asker, settled } from "../condition/Variable.ts"
import * as Text from "../text/Text.ts"
import { defaultOf, usesField } from "../ticket/belonging.ts"
import { type Event, evolve } from "../ticket/decider.ts"
import * as Field from "../ticket/Field.ts"
import { FieldsRequired, TransitionRefused } from "../ticket/Refusal.ts"
import type { State } from "../ticket/rule.ts"
import { fieldOf, type Ticket } from "../ticket/Ticket.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import type { Transition } from "./Transition.ts"
import type { Workspace } from "./Workspace.ts"

/** Those of this department, else those of all; none: every way is open. */
export const declared = (department: string, { transitions }: Pick<Workspace, "transitions">): ReadonlyArray<Transition> => {
  const own = transitions.filter((one) => one.department === department)
  return own.length > 0 ? own : transitions.filter((one) => one.department === null)
}

/** Those that lead from the one to the other. */
export const leading = (transitions: ReadonlyArray<Transition>, from: string, to: string): ReadonlyArray<Transition> =>
  transitions.filter((one) => (one.from === null || one.from.includes(from)) && one.to.includes(to))

/** One step along its life, as the guards see the ticket before it. */
export interface Pace {
  readonly ticket: Ticket
  readonly from: string
  readonly to: string
}

/**
 * The step that a fact takes; `undefined`: none. A ticket that is opened elsewhere than at the beginning comes from there. What
 * goes on for tickets that become one stands where one of them stood, and what goes back to where it was split from ends no
 * life; neither do the mappings of a move, which the workspace declares by themselves.
 */
export const paceOf = (before: State, event: Event, vocabulary: Vocabulary): Pace | undefined => {
  switch (event._tag) {
    case "StatusChanged":
      return { ticket: before!, from: before!.status, to: event.status }
    case "MergedInto":
      return before!.status === event.status || before!.edges?.splitFrom === event.into
        ? undefined
        : { ticket: before!, from: before!.status, to: event.status }
    case "Begun":
      return event.splitFrom === null ? undefined : opening(event, vocabulary)
    case "Opened":
      return opening(event, vocabulary)
    default:
      return undefined
  }
}

const opening = (event: Extract<Event, { readonly _tag: "Opened" | "Begun" }>, vocabulary: Vocabulary): Pace | undefined => {
  const from = defaultOf(event.department, "new", vocabulary).id
  return from === event.status ? undefined : { ticket: evolve(undefined, event)!, from, to: event.status }
}

/** Why the ticket may not take this step; `undefined`: it may. `facts`: all that guards can ask. */
export const hindrance = (
  { ticket, from, to }: Pace,
  facts: () => Facts,
  asker: Asker,
  workspace: Workspace
): TransitionRefused | FieldsRequired | undefined => {
  const transitions = declared(ticket.department, workspace)
  if (transitions.length === 0) return undefined
  const ways = leading(transitions, from, to)
  if (ways.length === 0) return new TransitionRefused({ from, to, why: elsewhere(transitions, from) })
  const known = facts()
  const open = ways.filter(({ where }) => holds(settled(where, asker), known))
  if (open.length === 0) return new TransitionRefused({ from, to, why: Text.cut(asking(ways, known, asker), LONGEST) })
  const lacking = open.map(({ requires }) => requires.filter((field) => isUnset(ticket, field, workspace)))
  const [fewest] = lacking.toSorted((a, b) => a.length - b.length)
  return fewest!.length === 0 ? undefined : new FieldsRequired({ status: to, fields: fewest! })
}

/** Characters of what a refusal says of guards. */
const LONGEST = 1000

const elsewhere = (transitions: ReadonlyArray<Transition>, from: string): string => {
  const ways = new Set(transitions.flatMap((one) => (one.from === null || one.from.includes(from) ? one.to : [])))
  ways.delete(from)
  return ways.size === 0 ? "nothing leads on from there" : `from there it goes to ${[...ways].join(", ")}`
}

const asking = (ways: ReadonlyArray<Transition>, facts: Facts, asker: Asker): string =>
  ways
    .map(({ where, reason }) => {
      const asked = say(failing(settled(where, asker), facts)!)
      return reason === "" ? asked : `${reason} (${asked})`
    })
    .join("; or ")

const isUnset = (ticket: Ticket, field: string, workspace: Workspace): boolean =>
  usesField(ticket.department, field, workspace) && Field.isEmpty(fieldOf(ticket, field))
