/** What conditions can see of a ticket. */
import type { Approval, Verdict } from "../approval/Approval.ts"
import type { Fact, Facts } from "../condition/Condition.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Text from "../text/Text.ts"
import type { Circle } from "../ticket/Circle.ts"
import { type Link, linksOf } from "../ticket/Link.ts"
import * as Activity from "../ticket/Activity.ts"
import * as Rating from "../ticket/Rating.ts"
import * as Removal from "../ticket/Removal.ts"
import * as Field from "../ticket/Field.ts"
import * as TimeEntry from "../ticket/TimeEntry.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import { canReplyUntil } from "../ticket/window.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"

/**
 * Ids and instants as they are, text folded, lists as lists. The rank is stamped in when the ticket is
 * written, so that an order by priority needs no workspace.
 */
export const factsOf = (ticket: Ticket, vocabulary: Vocabulary, due: number | null = null): Facts => {
  const facts: Record<string, Fact> = {
    status: ticket.status,
    statusCategory: ticket.statusCategory,
    priority: ticket.priority,
    priorityRank: ticket.priority === null ? null : (vocabulary.priorities.get(ticket.priority)?.rank ?? null),
    kind: ticket.kind,
    category: ticket.category,
    department: ticket.department,
    brand: ticket.brand,
    assignee: ticket.assignee,
    team: ticket.team,
    requester: ticket.requester.id,
    organization: ticket.requester.organization,
    channel: ticket.channel,
    receivedAt: ticket.receivedAt === null ? null : Text.fold(ticket.receivedAt),
    tags: ticket.tags.length === 0 ? ticket.tags : ticket.tags.map(Text.fold),
    followers: ticket.followers,
    subject: Text.fold(ticket.subject),
    reference: ticket.reference,
    policy: ticket.policy,
    due,
    escalated: ticket.escalated,
    removed: Removal.isRemoved(ticket),
    spam: Removal.isSpam(ticket),
    purged: Removal.isPurged(ticket),
    restricted: ticket.restricted !== undefined,
    activitiesOpen: Activity.openOf(ticket).length,
    activityDue: Activity.nextDue(ticket),
    timeSpent: ticket.time === undefined ? null : TimeEntry.total(ticket.time).milliseconds,
    snoozed: ticket.snoozed?.until ?? null,
    messages: ticket.messages,
    reopened: ticket.reopened,
    openedAt: ticket.openedAt,
    updatedAt: ticket.updatedAt,
    askedAt: ticket.askedAt,
    answeredAt: ticket.answeredAt,
    spokenAt: Math.max(ticket.openedAt, ticket.askedAt ?? 0, ticket.answeredAt ?? 0),
    solvedAt: ticket.solvedAt,
    closedAt: ticket.closedAt
  }
  const parties = partiesOf(ticket)
  if (parties.length > 0) facts["parties"] = parties
  if (ticket.restricted !== undefined) Object.assign(facts, restrictedTo(ticket.restricted))
  const until = canReplyUntil(ticket, vocabulary)
  if (until !== null) facts["canReplyUntil"] = until
  if (ticket.approvals !== undefined) Object.assign(facts, approved(ticket.approvals))
  if (ticket.ratings !== undefined) Object.assign(facts, rated(ticket.ratings))
  if (ticket.edges?.mergedInto != null) facts["mergedInto"] = ticket.edges.mergedInto.survivor
  if (ticket.edges !== undefined || ticket.followUpOf !== null) Object.assign(facts, linked(linksOf(ticket)))
  for (const { field, value } of ticket.fields) facts[`fields.${field}`] = factOf(vocabulary.fields.get(field), value)
  return facts
}

/** Not there where nobody was ever to be asked. */
const rated = (ratings: ReadonlyArray<Rating.Rating>): Facts => {
  const due = ratings.find((rating) => Rating.isOpen(rating) && rating.asked === null)
  return {
    rating: ratings.findLast(({ answer }) => answer !== null)?.answer?.score ?? null,
    ratingAsked: ratings.findLast(({ asked }) => asked !== null)?.dueAt ?? null,
    ratingDue: due?.dueAt ?? null
  }
}

/** As the keys by which addresses are compared, so that a store finds whose conversation it is. */
const partiesOf = ({ requester, participants }: Ticket): ReadonlyArray<string> => {
  const others = participants.map(({ address }) => EmailAddress.key(address))
  return requester.email === null ? others : [EmailAddress.key(requester.email), ...others]
}

const restrictedTo = ({ agents, teams }: Circle): Facts => ({ restrictedAgents: agents, restrictedTeams: teams })

/** Text as it is compared, a thing of the application's by its id. */
export const factOf = (field: Field.Field | undefined, value: Field.Value): Fact =>
  Field.isThing(value) ? value.id : typeof value === "string" && field !== undefined && folded.has(field.type) ? Text.fold(value) : value
const folded: ReadonlySet<string> = new Set(["text", "pattern"])

/** Each type once; not there where nothing was ever linked. */
const linked = (links: ReadonlyArray<Link>): Facts => {
  const types = (side: Link["side"]): ReadonlyArray<string> => [
    ...new Set(links.flatMap((link) => (link.side === side ? [link.type] : [])))
  ]
  return { linksTo: types("to"), linksFrom: types("from") }
}

/** Not there where none was ever asked for: to a condition that is the same as an empty list. */
const approved = (approvals: ReadonlyArray<Approval>): Facts => {
  const those = (verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
    approvals.filter(({ end }) => verdicts.includes(end?.verdict ?? "pending")).map(({ id }) => id)
  return {
    approvalsPending: those(["pending"]),
    approvalsApproved: those(["approved"]),
    approvalsRejected: those(["rejected", "expired"])
  }
}
