/** Something that one agent is to be told, by whatever way they are reached. It is internal: it may hold anything that agents may read. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { Instant } from "../../time/Instant.ts"

export class Notification extends Schema.Opaque<Notification>()(
  Schema.Struct({
    /** The same each time that it is tried: what was told before need not be told again. */
    id: Schema.String,
    agent: Slug,
    text: Text.upTo(4000),
    ticketId: Id,
    reference: Schema.String,
    at: Instant
  })
) {}
