/** What each event tells the desk. An event without words here does not compile. */
import * as Actor from "../../people/Actor.ts"
import type { Event } from "../decider.ts"
import type { Ticket } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { unfolded, type Content } from "../Message.ts"
import type { Pieces } from "../Pieces.ts"
import type { Change, Told } from "./Entry.ts"
import * as Instant from "../../time/Instant.ts"
import * as Span from "../../time/Span.ts"
import { firstOf } from "./began.ts"
import * as names from "./names.ts"
import * as Activity from "../Activity.ts"
import { activityCalled, activityChanges, timeLogged, timeReversed } from "./work.ts"
import { alongLife } from "./moved.ts"
import { circles, restrictedTo } from "./restricted.ts"
import { takenAway } from "./removal.ts"
import { calledIn, collaborated } from "./collaboration.ts"
import { rated } from "./rated.ts"
import { requesterChanged, requesterChanges, undelivered, whyUndelivered } from "./asking.ts"
import { whyOf } from "./why.ts"

/** `before`: the ticket that it happened to; `undefined` for the first. */
export const told = (vocabulary: Vocabulary, before: Ticket | undefined, event: Event): Told => {
  const because = whyOf(before, event)
  switch (event._tag) {
    case "Opened":
      return {
        what: `opened ${event.reference}${forWhom(event)}`,
        changes: [{ field: "Subject", from: null, to: event.subject || null }, ...firstOf(vocabulary, event)],
        ...spoken(event.content),
        why: because,
        visibility: event.visibility
      }
    case "Replied":
      return {
        what: event.to === "requester" ? "replied to the requester alone" : "replied",
        ...spoken(event.content),
        why: because,
        visibility: "public"
      }
    case "Noted":
      return {
        what: Actor.isOutside(event.by) ? "wrote; only the desk sees it" : `noted for the desk${calledIn(vocabulary, event.mentions)}`,
        ...spoken(event.content),
        why: because,
        visibility: "internal"
      }
    case "Forwarded":
      return { what: `forwarded to ${event.to.join(", ")}`, ...spoken(event.content), why: because, visibility: "internal" }
    case "StatusChanged": {
      const label = names.customerStatus(vocabulary, event.status, event.statusCategory)
      const was = before === undefined ? label : names.customerStatus(vocabulary, before.status, before.statusCategory)
      const change = { field: "Status", from: names.status(vocabulary, event.from), to: names.status(vocabulary, event.status) }
      return { what: "changed the status", changes: [change], why: because, visibility: label === was ? "internal" : "public" }
    }
    case "FieldSet": {
      const field = vocabulary.fields.get(event.field)
      const name = field?.name ?? event.field
      const change = { field: name, from: names.value(field, event.from), to: names.value(field, event.value) }
      return { what: `set ${name}`, changes: [change], why: because, visibility: field?.visible === true ? "public" : "internal" }
    }
    case "Renamed":
      return {
        what: "changed the subject",
        changes: [{ field: "Subject", from: event.from || null, to: event.subject }],
        why: because,
        visibility: "public"
      }
    case "Assigned":
      return internal("assigned the ticket", because, [
        { field: "Assignee", from: names.agent(vocabulary, event.from.agent), to: names.agent(vocabulary, event.agent) },
        { field: "Team", from: names.team(vocabulary, event.from.team), to: names.team(vocabulary, event.team) }
      ])
    case "Prioritized":
      return internal("changed the priority", because, [
        { field: "Priority", from: names.priority(vocabulary, event.from), to: names.priority(vocabulary, event.priority) }
      ])
    case "Categorized": {
      const { categories } = vocabulary
      return internal("changed the category", because, [
        { field: "Category", from: names.path(categories, event.from), to: names.path(categories, event.category) }
      ])
    }
    case "Tagged":
      return internal(`tagged it ${event.tags.join(", ")}`, because)
    case "Untagged":
      return internal(`took the tag ${event.tags.join(", ")} away`, because)
    case "Followed":
      return internal(followed(vocabulary, event, "follows it now"), because)
    case "Unfollowed":
      return internal(followed(vocabulary, event, "follows it no more"), because)
    case "ParticipantAdded":
      return internal(`added ${names.mailbox(event.participant)} to the conversation`, because)
    case "ParticipantRemoved":
      return internal(`took ${event.address} out of the conversation`, because)
    case "RequesterChanged":
      return internal(requesterChanged(event), because, requesterChanges(event))
    case "AnswerWaived":
      return internal("said that it needs no answer", because)
    case "DeliveryFailed":
      return internal(undelivered(vocabulary, event), [...because, ...whyUndelivered(event)])
    case "DueSet":
      return internal(event.due === null ? "took the due date away" : "set the due date", because, [
        { field: "Due", from: names.due(event.from), to: names.due(event.due) }
      ])
    case "PolicyApplied":
      return internal(event.because === "rebound" ? "judged the promise anew" : "made a promise", because, [
        { field: "Policy", from: event.from, to: event.policy },
        ...event.targets.map(({ metric, within, calendar }) => ({
          field: metric,
          from: null,
          to: `${Span.print(within)}${calendar === null ? "" : ` of ${calendar.split("@")[0]} hours`}`
        }))
      ])
    case "ThresholdReached":
      return internal(`noticed ${event.threshold} of ${event.metric}, reached at ${Instant.toISO(event.reachedAt)}`, because)
    case "Breached":
      return internal(`noticed that ${event.metric} was due at ${Instant.toISO(event.reachedAt)}`, because)
    case "AutomationRan":
      return internal(event.refused === null ? `ran ${event.automation}` : `could not run ${event.automation}: ${event.refused}`, [
        ...because,
        `its time was over at ${Instant.toISO(event.due)}`
      ])
    case "RulesSuppressed":
      return internal(`kept ${event.rules.join(", ")} from acting`, [
        ...because,
        event.reason === "depth"
          ? "desks and systems answer each other in a long chain"
          : "rules did too much to this ticket within an hour"
      ])
    case "MailAsked":
      return internal(`asked for a mail to ${event.to.join(", ")}`, because)
    case "NotificationAsked":
      return internal(`asked to notify ${event.to.map((one) => named(vocabulary, one)).join(", ")}`, because)
    case "WebhookAsked":
      return internal(`asked to call ${vocabulary.webhooks.get(event.webhook)?.name ?? event.webhook}`, because)
    case "Begun":
      return internal(
        `opened ${event.reference}${event.splitFrom === null ? " for tickets that become one" : `, split from ${event.splitFrom.reference}`}`,
        because,
        [{ field: "Subject", from: null, to: event.subject || null }, ...firstOf(vocabulary, event)]
      )
    case "MergedInto":
      return internal(`merged it into ${event.reference}`, because)
    case "Redirected":
      return internal("another ticket answers for it now", because)
    case "Absorbed":
      return internal(`merged ${event.reference} into it`, because)
    case "Released":
      return internal(`took the merge of ${event.reference} back`, because)
    case "Unmerged":
      return internal(`took the merge into ${event.reference} back`, because)
    case "MessagesGiven":
      return internal(`gave ${counted(event.pieces)} to ${event.reference}`, because)
    case "MessagesTaken":
      return internal(`took ${counted(event.pieces)} from ${event.reference}`, because)
    case "ApprovalRequested":
      return internal(`asked for approval ${event.approval}`, because, [{ field: event.name, from: null, to: event.subject }])
    case "Voted":
      return internal(voted(vocabulary, event), event.reason === "" ? because : [...because, event.reason])
    case "VoteDelegated":
      return internal(`lets ${names.agent(vocabulary, event.to)} vote on approval ${event.approval}${windowOf(event)}`, because)
    case "ApproverReplaced":
      return internal(`changed who is asked for approval ${event.approval}`, because, [
        { field: "Approver", from: names.agent(vocabulary, event.from), to: names.agent(vocabulary, event.to) }
      ])
    case "ApprovalWithdrawn":
      return internal(`took approval ${event.approval} back`, [...because, event.reason])
    case "ApprovalInvalidated":
      return internal(`made approval ${event.approval} void: what it is of has changed`, because)
    case "ApproversReminded":
      return internal(`reminded who has not answered in step ${event.step} of approval ${event.approval}`, waited(because, event))
    case "ApprovalEscalated": {
      const to = event.to.map((one) => names.agent(vocabulary, one)).join(", ") || "nobody"
      return internal(`asks ${to} in step ${event.step} of approval ${event.approval}`, waited(because, event))
    }
    case "ApprovalExpired":
      return internal(
        `took silence for a ${event.outcome === "approved" ? "yes" : "no"} in step ${event.step} of approval ${event.approval}`,
        waited(because, event)
      )
    case "Linked":
      return internal(`linked it: it ${names.link(vocabulary, event)} ${event.reference}`, because)
    case "Unlinked":
      return internal(`took a link away: it ${names.link(vocabulary, event)} ${event.reference} no longer`, because)
    case "FollowedUp":
      return internal(`goes on in ${event.reference}`, because)
    case "ParticipantsProposed":
      return internal(`wants ${event.participants.map(names.mailbox).join(", ")} in the conversation`, because)
    case "Suggested":
      return internal(`had ${event.maker.name} suggest a title and a summary`, because, [
        { field: "Title", from: null, to: event.title || null },
        { field: "Summary", from: null, to: event.summary || null }
      ])
    case "SummaryKept":
      return internal(event.edited ? "wrote a summary" : "took over the summary", because, [
        { field: "Summary", from: before?.summary?.text ?? null, to: event.text }
      ])
    case "Resolved":
      return {
        ...internal("said what solved it", because, [{ field: "Resolution", from: before?.resolution?.text ?? null, to: event.text }]),
        visibility: event.told ? "public" : "internal"
      }
    case "ArticlePublished":
      return internal(`published what solved it as ${event.url ?? event.article}`, because)
    case "ActivityPlanned":
      return internal(
        `planned ${event.kind === "event" ? "an" : "a"} ${event.kind}: ${event.subject}`,
        because,
        activityChanges(vocabulary, undefined, event)
      )
    case "ActivityChanged":
      return internal(
        `changed ${activityCalled(before, event)}`,
        because,
        activityChanges(vocabulary, before && Activity.find(before, event.id), event)
      )
    case "ActivityCompleted":
      return internal(`has done ${activityCalled(before, event)}`, because)
    case "ActivityReopened":
      return internal(`took up ${activityCalled(before, event)} again`, because)
    case "ActivityRemoved":
      return internal(`removed ${activityCalled(before, event)}`, because)
    case "Moved":
    case "StatusKept":
      return alongLife(vocabulary, before, event, because)
    case "Reminded":
      return internal(`reminded ${names.agent(vocabulary, event.owner)} of the ${event.kind} "${event.subject}" by ${event.reminder.way}`, [
        ...because,
        `its time was ${Instant.toISO(event.reminder.at)}`
      ])
    case "Removed":
    case "Restored":
    case "Purged":
    case "MessagesPurged":
    case "Erased":
    case "ErasureAsked":
      return internal(takenAway(event), event._tag === "Erased" && event.why !== "" ? [...because, event.why] : because)
    case "Attached":
    case "Snoozed":
    case "Unsnoozed":
    case "WokenUp":
      return collaborated(because, event)
    case "RatingPlanned":
    case "RatingRequested":
    case "RatingWithdrawn":
    case "Rated":
    case "RatingExpired":
      return rated(before, event, because)
    case "Restricted":
      return internal(restrictedTo(event), because, circles(vocabulary, event))
    case "TimeLogged":
      return internal(timeLogged(vocabulary, event), event.note === "" ? because : [...because, event.note])
    case "TimeReversed":
      return internal(timeReversed(before, event), event.note === "" ? because : [...because, event.note])
  }
}

const internal = (what: string, why: ReadonlyArray<string>, changes: ReadonlyArray<Change> = []): Told => ({
  what,
  why,
  changes: changes.filter(({ from, to }) => from !== to),
  visibility: "internal"
})

const spoken = (content: Content): Pick<Told, "text" | "folded" | "attachments"> => {
  const { news, folded } = unfolded(content)
  return { text: news, folded, attachments: content.attachments ?? [] }
}

const counted = (pieces: Pieces): string => {
  const count = pieces.reduce((sum, { messages }) => sum + messages.length, 0)
  return count === 1 ? "a message" : `${count} messages`
}

type Opened = Extract<Event, { readonly _tag: "Opened" }>

const forWhom = ({ by, requester }: Opened): string => (by === Actor.requester(requester.id) ? "" : ` for ${requester.name}`)

const followed = (vocabulary: Vocabulary, { by, agent }: { readonly by: Actor.Actor; readonly agent: string }, says: string): string =>
  by === Actor.agent(agent) ? says : `says: ${names.agent(vocabulary, agent)} ${says}`

const named = (vocabulary: Vocabulary, hearer: string): string =>
  hearer.startsWith("agent:") ? (names.agent(vocabulary, hearer.slice("agent:".length)) ?? hearer) : hearer

const voted = (vocabulary: Vocabulary, { approval, step, by, onBehalfOf, answer }: Extract<Event, { readonly _tag: "Voted" }>): string =>
  `${answers[answer]} in step ${step} of approval ${approval}${
    by === Actor.agent(onBehalfOf) ? "" : ` for ${names.agent(vocabulary, onBehalfOf)}`
  }`
const answers = { yes: "said yes", no: "said no", abstain: "abstained" } as const

const windowOf = ({ at, since, until }: Extract<Event, { readonly _tag: "VoteDelegated" }>): string =>
  `${since > at ? ` from ${Instant.toISO(since)}` : ""}${until === null ? "" : ` until ${Instant.toISO(until)}`}`

const waited = (because: ReadonlyArray<string>, { dueAt }: { readonly dueAt: Instant.Instant }): ReadonlyArray<string> => [
  ...because,
  `its time was over at ${Instant.toISO(dueAt)}`
]
