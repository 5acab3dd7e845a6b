/** What solved a ticket, for a knowledge base to publish. The subject may be the requester's own words: whoever publishes it reads it first, or does not use it. */
import * as Schema from "effect/Schema"
import { Actor } from "../../people/Actor.ts"
import { Id, Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import * as Category from "../../ticket/Category.ts"
import { longest } from "../../ticket/Resolution.ts"
import { Instant } from "../../time/Instant.ts"

export class Article extends Schema.Opaque<Article>()(
  Schema.Struct({
    /** The same each time that it is tried: what was published under it before is not published again. */
    key: Schema.String,
    resolution: Id,
    ticketId: Id,
    reference: Schema.String,
    subject: Text.upTo(998),
    text: Text.filled(longest),
    category: Category.Path,
    brand: Slug,
    at: Instant,
    by: Actor
  })
) {}
