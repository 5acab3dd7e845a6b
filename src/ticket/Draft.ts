/** Words that an agent has begun to write in a ticket and has not said yet. They are theirs alone, unless they share them. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { Attachment } from "./Attachment.ts"
import { LONGEST, Visibility } from "./Message.ts"

export const words = {
  text: Text.upTo(LONGEST),
  attachments: Schema.Array(Attachment).check(Schema.isMaxLength(1000)),
  /** A reply, or a note. */
  visibility: Visibility,
  /** Others of the desk may read it. */
  shared: Schema.Boolean
}

/** How many messages lay in a ticket when somebody began to answer. */
export class Known extends Schema.Opaque<Known>()(Schema.Struct({ stream: Id, said: Schema.Int })) {}

export class Draft extends Schema.Opaque<Draft>()(
  Schema.Struct({
    /** The ticket in which it was begun. */
    ticket: Id,
    /** Whose ticket it is. */
    requester: Id,
    agent: Slug,
    ...words,
    begun: Instant,
    saved: Instant,
    /** By ticket whose messages were shown. */
    known: Schema.Array(Known)
  })
) {}

/** Which version was sent, and to which ticket. */
const sent = { version: Schema.Int, ticket: Id }

/** Of one agent in one ticket. `draft` `null`: there is none, or none any more; `of`: where the last one was begun. */
export class State extends Schema.Opaque<State>()(
  Schema.Struct({
    of: Schema.NullOr(Schema.Struct({ ticket: Id, requester: Id })),
    draft: Schema.NullOr(Draft),
    sent: Schema.NullOr(Schema.Struct(sent))
  })
) {}

export const Event = Schema.Union([
  Schema.TaggedStruct("DraftSaved", { at: Instant, draft: Draft }),
  Schema.TaggedStruct("DraftDiscarded", { at: Instant }),
  Schema.TaggedStruct("DraftSent", { at: Instant, ...sent })
])
export type Event = typeof Event.Type

export const initial: State = { of: null, draft: null, sent: null }

export const evolve = ({ of }: State, event: Event): State => {
  switch (event._tag) {
    case "DraftSaved": {
      const { ticket, requester } = event.draft
      return { of: { ticket, requester }, draft: event.draft, sent: null }
    }
    case "DraftDiscarded":
      return { of, draft: null, sent: null }
    case "DraftSent":
      return { of, draft: null, sent: { version: event.version, ticket: event.ticket } }
  }
}

/** Whether a message was said after somebody began to answer; `number`: its place in the ticket that it lies in, from 1. */
export const isSince = (
  { known, begun }: Draft,
  { ticket, at }: { readonly ticket: string; readonly at: Instant },
  number: number
): boolean => {
  const then = known.find(({ stream }) => stream === ticket)
  return then === undefined ? at > begun : number > then.said
}
