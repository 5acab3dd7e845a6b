/** What solved a ticket, in the words of whoever solved it. The newest counts; those before it lie in the events. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import { Id } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

/** UTF-16 code units. */
export const longest = 20_000

/** What a knowledge base made of it. */
export const published = {
  /** Its own name for the article. */
  article: Text.filled(200),
  url: Schema.NullOr(Text.filled(2000))
}

export class Resolution extends Schema.Opaque<Resolution>()(
  Schema.Struct({
    id: Id,
    text: Text.filled(longest),
    /** The requester was written to; only then may they read it. */
    told: Schema.Boolean,
    /** `null`: it is in no knowledge base, or not yet. */
    published: Schema.NullOr(Schema.Struct(published)),
    at: Instant,
    by: Actor
  })
) {}

/** A ticket that went back to work was not solved by it. */
export const without = <T extends { readonly resolution?: Resolution }>({ resolution, ...ticket }: T): Omit<T, "resolution"> => ticket
