/** The way a request came, and what that way can carry. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Span } from "../time/Span.ts"

export class Channel extends Schema.Opaque<Channel>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** Requests come in by it. */
    inbound: Schema.Boolean,
    /** Answers go out by it. */
    outbound: Schema.Boolean,
    /** A later message can be told to belong to an earlier one. */
    threads: Schema.Boolean,
    attachments: Schema.Boolean,
    /** Longest message it carries, in UTF-16 code units; `null`: no limit of its own. */
    maxLength: Schema.NullOr(Schema.Int.check(Schema.isGreaterThan(0))),
    /** Milliseconds after the person's own last word in which it takes answers; no bound, where it is left out. */
    answersWithin: Schema.optionalKey(Span),
    /** How an answer goes that it does not take any more, or has lost, where there is an address; not at all, where it is left out. */
    otherwise: Schema.optionalKey(Schema.Literal("mail")),
    /** Who sees what is said there: the parties, or the whole world. */
    visibility: Schema.Literals(["private", "public"])
  })
) {}
