/** A mail that must go out, as data: the payload of an effect. Rendering it gives the same bytes every time. */
import * as Schema from "effect/Schema"
import { EmailAddress } from "../people/EmailAddress.ts"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Attachment } from "../ticket/Attachment.ts"
import { Instant } from "../time/Instant.ts"
import { Mailbox } from "./Incoming.ts"

/** Who it is for. A letter to a customer is made of public things alone. */
export const Audience = Schema.Literals(["customer", "agent"])

/** Which template says it. */
export const Template = Schema.Literals([
  "received",
  "reply",
  "opened",
  "agentOpened",
  "agentReply",
  "agentNote",
  "agentForward",
  "forward",
  "notice",
  "agentNotice",
  "approval",
  "survey"
])
export type Template = typeof Template.Type

export class Letter extends Schema.Opaque<Letter>()(
  Schema.Struct({
    audience: Audience,
    template: Template,
    /** What the template may name. Nothing else reaches it. */
    data: Schema.Struct({
      reference: Schema.String,
      subject: Text.upTo(998),
      /** Who speaks, as the reader may know them. */
      author: Text.upTo(255),
      text: Schema.String,
      brand: Text.upTo(100),
      signature: Text.upTo(2000),
      color: Schema.String,
      requester: Text.upTo(255)
    }),
    brand: Slug,
    messageId: Schema.String,
    /** Stable subject line, before any template touches it. */
    subject: Text.upTo(998),
    from: Mailbox,
    replyTo: Schema.NullOr(EmailAddress),
    to: Schema.Array(Mailbox),
    cc: Schema.Array(Mailbox),
    /** Who gets it, where that is not whom it names. */
    envelope: Schema.optionalKey(Schema.Array(EmailAddress)),
    inReplyTo: Schema.NullOr(Schema.String),
    references: Schema.Array(Schema.String),
    date: Instant,
    /** Written by a machine on its own account (RFC 3834). */
    automatic: Schema.Boolean,
    attachments: Schema.Array(Attachment),
    ticketId: Id
  })
) {}
