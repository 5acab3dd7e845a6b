/** The approvals of a ticket: which there are, what they are of, and who could be asked. */
import { type Approval, digest } from "../approval/Approval.ts"
import { settled, wakeAt as wakeOf } from "../approval/due.ts"
import type { Staff } from "../approval/Staff.ts"
import * as Actor from "../people/Actor.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import type { Instant } from "../time/Instant.ts"
import type { Context } from "./rule.ts"
import { fieldOf, type Ticket } from "./Ticket.ts"
import type { Vocabulary } from "./Vocabulary.ts"

type Holder = Pick<Ticket, "approvals">

export const approvalOf = ({ approvals }: Holder, id: string): Approval | undefined => approvals?.find((one) => one.id === id)

/** Asked for and not decided at an instant, whether what fell due by then was told or not. */
export const pendingAt = ({ approvals }: Holder, now: Instant): Approval | undefined =>
  approvals?.find((one) => settled(one, now).end === null)

/** As they were told last: time that nobody has looked at does not count here. */
export const isPausing = ({ approvals }: Holder): boolean =>
  approvals?.some(({ end, promises }) => end === null && promises === "pause") ?? false

/** When time alone will have something to tell; `null`: never. */
export const wakeAt = ({ approvals }: Holder): Instant | null => {
  let first: Instant | null = null
  for (const approval of approvals ?? []) {
    const at = wakeOf(approval)
    if (at !== null && (first === null || at < first)) first = at
  }
  return first
}

/** What an approval can cover beside the subject, which it always does, and the fields of the workspace's own (`fields.<id>`). */
export const coverable = ["priority", "kind", "category", "department", "brand", "requester", "organization"] as const

/** The name of what is to be approved: the words of the question, the subject, and what is covered, as the ticket has them now. */
export const digestOf = (ticket: Ticket, words: string, covers: ReadonlyArray<string>): string =>
  digest([words, ticket.subject, covers.map((name) => [name, covered(ticket, name)])])

const covered = (ticket: Ticket, name: string): unknown => {
  if (name.startsWith("fields.")) return fieldOf(ticket, name.slice("fields.".length))
  switch (name as (typeof coverable)[number]) {
    case "requester":
      return ticket.requester.id
    case "organization":
      return ticket.requester.organization
    default:
      return ticket[name as "priority" | "kind" | "category" | "department" | "brand"] ?? null
  }
}

/** Who is who around this ticket. */
export const staffOf = (ticket: Ticket, { vocabulary, manager = null }: Context): Staff => ({
  agents: [...vocabulary.agents.values()].map(({ id, teams, roles = [] }) => ({ id, teams, roles })),
  manager,
  fields: ticket.fields.flatMap(({ field, value }) => {
    const named = typeof value === "string" ? [value] : Array.isArray(value) ? (value as ReadonlyArray<string>) : []
    return named.flatMap((agent) => (vocabulary.agents.has(agent) ? [{ field, agent }] : []))
  }),
  requester: selfOf(ticket, vocabulary),
  submitter: Actor.isAgent(ticket.submitter) ? Actor.idOf(ticket.submitter) : null,
  assignee: ticket.assignee
})

/** The agent whose own request it is, told by the address; `null`: nobody of the desk. */
export const selfOf = ({ requester: { email } }: Ticket, { agents }: Vocabulary): string | null =>
  email === null ? null : ([...agents.values()].find((agent) => EmailAddress.equals(agent.email, email))?.id ?? null)
