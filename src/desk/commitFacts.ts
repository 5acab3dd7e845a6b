/** What triggers can ask of the commit that they answer, beside the ticket: who asked, by which way, and what has happened so far. */
import type { Facts } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import type { Calendar } from "../calendar/Calendar.ts"
import { isOpen } from "../calendar/open.ts"
import * as Text from "../text/Text.ts"
import { heardBy } from "../ticket/Mention.ts"
import { unfolded } from "../ticket/Message.ts"
import type * as Ticket from "../ticket/index.ts"
import type { Instant } from "../time/Instant.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Draft } from "./Draft.ts"

export const commitFacts = (
  { events, ticket }: Draft,
  { actor, via, now }: Pick<Ticket.Context, "actor" | "via" | "now">,
  { rules, promises, agents }: Pick<Workspace, "rules" | "promises" | "agents">
): Facts => ({
  "requester.name": Text.fold(ticket!.requester.name),
  "requester.email": ticket!.requester.email === null ? null : Text.fold(ticket!.requester.email),
  "commit.at": now,
  /** Calendars that are open now; looked up where somebody asks. */
  "commit.calendars": rules.fields.has("commit.calendars") ? openAt([...promises.calendars.values()], now) : null,
  "commit.opened": events.some(({ _tag }) => _tag === "Opened" || _tag === "Begun"),
  "commit.actor": actor,
  "commit.by": Actor.kindOf(actor),
  "commit.via": via,
  /** `Replied`, `StatusChanged`, `Breached` … */
  "commit.events": [...new Set(events.map(({ _tag }) => _tag))],
  /** Metrics whose deadlines were noticed to have passed. */
  "commit.breached": events.flatMap((event) => (event._tag === "Breached" ? [event.metric] : [])),
  /** Approvals that were decided, also by silence. */
  "commit.approved": decided(events, ticket!, ["approved"]),
  "commit.rejected": decided(events, ticket!, ["rejected", "expired"]),
  /** Automations whose time was over. */
  "commit.automations": events.flatMap((event) => (event._tag === "AutomationRan" ? [event.automation] : [])),
  /** Thresholds that were noticed to be reached. */
  "commit.thresholds": events.flatMap((event) => (event._tag === "ThresholdReached" ? [event.threshold] : [])),
  /** Agents whom a note called, by name or with their team. */
  "commit.mentioned": heardBy(
    asked(events).flatMap((event) => (event._tag === "Noted" ? (event.mentions ?? []) : [])),
    { agents }
  ),
  /** What was said, quotes left out. What a rule says is heard by no other: it would answer itself. */
  "commit.text":
    asked(events)
      .flatMap((event) => ("content" in event ? [Text.fold(unfolded(event.content).news)] : []))
      .join("\n") || null,
  /** Whether it was said to everybody or to the desk. */
  "commit.said": [...new Set(asked(events).flatMap(visibilityOf))]
})

const asked = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<Ticket.Event> => events.filter(({ by }) => !Actor.isRule(by))

/** No approval changes any more once there is a verdict, but by being taken back or asked for anew. */
const decided = (events: ReadonlyArray<Ticket.Event>, ticket: Ticket.Ticket, verdicts: ReadonlyArray<string>): ReadonlyArray<string> =>
  (ticket.approvals ?? [])
    .filter(({ id, end }) => verdicts.includes(end?.verdict ?? "") && events.some((event) => "approval" in event && event.approval === id))
    .map(({ id }) => id)

export const openAt = (calendars: ReadonlyArray<Calendar>, now: Instant): ReadonlyArray<string> =>
  calendars.filter((calendar) => isOpen(calendar, now)).map(({ id }) => id)

const visibilityOf = (event: Ticket.Event): ReadonlyArray<string> =>
  event._tag === "Opened"
    ? [event.visibility]
    : event._tag === "Replied"
      ? ["public"]
      : event._tag === "Noted" || event._tag === "Forwarded"
        ? ["internal"]
        : []
