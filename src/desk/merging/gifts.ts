/** What each source of a merge brings to the target besides its conversation, as commands that an agent could give. */
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Deadline from "../../sla/Deadline.ts"
import * as Ticket from "../../ticket/index.ts"
import type { Take } from "../../ticket/MergePolicy.ts"
import type { Instant } from "../../time/Instant.ts"
import type { Desk } from "../handle.ts"
import { partiesOf } from "../../mail/announce/readers.ts"
import type { Living, MergeWish } from "./Wish.ts"

type Gifts = Map<string, Array<Ticket.Command>>

/** By the source that brings them. What the target has already, and what the workspace does not have any more, nobody brings. */
export const gifts = (
  desk: Desk,
  target: Living,
  sources: ReadonlyArray<Living>,
  wish: MergeWish,
  now: Instant
): ReadonlyMap<string, ReadonlyArray<Ticket.Command>> => {
  const given: Gifts = new Map(sources.map(({ stream }) => [stream, []]))
  circle(desk, target, sources, given)
  // A closed ticket takes words in, and nothing else.
  if (Ticket.isClosed(target.ticket)) return given
  lists(desk, target, sources, wish, given)
  for (const property of propertiesOf(target, sources)) {
    const giver = giverOf(property, target, sources, wish)
    const command = giver === undefined ? undefined : commandFor(property, giver.ticket, target.ticket, desk)
    if (command !== undefined) given.get(giver!.stream)!.push(command)
  }
  if (wish.policy.sla === "earliest") due(desk, target, sources, now, given)
  return given
}

/** Who could not see one of them sees nothing of it in the other. */
const circle = ({ workspace }: Desk, target: Living, sources: ReadonlyArray<Living>, given: Gifts): void => {
  let { restricted } = target.ticket
  for (const { stream, ticket } of sources) {
    const met = Ticket.Circle.meet(restricted, ticket.restricted, workspace)
    if (met !== undefined && met !== restricted) given.get(stream)!.push({ _tag: "Restrict", ...met })
    restricted = met
  }
}

const lists = ({ workspace }: Desk, target: Living, sources: ReadonlyArray<Living>, { policy }: MergeWish, given: Gifts): void => {
  const { ticket } = target
  const tags = new Set(ticket.tags)
  const followers = new Set(ticket.followers)
  const addresses = new Set(partiesOf(ticket).map(({ address }) => EmailAddress.key(address)))
  for (const { stream, ticket } of sources) {
    const own = given.get(stream)!
    const fresh = ticket.tags.filter((label) => tags.size < tags.add(label).size)
    if (policy.tags === "union" && fresh.length > 0) own.push({ _tag: "Tag", tags: fresh })
    if (policy.followers === "union")
      for (const agent of ticket.followers)
        if (workspace.agents.has(agent) && followers.size < followers.add(agent).size) own.push({ _tag: "Follow", agent })
    if (policy.participants === "union")
      for (const participant of partiesOf(ticket))
        if (addresses.size < addresses.add(EmailAddress.key(participant.address)).size) own.push({ _tag: "AddParticipant", participant })
  }
}

const propertiesOf = (target: Living, sources: ReadonlyArray<Living>): ReadonlyArray<string> => [
  "subject",
  "priority",
  "category",
  "assignee",
  ...new Set([target, ...sources].flatMap(({ ticket }) => ticket.fields.map(({ field }) => `fields.${field}`)))
]

const giverOf = (
  property: string,
  target: Living,
  sources: ReadonlyArray<Living>,
  { policy, principal }: MergeWish
): Living | undefined => {
  const said = policy.take.find((one) => one.property === property)?.from
  if (said === undefined && principal !== undefined) return sources.find(({ stream }) => stream === principal)
  const from: Take = said ?? "target"
  if (from === "target" || (from === "fill" && isThere(property, target))) return undefined
  const candidates = (from === "newest" ? [target, ...sources] : sources).filter((one) => isThere(property, one))
  const latest = candidates.toSorted((a, b) => b.ticket.updatedAt - a.ticket.updatedAt || (a.stream < b.stream ? -1 : 1))[0]
  return latest === target ? undefined : latest
}

const isThere = (property: string, { ticket }: Living): boolean => {
  switch (property) {
    case "subject":
      return ticket.subject !== ""
    case "priority":
      return ticket.priority !== null
    case "category":
      return ticket.category.length > 0
    case "assignee":
      return ticket.assignee !== null || ticket.team !== null
    default:
      return Ticket.fieldOf(ticket, property.slice("fields.".length)) !== null
  }
}

/** `undefined`: there is nothing to say, or the workspace or the ticket's department does not know it. */
const commandFor = (property: string, from: Ticket.Ticket, to: Ticket.Ticket, { workspace }: Desk): Ticket.Command | undefined => {
  const { subject, priority, category, assignee, team } = from
  switch (property) {
    case "subject":
      return subject === "" || subject === to.subject ? undefined : { _tag: "Rename", subject }
    case "priority":
      return priority === null || !workspace.priorities.has(priority) ? undefined : { _tag: "Prioritize", priority }
    case "category":
      return category.length === 0 || !Ticket.Category.has(workspace.categories, category) ? undefined : { _tag: "Categorize", category }
    case "assignee": {
      const agent = assignee !== null && workspace.agents.has(assignee) ? assignee : null
      const theirs = team !== null && workspace.teams.has(team) ? team : null
      const fits = agent === null || theirs === null || workspace.agents.get(agent)!.teams.includes(theirs)
      return agent === null && theirs === null ? undefined : { _tag: "Assign", agent, team: fits ? theirs : null }
    }
    default: {
      const field = property.slice("fields.".length)
      const definition = workspace.fields.get(field)
      const value = Ticket.fieldOf(from, field)
      const isUsed = Ticket.Belonging.usesField(to.department, field, workspace)
      return definition === undefined || value === null || !isUsed || Ticket.Field.mistake(definition, value) !== undefined
        ? undefined
        : { _tag: "SetField", field, value }
    }
  }
}

/** Of the source that would have been due first, if that is before the target and still to come. */
const due = ({ promises }: Desk, target: Living, sources: ReadonlyArray<Living>, now: Instant, given: Gifts): void => {
  let first = { at: Deadline.next(target.sla.clocks, promises) ?? Infinity, stream: target.stream }
  for (const { stream, sla } of sources) {
    const at = Deadline.next(sla.clocks, promises)
    if (at !== undefined && at > now && at < first.at) first = { at, stream }
  }
  if (first.stream !== target.stream) given.get(first.stream)!.push({ _tag: "SetDue", due: first.at as Instant, pinned: true })
}
