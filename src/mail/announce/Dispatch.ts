/** An answer that leaves by the ticket's channel, as data: the payload of an effect. Whoever reads it sees public words alone. */
import * as Schema from "effect/Schema"
import { Line } from "../../channel/Line.ts"
import { Id, Slug } from "../../text/Id.ts"
import { Attachment } from "../../ticket/Attachment.ts"

export class Dispatch extends Schema.Opaque<Dispatch>()(
  Schema.Struct({
    channel: Slug,
    line: Line,
    text: Schema.String,
    attachments: Schema.Array(Attachment),
    ticketId: Id,
    messageId: Id,
    /** Who said it: hears of it, should it not arrive. */
    agent: Schema.optionalKey(Slug)
  })
) {}
