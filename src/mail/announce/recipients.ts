/** Whom a rule's letter goes to. */
import type { Agent } from "../../people/Agent.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import type { Recipient } from "../../ticket/commands/sendMail.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import { mayRead } from "./mayRead.ts"
import { partiesOf } from "./readers.ts"

export interface Reader {
  readonly address: EmailAddress.EmailAddress
  readonly name: string
  /** `party`: in the conversation. `third`: outside, and named by the desk itself. */
  readonly role: "party" | "third" | "agent"
}

/** Each mailbox once. People outside come first: who is both outside and an agent reads as people outside do. */
export const readersOf = (to: ReadonlyArray<typeof Recipient.Type>, ticket: Ticket, workspace: Workspace): ReadonlyArray<Reader> => {
  const found = to.flatMap((one) => readersBy(one, ticket, workspace))
  const seen = new Set<string>()
  return [...found.filter(({ role }) => role !== "agent"), ...found.filter(({ role }) => role === "agent")].filter(
    ({ address }) => seen.size < seen.add(EmailAddress.key(address)).size
  )
}

const readersBy = (one: typeof Recipient.Type, ticket: Ticket, workspace: Workspace): ReadonlyArray<Reader> => {
  const parties = partiesOf(ticket).map(({ address, name }): Reader => ({ address, name, role: "party" }))
  switch (one) {
    case "requester":
      return ticket.requester.email === null ? [] : parties.slice(0, 1)
    case "participants":
      return ticket.requester.email === null ? parties : parties.slice(1)
    case "assignee":
    case "team":
    case "followers":
      return agentsBy(one, ticket, workspace).map(asReader)
    default: {
      const party = parties.find(({ address }) => EmailAddress.equals(address, one))
      const agent = [...workspace.agents.values()].find(({ email }) => EmailAddress.equals(email, one))
      if (party === undefined && agent !== undefined) return [agent].filter(mayRead(ticket, workspace)).map(asReader)
      return [party ?? { address: one, name: "", role: "third" }]
    }
  }
}

const asReader = ({ email, name }: Agent): Reader => ({ address: email, name, role: "agent" })

/** Agents by what they are to the ticket. */
export const agentsBy = (what: "assignee" | "team" | "followers", ticket: Ticket, workspace: Workspace): ReadonlyArray<Agent> => {
  const { assignee, team, followers } = ticket
  const { agents } = workspace
  const mayHear = mayRead(ticket, workspace)
  if (what === "team") return team === null ? [] : [...agents.values()].filter((agent) => agent.teams.includes(team) && mayHear(agent))
  const ids = what === "followers" ? followers : assignee === null ? [] : [assignee]
  return ids.flatMap((id) => agents.get(id) ?? []).filter(mayHear)
}
