/** Who is in a conversation, and who alone sees it, so that a ticket's facts are these. */
import type { Facts } from "../../../condition/Condition.ts"
import type { Ticket } from "../../../ticket/Ticket.ts"

export const peopleOf = (
  { parties, restricted, restrictedAgents, restrictedTeams }: Facts,
  { email }: Ticket["requester"]
): Pick<Ticket, "participants" | "restricted"> => {
  const circle = { agents: idsOf(restrictedAgents), teams: idsOf(restrictedTeams) }
  const isRestricted = restricted === true || circle.agents.length + circle.teams.length > 0
  return {
    participants: idsOf(parties)
      .filter((address) => address !== email)
      .map((address) => ({ address, name: "" })),
    ...(isRestricted ? { restricted: circle } : {})
  }
}

const idsOf = (fact: unknown): ReadonlyArray<string> => (Array.isArray(fact) ? fact.filter((id) => typeof id === "string") : [])
