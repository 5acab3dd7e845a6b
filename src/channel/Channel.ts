/** The way a request came, and what that way can carry. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

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
    /** Who sees what is said there: the parties, or the whole world. */
    visibility: Schema.Literals(["private", "public"])
  })
) {}
