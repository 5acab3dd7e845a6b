/** What a requester reads of where their ticket stands. */
import type { Ticket } from "../ticket/Ticket.ts"
import * as names from "../ticket/timeline/names.ts"
import type { Workspace } from "./Workspace.ts"

/**
 * Never an internal name: a status that the workspace no longer has reads as its category. That a ticket is
 * escalated is the desk's own affair and does not show.
 */
export const customerStatus = (workspace: Workspace, ticket: Pick<Ticket, "status" | "statusCategory">): string =>
  names.customerStatus(workspace, ticket.status, ticket.statusCategory)
