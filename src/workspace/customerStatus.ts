/** What a requester reads of where their ticket stands. */
import * as Status from "../ticket/Status.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import type { Workspace } from "./Workspace.ts"

/**
 * Never an internal name: a status that the workspace no longer has reads as its category. That a ticket is
 * escalated is the desk's own affair and does not show.
 */
export const customerStatus = (workspace: Pick<Workspace, "statuses">, ticket: Pick<Ticket, "status" | "statusCategory">): string =>
  workspace.statuses.get(ticket.status)?.customerName ?? Status.customerNames[ticket.statusCategory]
