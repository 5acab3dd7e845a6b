/** The saved lists of a desk, as one agent sees them. */
import type { Facts, Findable } from "../condition/Condition.ts"
import { factOf } from "../condition/Condition.ts"
import { type Asker, settled } from "../condition/Variable.ts"
import * as Actor from "../people/Actor.ts"
import type { Agent } from "../people/Agent.ts"
import { mayUse } from "../people/Access.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import type { View } from "../view/View.ts"
import { counted, found } from "./finding.ts"
import type { House } from "./House.ts"
import { limited } from "./limited.ts"
import { ticketOf } from "./load.ts"

/** A page of a view. */
export interface ViewPage {
  readonly view: View
  readonly rows: ReadonlyArray<{
    readonly ticket: Ticket.Ticket
    /** What the view's columns say of it. */
    readonly columns: Facts
  }>
  readonly next: string | null
}

/** Those that the agent may use, in the workspace's order. */
export const viewsOf = (house: House, actor: Actor.Actor): ReadonlyArray<View> => {
  const agent = agentOf(house, actor)
  return [...house.workspace.views.values()].filter(({ access }) => mayUse(access, agent))
}

export const viewPage = async (
  house: House,
  id: string,
  actor: Actor.Actor,
  { limit = 50, after }: { readonly limit?: number | undefined; readonly after?: string | undefined }
): Promise<ViewPage> => {
  const view = viewsOf(house, actor).find((one) => one.id === id)
  if (view === undefined) throw new Ticket.UnknownWord({ what: "view", word: id, known: viewsOf(house, actor).map((one) => one.id) })
  const page = await found(limited(house, agentOf(house, actor)), {
    where: conditionOf(view, askerOf(house, actor)),
    order: view.order,
    limit,
    ...(after === undefined ? {} : { after })
  })
  const rows = await Promise.all(
    page.found.map(async (one) => ({
      ticket: await ticketOf(house, one),
      columns: Object.fromEntries(view.columns.map((column) => [column, factOf(one.document.facts, column)]))
    }))
  )
  return { view, rows, next: page.next }
}

/** How many tickets each of the agent's views has. */
export const viewCounts = async (
  house: House,
  actor: Actor.Actor
): Promise<ReadonlyArray<{ readonly view: string; readonly count: number }>> => {
  const views = viewsOf(house, actor)
  const asker = askerOf(house, actor)
  const counts = await counted(
    limited(house, agentOf(house, actor)),
    views.map((view) => conditionOf(view, asker))
  )
  return views.map(({ id }, i) => ({ view: id, count: counts[i]! }))
}

/** A definition without contradictions asks in its views for nothing that a store cannot answer. */
const conditionOf = ({ where }: View, asker: Asker): Findable => settled(where, asker) as Findable

export const askerOf = (house: House, actor: Actor.Actor): Asker => ({
  now: Instant.make(house.now()),
  agent: Actor.isAgent(actor) ? agentOf(house, actor) : null
})

export const agentOf = ({ workspace: { agents } }: House, actor: Actor.Actor): Agent => {
  const agent = Actor.isAgent(actor) ? agents.get(Actor.idOf(actor)) : undefined
  if (agent === undefined) throw new Ticket.UnknownWord({ what: "agent", word: actor, known: [...agents.keys()] })
  return agent
}
