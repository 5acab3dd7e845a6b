/**
 * How a ticket hangs together with others. Nothing is ever moved: an edge says which messages a ticket shows, and who
 * answers for it; take the edge away, and all is as it was.
 */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"
import { Link } from "./Link.ts"
import { minus, Pieces, whole } from "./Pieces.ts"
import * as Status from "./Status.ts"

/** Where a ticket went that was merged into another. */
export class Merged extends Schema.Opaque<Merged>()(
  Schema.Struct({
    merge: Id,
    /** The ticket that it was merged into. */
    into: Id,
    /** The ticket that answers for it now: `into`, or where that went since. Never merged itself. */
    survivor: Id,
    at: Instant,
    /** How it stood, to stand so again. */
    was: Schema.Struct({
      status: Slug,
      statusCategory: Status.Category,
      slaEffect: Status.SlaEffect,
      escalated: Schema.Boolean,
      solvedAt: Schema.NullOr(Instant),
      closedAt: Schema.NullOr(Instant)
    })
  })
) {}

/** A ticket that was merged into this one. */
export class Member extends Schema.Opaque<Member>()(
  Schema.Struct({
    merge: Id,
    ticket: Id,
    reference: Schema.String,
    /** The conversation that it brought. */
    pieces: Pieces,
    /** Tickets that had been merged into it before. */
    carried: Schema.Array(Id)
  })
) {}

/** Messages that were part of this conversation and are part of another now. */
export class Away extends Schema.Opaque<Away>()(Schema.Struct({ to: Id, pieces: Pieces })) {}

export class Edges extends Schema.Opaque<Edges>()(
  Schema.Struct({
    mergedInto: Schema.NullOr(Merged),
    members: Schema.Array(Member),
    /** The messages that it shows, its own among them. */
    conversation: Pieces,
    away: Schema.Array(Away),
    /** The ticket that its first messages were split from. */
    splitFrom: Schema.NullOr(Id),
    links: Schema.Array(Link),
    /** Tickets that late words to this one opened, in order. */
    followUps: Schema.Array(Id)
  })
) {}

/** Of a ticket that has nothing to do with others. */
const none: Omit<Edges, "conversation"> = { mergedInto: null, members: [], away: [], splitFrom: null, links: [], followUps: [] }

export const edgesOf = ({ id, edges }: { readonly id: string; readonly edges?: Edges }): Edges =>
  edges ?? { ...none, conversation: whole(id) }

/** What is still away once these came back. */
export const withoutReturned = (away: ReadonlyArray<Away>, pieces: Pieces): ReadonlyArray<Away> =>
  away.flatMap((one) => {
    const left = minus(one.pieces, pieces)
    return left.length === 0 ? [] : [{ to: one.to, pieces: left }]
  })

/** Every ticket whose conversation it shows because they were merged into it, the direct ones first. */
export const mergedTickets = ({ members }: Edges): ReadonlyArray<string> => [
  ...members.map(({ ticket }) => ticket),
  ...members.flatMap(({ carried }) => carried)
]
