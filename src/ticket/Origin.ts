/** What a message that came by a channel keeps of it: whence, from whom, and what it was before it was text. */
import * as Schema from "effect/Schema"
import { ForeignId, Kind, Role } from "../channel/Inbound.ts"
import { Identity } from "../people/Identity.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

/** Who said the stretch `[from, to)` of the message's text, and when. */
export class Line extends Schema.Opaque<Line>()(
  Schema.Struct({ role: Role, name: Text.upTo(255), at: Schema.NullOr(Instant), from: Schema.Int, to: Schema.Int })
) {}

export class Origin extends Schema.Opaque<Origin>()(
  Schema.Struct({
    channel: Slug,
    /** The account of ours that it came to; empty, where there is but one. */
    account: Text.upTo(255),
    id: ForeignId,
    thread: Schema.NullOr(ForeignId),
    /** Who wrote, called or posted; where the desk spoke, with whom. */
    person: Identity,
    /** As the network calls them; display only. */
    name: Text.upTo(255),
    /** The network vouches for them. */
    verified: Schema.Boolean,
    kind: Kind,
    /** As the network says, never used for arithmetic. */
    sentAt: Schema.NullOr(Instant),
    /** How long the call or the recording was. */
    seconds: Schema.optionalKey(Schema.Int),
    /** Which of the attachments is the recording, 0 the first. */
    recording: Schema.optionalKey(Schema.Int),
    transcript: Schema.optionalKey(Schema.Array(Line).check(Schema.isMaxLength(10_000))),
    /** All of it in the blob store, where some of it was cut. */
    raw: Schema.optionalKey(Schema.String)
  })
) {}
