/** Agents hear of the tickets that they may see, and of no others. */
import { holds } from "../../condition/Condition.ts"
import type { Agent } from "../../people/Agent.ts"
import { reachOf } from "../../permission/reach.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import { factsOf } from "../../workspace/ticketFacts.ts"
import type { Workspace } from "../../workspace/Workspace.ts"

export const mayRead = (ticket: Ticket, workspace: Workspace): ((agent: Agent) => boolean) => {
  if (workspace.roles.size === 0 && ticket.restricted === undefined) return () => true
  const facts = factsOf(ticket, workspace)
  return (agent) => holds(reachOf(workspace, agent, "read", ticket.updatedAt), facts)
}
