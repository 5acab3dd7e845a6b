/**
 * What is left of a ticket that was purged: a skeleton. It is told apart by what may stay, so that what nobody has thought of
 * is gone.
 */
import * as Actor from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import type { Attachment } from "./Attachment.ts"
import type { Event } from "./decider.ts"
import type { Content } from "./Message.ts"
import type { RequesterRef, Ticket } from "./Ticket.ts"

/** What stands where words and names stood. */
export const GONE = "(purged)"
const NOWHERE = "purged@purged.invalid"
const nobody: RequesterRef = { id: "purged", name: GONE, email: null, organization: null }

/** People outside the desk are told apart no more. */
const actorOf = (by: Actor.Actor): Actor.Actor => (Actor.isOutside(by) ? `${Actor.kindOf(by) as "requester" | "participant"}:purged` : by)

export const skeletonOf = (ticket: Ticket, at: Instant): Ticket => {
  const { removed, edges, time, restricted } = ticket
  return {
    id: ticket.id,
    reference: ticket.reference,
    subject: GONE,
    status: ticket.status,
    statusCategory: ticket.statusCategory,
    slaEffect: ticket.slaEffect,
    priority: ticket.priority,
    kind: ticket.kind,
    category: ticket.category,
    department: ticket.department,
    brand: ticket.brand,
    fields: [],
    tags: [],
    requester: nobody,
    submitter: actorOf(ticket.submitter),
    assignee: ticket.assignee,
    team: ticket.team,
    followers: ticket.followers,
    participants: [],
    proposed: [],
    channel: ticket.channel,
    receivedAt: ticket.receivedAt,
    thread: [],
    followUpOf: ticket.followUpOf,
    policy: ticket.policy,
    due: ticket.due,
    escalated: ticket.escalated,
    messages: ticket.messages,
    openedAt: ticket.openedAt,
    updatedAt: at,
    askedAt: ticket.askedAt,
    answeredAt: ticket.answeredAt,
    solvedAt: ticket.solvedAt,
    closedAt: ticket.closedAt,
    reopened: ticket.reopened,
    ...(edges === undefined ? {} : { edges }),
    ...(restricted === undefined ? {} : { restricted }),
    ...(time === undefined ? {} : { time: time.map((entry) => ({ ...entry, note: "" })) }),
    ...(removed === undefined ? {} : { removed: { ...removed, purgeAt: null, purgedAt: at } })
  }
}

/** The events of a ticket as it shows them itself: without what was purged of it, and of them. */
export const withoutPurged = (events: ReadonlyArray<Event>): ReadonlyArray<Event> =>
  events.some(({ _tag }) => _tag === "Purged") ? skeletons(events) : withoutMessages(events)

/** Nothing is left of any of them: what a ticket that was purged shows, its own and others'. */
export const skeletons = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => events.map(bare)

/** Only the words of messages that were purged are gone: what other tickets may show of this one. */
export const withoutMessages = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  const lost = new Set(events.flatMap((event) => (event._tag === "MessagesPurged" ? event.messages : [])))
  const own = events.find((event) => event._tag === "Purged")
  if (lost.size === 0 && own === undefined) return events
  const spared = new Set(own?.spared)
  const isLost = (id: string): boolean => lost.has(id) || (own !== undefined && !spared.has(id))
  return events.map((event) => ("messageId" in event && isLost(event.messageId) ? { ...event, content: wordless(event.content) } : event))
}

/** That something was said, when and by which way. What thread it belongs to stays with the ticket that it was said in. */
const wordless = ({ mail, origin }: Content): Content => ({
  text: GONE,
  ...(mail === undefined ? {} : { mail: { ...mail, raw: null, from: NOWHERE, recipients: [], evidence: [] } }),
  ...(origin === undefined ? {} : { origin: originOf(origin) })
})
const originOf = ({ transcript: _said, raw: _raw, recording: _file, ...origin }: NonNullable<Content["origin"]>) => ({
  ...origin,
  name: ""
})

type Loose = Readonly<Record<string, unknown>>
const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value)

/** Ids, words of the workspace, times: what says nothing of anybody outside the desk. */
const harmless: ReadonlySet<string> = new Set(
  `_tag at via cause ticketId reference messageId status statusCategory slaEffect priority kind category department brand agent team
followers channel receivedAt since followUpOf formerly visibility home policy version targets because metric instance threshold promise
automation rules approval order covers promises panels calendars step expiry answer outcome onBehalfOf owner reminder reminders way
merge into survivor ticket carried pieces conversation away splitFrom to from type side entry message resolution article webhook id
maker field routed timeType activity survey scale reasons as along partedFrom spared of messages mentions wanted agents teams what state`.split(
    /\s+/
  )
)
const erased = (value: unknown, key: string): unknown =>
  harmless.has(key)
    ? value
    : typeof value === "string"
      ? GONE
      : Array.isArray(value)
        ? value.map((one) => erased(one, key))
        : isLoose(value)
          ? Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, erased(one, inner)]))
          : value

/** What would not read as what it is any more by the rule for all, or says more than that knows. */
const special: ReadonlyMap<string, (value: unknown, tag: string) => unknown> = new Map<string, (value: unknown, tag: string) => unknown>([
  ["by", (by) => actorOf(by as Actor.Actor)],
  ["requester", () => nobody],
  ["participants", () => []],
  ["participant", () => ({ address: NOWHERE, name: "" })],
  ["address", () => NOWHERE],
  ["thread", () => []],
  ["line", () => undefined],
  ["fields", () => []],
  ["kept", () => []],
  ["dropped", () => []],
  ["files", (files) => (files as ReadonlyArray<Attachment>).map(nameless)],
  ["snoozer", (by) => actorOf(by as Actor.Actor)],
  ["value", () => null],
  ["from", (from, tag) => (tag === "FieldSet" ? null : tag === "Renamed" ? GONE : tag === "RequesterChanged" ? nobody : from)],
  [
    "to",
    (to, tag) =>
      tag === "RequesterChanged" ? nobody : tag === "Forwarded" || tag === "MailAsked" ? (to as ReadonlyArray<string>).map(written) : to
  ],
  ["reason", (reason, tag) => (tag === "RulesSuppressed" || tag === "Rated" ? reason : GONE)],
  ["content", (content) => purest(content as Content)]
])
const nameless = ({ size, inline }: Attachment): Attachment => ({
  name: GONE,
  type: "application/octet-stream",
  size,
  ref: null,
  inline,
  contentId: null,
  refused: null
})
const written = (to: string): string => (to.includes("@") ? NOWHERE : to)

/** Of a message the house it came from is no more than what kind of word it was. */
const purest = (content: Content): Content => {
  const { mail, origin } = wordless(content)
  return {
    text: GONE,
    ...(mail === undefined ? {} : { mail: { ...mail, messageId: null } }),
    ...(origin === undefined ? {} : { origin: { ...origin, id: "purged", thread: null, person: { kind: "email", value: NOWHERE } } })
  }
}

const bare = (event: Event): Event =>
  Object.fromEntries(
    Object.entries(event).flatMap(([key, value]): ReadonlyArray<[string, unknown]> => {
      const own = special.get(key)
      const left = own === undefined ? erased(value, key) : own(value, event._tag)
      return left === undefined ? [] : [[key, left]]
    })
  ) as unknown as Event
