/** Whether what was granted may happen here: the one place by which every way into a status goes, whoever asked for it. */
import type { Facts } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import type { Promises } from "../sla/Promises.ts"
import * as Ticket from "../ticket/index.ts"
import { declared, hindrance, paceOf } from "../workspace/transitions.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { commitFacts, openAt } from "./commitFacts.ts"
import type { Draft } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"

/** Who asks, of which desk. */
export type Acting = Ticket.Context & { readonly vocabulary: Workspace }

type Hindrance = Ticket.TransitionRefused | Ticket.FieldsRequired

/** Why this fact may not follow; `undefined`: it may. `stand`, `earlier`: the commit as it is before it. */
export const hindered = (
  stand: Pick<Draft, "ticket" | "sla">,
  earlier: ReadonlyArray<ReadonlyArray<Ticket.Event>>,
  event: Ticket.Event,
  context: Acting,
  promises: Promises
): Hindrance | undefined => {
  const workspace = context.vocabulary
  if (workspace.transitions.length === 0) return undefined
  const pace = paceOf(stand.ticket, event, workspace)
  if (pace === undefined || declared(pace.ticket.department, workspace).length === 0) return undefined
  const agent = Actor.isAgent(context.actor) ? (workspace.agents.get(Actor.idOf(context.actor)) ?? null) : null
  const facts = (): Facts => {
    const here = { ...stand, ticket: pace.ticket, events: [...earlier.flat(), event] }
    return {
      ...factsOfDraft(here, { workspace, promises }),
      ...commitFacts(here, context, workspace),
      "commit.calendars": openAt([...workspace.promises.calendars.values()], context.now)
    }
  }
  return hindrance(pace, facts, { now: context.now, agent }, workspace)
}

/** A step that nobody asked for by itself: it follows from what is said. What is said is worth more, and is kept without it. */
export const isImplied = (command: Ticket.Command, event: Ticket.Event): event is Ticket.StatusChanged =>
  command._tag === "Reply" && command.then === undefined && event._tag === "StatusChanged"

/** What is said instead of it, so that the desk sees why the ticket is where it is. */
export const keptFor = (no: Hindrance, { status }: Ticket.Ticket, { status: wanted }: Ticket.StatusChanged): Ticket.KeepStatus => ({
  _tag: "KeepStatus",
  status,
  wanted,
  why: "why" in no ? no.why : no.message
})
