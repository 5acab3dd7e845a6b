/** The manager of a ticket's requester, looked up for approvals that may ask them. */
import type { Workspace } from "../workspace/Workspace.ts"
import type * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import type { Part } from "./together.ts"

/** `null`: nobody is known. A desk whose approvals ask no manager looks nobody up. */
export const managerFor = async (
  { workspace, directory, tenant }: House,
  { subject, commands }: Pick<Part, "subject" | "commands">
): Promise<string | null> => {
  if (!asksManagers(workspace)) return null
  const requester = subject.ticket?.requester ?? commands.find((command): command is Ticket.Open => command._tag === "Open")?.requester
  if (requester === undefined) return null
  const known = await directory.get(tenant, requester.id)
  if (known?.manager != null) return known.manager
  const organization = known?.organization ?? requester.organization
  return organization === null ? null : ((await directory.organization(tenant, organization))?.manager ?? null)
}

const asksManagers = ({ approvals }: Workspace): boolean =>
  [...approvals.values()].some(({ definition }) =>
    definition.steps.some(({ approvers, expiries }) =>
      [approvers, ...expiries.map((expiry) => (expiry.then === "escalate" ? expiry.to : []))].flat().some((source) => "managerOf" in source)
    )
  )
