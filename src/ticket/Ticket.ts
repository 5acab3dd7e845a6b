/** A request for help, and everything known about it so far but the words themselves, which lie in its events. */
import * as Schema from "effect/Schema"
import { Approval } from "../approval/Approval.ts"
import { Line } from "../channel/Line.ts"
import { Actor } from "../people/Actor.ts"
import { EmailAddress } from "../people/EmailAddress.ts"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { Activity } from "./Activity.ts"
import * as Category from "./Category.ts"
import { Circle } from "./Circle.ts"
import { Due } from "./Due.ts"
import { Edges } from "./Edges.ts"
import * as Field from "./Field.ts"
import { Participant } from "./Participant.ts"
import { Removal } from "./Removal.ts"
import { Rating } from "./Rating.ts"
import { Resolution } from "./Resolution.ts"
import * as Status from "./Status.ts"
import { Snoozing } from "./Snoozing.ts"
import { Suggestion, Summary } from "./Suggestion.ts"
import { TimeEntry } from "./TimeEntry.ts"

export const TicketId = Id
export type TicketId = Id

/** The requester as this ticket knows them: the identity that they used for it, and what the desk calls them. */
export class RequesterRef extends Schema.Opaque<RequesterRef>()(
  Schema.Struct({ id: Id, name: Text.filled(255), email: Schema.NullOr(EmailAddress), organization: Schema.NullOr(Id) })
) {}

export class Ticket extends Schema.Opaque<Ticket>()(
  Schema.Struct({
    id: TicketId,
    /** What people say on the phone: `K7QM-4XW2`. Unique in its tenant, never reused, not to be guessed. */
    reference: Schema.String,
    subject: Text.upTo(998),
    status: Slug,
    /** The category of `status` when the status was given. */
    statusCategory: Status.Category,
    slaEffect: Status.SlaEffect,
    priority: Schema.NullOr(Slug),
    kind: Schema.NullOr(Slug),
    category: Category.Path,
    department: Slug,
    brand: Slug,
    fields: Schema.Array(Field.Entry),
    /** What it held in another department, and this one does not use: there again, when it moves back. Not there, where nothing is kept. */
    kept: Schema.optionalKey(Schema.Array(Field.Entry)),
    tags: Schema.Array(Text.filled(100)),
    requester: RequesterRef,
    /** Who entered it: the requester, or an agent on the phone with them. */
    submitter: Actor,
    assignee: Schema.NullOr(Slug),
    team: Schema.NullOr(Slug),
    followers: Schema.Array(Slug),
    participants: Schema.Array(Participant),
    /** Addresses that an unproven mail wanted to add; an agent decides. */
    proposed: Schema.Array(Participant),
    /** The channel that it came by. */
    channel: Slug,
    /** Where an answer by that channel goes. Not there, where nobody wrote by it: answers go by mail. */
    line: Schema.optionalKey(Line),
    /** When the requester wrote by that line last. Not there, where they never did. */
    heardAt: Schema.optionalKey(Instant),
    /** The support address that it came to: answers leave from there. */
    receivedAt: Schema.NullOr(EmailAddress),
    /** Message-IDs that an answer refers to: the root, then the latest. */
    thread: Schema.Array(Schema.String),
    followUpOf: Schema.NullOr(TicketId),
    /** The policy whose promise it has. */
    policy: Schema.NullOr(Slug),
    /** Set by hand. */
    due: Schema.NullOr(Due),
    /** A promise was broken, and the ticket is not solved yet. */
    escalated: Schema.Boolean,
    messages: Schema.Int,
    openedAt: Instant,
    updatedAt: Instant,
    /** When the requester, or another party outside the desk, wrote last. */
    askedAt: Schema.NullOr(Instant),
    /** When an agent answered in public last. */
    answeredAt: Schema.NullOr(Instant),
    /** When somebody said that what was asked needs no answer. Not there, where nobody ever did. */
    waivedAt: Schema.optionalKey(Instant),
    /** The numbers of the latest messages that were said to the requester alone, 1 the first: what answers one by mail goes no further. */
    asides: Schema.optionalKey(Schema.Array(Schema.Int)),
    solvedAt: Schema.NullOr(Instant),
    closedAt: Schema.NullOr(Instant),
    reopened: Schema.Int,
    /** Not there, where it never had to do with another ticket: see `edgesOf`. */
    edges: Schema.optionalKey(Edges),
    /** The latest round of each that was ever asked for. Not there, where none was. */
    approvals: Schema.optionalKey(Schema.Array(Approval)),
    /** The latest that a summarizer made. Not there, where none was asked. */
    suggestion: Schema.optionalKey(Suggestion),
    /** The one that an agent took over last. */
    summary: Schema.optionalKey(Summary),
    /** What solved it. Not there, where nobody said so since it was last worked on. */
    resolution: Schema.optionalKey(Resolution),
    /** Done and to be done, in the order in which they were planned. Not there, where none ever was. */
    activities: Schema.optionalKey(Schema.Array(Activity)),
    /** It began with what a machine wrote. Not there, where a person did. */
    automatic: Schema.optionalKey(Schema.Literal(true)),
    /** Of each time that it was solved, in order. Not there, where nobody was to be asked. */
    ratings: Schema.optionalKey(Schema.Array(Rating)),
    /** What was spent on it, and what was taken off again. Not there, where nothing ever was. */
    time: Schema.optionalKey(Schema.Array(TimeEntry)),
    /** Put aside for a while. Not there, where it is not. */
    snoozed: Schema.optionalKey(Snoozing),
    /** How many files belong to it and to no message. Not there, where none ever did. */
    files: Schema.optionalKey(Schema.Int),
    /** It lies aside. Not there, where it does not. */
    removed: Schema.optionalKey(Removal),
    /** Who alone sees it, beside its assignee. Not there, where it is not restricted. */
    restricted: Schema.optionalKey(Circle)
  })
) {}

export const isClosed = (ticket: Ticket): boolean => ticket.statusCategory === "closed"
/** Joined to another ticket, which answers for it. */
export const isMerged = ({ edges }: Ticket): boolean => edges !== undefined && edges.mergedInto !== null
export const isDone = (ticket: Ticket): boolean => Status.isDone(ticket.statusCategory)
export const fieldOf = (ticket: Pick<Ticket, "fields">, field: string): Field.Value =>
  ticket.fields.find((entry) => entry.field === field)?.value ?? null
/** Somebody outside the desk wrote last, and nobody said that it needs no answer. */
export const isAsked = ({ askedAt, answeredAt, waivedAt }: Ticket): boolean =>
  askedAt !== null && askedAt > Math.max(answeredAt ?? -1, waivedAt ?? -1)
