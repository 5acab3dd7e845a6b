/** What a fact means to clocks: who spoke, where the ticket stands, who has it. Most facts mean nothing to them. */
import * as Actor from "../people/Actor.ts"
import type { Content, Visibility } from "../ticket/Message.ts"
import * as Status from "../ticket/Status.ts"
import { isPausing } from "../ticket/Approvals.ts"
import type { Event, Ticket } from "../ticket/index.ts"
import type { Instant } from "../time/Instant.ts"

export interface Moment {
  readonly at: Instant
  readonly opened: boolean
  /** `automatic`: nobody waits for an answer to it. */
  readonly message: { readonly role: Actor.Kind; readonly visibility: Visibility; readonly automatic: boolean } | null
  /** The ticket was opened by a word of the desk to the customer, who has not asked for anything yet. */
  readonly outbound: boolean
  /** What was asked needs no answer. */
  readonly waived: boolean
  /** Where the ticket stands now. */
  readonly status: string
  readonly category: Status.Category
  readonly slaEffect: Status.SlaEffect
  /** An approval is pending for which the promises wait. */
  readonly isPaused: boolean
  /** Where it stood before; `null` if it was opened just now. */
  readonly left: { readonly status: string; readonly category: Status.Category } | null
  readonly team: { readonly before: string | null; readonly now: string | null }
}

/** `undefined`: no clock cares. */
export const momentOf = (before: Ticket | undefined, event: Event, after: Ticket): Moment | undefined => {
  const message = messageOf(event)
  const isPaused = isPausing(after)
  const isHeard =
    message !== null ||
    event._tag === "StatusChanged" ||
    event._tag === "Moved" ||
    event._tag === "Assigned" ||
    event._tag === "AnswerWaived"
  if (!isHeard && isPaused === (before !== undefined && isPausing(before))) return undefined
  return {
    at: sinceOf(event),
    opened: event._tag === "Opened" || event._tag === "Begun",
    message,
    outbound: event._tag === "Opened" && isOutbound(event),
    waived: event._tag === "AnswerWaived",
    status: after.status,
    category: after.statusCategory,
    slaEffect: after.slaEffect,
    isPaused,
    left: before === undefined ? null : { status: before.status, category: before.statusCategory },
    team: { before: before?.team ?? null, now: after.team }
  }
}

/** A call that an agent writes down, or a request that they enter, was asked for; a letter or a message of theirs was not. */
const isOutbound = ({ by, via, visibility, line }: Extract<Event, { readonly _tag: "Opened" }>): boolean =>
  !Actor.isOutside(by) && visibility === "public" && (line !== undefined || via === "email")

/** A ticket that was split off counts from its first message, if its desk wants that; what time brought about, from its own instant. */
const sinceOf = (event: Event): Instant => (event._tag === "Begun" ? event.since : "dueAt" in event ? event.dueAt : event.at)

/** Somebody outside the desk wrote, by hand. */
export const isAsking = ({ message }: Moment): boolean =>
  message !== null && !message.automatic && (message.role === "requester" || message.role === "participant")

/** A finished ticket came back to work. */
export const isReopening = ({ left, category }: Moment): boolean =>
  left !== null && Status.isDone(left.category) && !Status.isDone(category)

const messageOf = (event: Event): Moment["message"] => {
  switch (event._tag) {
    case "Opened":
      return said(event, event.visibility)
    case "Replied":
      return event.needsNoAnswer === true ? { ...said(event, "public"), automatic: true } : said(event, "public")
    case "Noted":
    case "Forwarded":
      return said(event, "internal")
    // What it begins with was said elsewhere: whoever is waited for, waits.
    case "Begun":
      return { role: event.askedAt === null ? "agent" : "requester", visibility: "public", automatic: false }
    default:
      return null
  }
}

const said = ({ by, content }: { readonly by: Actor.Actor; readonly content: Content }, visibility: Visibility) => ({
  role: Actor.kindOf(by),
  visibility,
  automatic: content.mail !== undefined && content.mail.kind !== "human" && content.mail.kind !== "mailingList"
})
