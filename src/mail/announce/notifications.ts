/** The notifications that rules asked for in one commit. */
import type { Agent } from "../../people/Agent.ts"
import type { Hearer } from "../../ticket/commands/notify.ts"
import type { Event } from "../../ticket/decider.ts"
import { fillPlaceholders } from "../../ticket/placeholders.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import { mayRead } from "./mayRead.ts"
import type { Notification } from "./Notification.ts"
import type { Suppressed } from "./notices.ts"
import { agentsBy } from "./recipients.ts"

export interface Notifications {
  readonly told: ReadonlyArray<Notification>
  readonly suppressed: ReadonlyArray<Suppressed>
}

/** One for each agent; the same words to the same agent once, whoever asked for them. */
export const notifications = (workspace: Workspace, ticket: Ticket, events: ReadonlyArray<Event>): Notifications => {
  const told: Array<Notification> = []
  const suppressed: Array<Suppressed> = []
  const seen = new Set<string>()
  for (const event of events) {
    if (event._tag !== "NotificationAsked") continue
    const agents = event.to.flatMap((one) => hearersBy(one, ticket, workspace))
    if (agents.length === 0) suppressed.push({ key: event.id, to: event.to.join(", "), reason: "nobody" })
    for (const { id: agent } of agents) {
      const same = `${agent} ${event.text}`
      if (seen.has(same)) continue
      seen.add(same)
      const text = fillPlaceholders(event.text, { reader: "desk", ticket, vocabulary: workspace, longest: 4000 })
      told.push({ id: `${event.id}.${agent}`, agent, text, ticketId: ticket.id, reference: ticket.reference, at: event.at })
    }
  }
  return { told, suppressed }
}

const hearersBy = (one: typeof Hearer.Type, ticket: Ticket, workspace: Workspace): ReadonlyArray<Agent> => {
  if (one === "assignee" || one === "team" || one === "followers") return agentsBy(one, ticket, workspace)
  const agent = workspace.agents.get(one.slice("agent:".length))
  return agent === undefined ? [] : [agent].filter(mayRead(ticket, workspace))
}
