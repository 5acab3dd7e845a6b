/** Who is to read a message: everybody concerned but its author, those who have it already, and this desk itself. */
import * as Actor from "../../people/Actor.ts"
import type { Agent } from "../../people/Agent.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import type { Content } from "../../ticket/Message.ts"
import type { Participant } from "../../ticket/Participant.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import { isOurs } from "./Home.ts"
import { mayRead } from "./mayRead.ts"

/** Mailboxes that a message need not go to. Whoever passes is in it from then on, so nobody is written to twice. */
export interface Sieve {
  readonly pass: (address: EmailAddress.EmailAddress) => boolean
}

/** `elsewhere`: the requester reads the message by the ticket's channel. */
export const sieve = (by: Actor.Actor, { mail }: Content, ticket: Ticket, workspace: Workspace, elsewhere: boolean): Sieve => {
  const author = authorOf(by, ticket, workspace)
  const reader = elsewhere ? ticket.requester.email : null
  const had = [...[author, reader].filter((one) => one !== null), ...(mail === undefined ? [] : [mail.from, ...mail.recipients])]
  const seen = new Set(had.map(EmailAddress.key))
  return { pass: (address) => !isOurs(address, workspace) && seen.size < seen.add(EmailAddress.key(address)).size }
}

const authorOf = (by: Actor.Actor, { requester }: Ticket, { agents }: Workspace): EmailAddress.EmailAddress | null => {
  const id = Actor.idOf(by)
  switch (Actor.kindOf(by)) {
    case "agent":
      return agents.get(id)?.email ?? null
    case "requester":
      return requester.id === id ? requester.email : null
    case "participant":
      return id
    default:
      return null
  }
}

/** Alone; nobody, where there is no address for them. */
export const requesterOf = ({ requester: { email, name } }: Ticket): ReadonlyArray<Participant> =>
  email === null ? [] : [{ address: email, name }]

/** The requester first, where there is an address for them, then the participants. */
export const partiesOf = (ticket: Ticket): ReadonlyArray<Participant> => [...requesterOf(ticket), ...ticket.participants]

/** The assignee, or all of the department where there is none and somebody must hear of it; and whoever follows. */
export const agentsOf = (ticket: Ticket, workspace: Workspace, charge: "assignee" | "assigneeOrDepartment"): ReadonlyArray<Agent> => {
  const { assignee, followers, department } = ticket
  const { agents } = workspace
  const inCharge = assignee === null ? undefined : agents.get(assignee)
  const members = (): ReadonlyArray<Agent> => [...agents.values()].filter((agent) => agent.departments.includes(department))
  return [
    ...(inCharge !== undefined ? [inCharge] : charge === "assigneeOrDepartment" ? members() : []),
    ...followers.flatMap((id) => agents.get(id) ?? [])
  ].filter(mayRead(ticket, workspace))
}
