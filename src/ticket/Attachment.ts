/** A file that came with a message. Its bytes lie in the blob store; this is what the ticket knows of it. */
import * as Schema from "effect/Schema"
import * as Text from "../text/Text.ts"

/** `ref` names the bytes by their content, `null`: the file was refused and only this marker is left. */
export class Attachment extends Schema.Opaque<Attachment>()(
  Schema.Struct({
    name: Text.upTo(255),
    /** Media type as declared, lower case, without parameters. Never trusted for display. */
    type: Schema.String.check(Schema.isMaxLength(127)),
    /** Bytes, decoded. */
    size: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
    ref: Schema.NullOr(Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/, { expected: "a SHA-256 in hex" }))),
    inline: Schema.Boolean,
    /** What HTML refers to it by (`cid:`). */
    contentId: Schema.NullOr(Text.upTo(255)),
    /** Why the bytes were not kept. */
    refused: Schema.NullOr(Text.upTo(200))
  })
) {}
