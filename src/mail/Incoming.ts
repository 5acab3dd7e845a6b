/** A mail as it came in, parsed and bounded: what the pure half of this room decides upon. */
import * as Schema from "effect/Schema"
import { EmailAddress } from "../people/EmailAddress.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { Attachment } from "../ticket/Attachment.ts"

/** One address with the name beside it; names are display only. */
export class Mailbox extends Schema.Opaque<Mailbox>()(Schema.Struct({ address: EmailAddress, name: Text.upTo(255) })) {}

/** One header field, name in lower case, value unfolded and not decoded. */
export class Header extends Schema.Opaque<Header>()(Schema.Struct({ name: Schema.String, value: Schema.String })) {}

const Mailboxes = Schema.Array(Mailbox).check(Schema.isMaxLength(1000))

export class Incoming extends Schema.Opaque<Incoming>()(
  Schema.Struct({
    /** SHA-256 of the raw bytes: where they lie in the blob store. */
    raw: Schema.String,
    /** SHA-256 over what makes it the same mail however it travelled: Message-ID, From, Date, Subject, text; over the raw bytes where it has no Message-ID. */
    digest: Schema.String,
    /** `null`: no sender that could be trusted to be one address. */
    from: Schema.NullOr(Mailbox),
    sender: Schema.NullOr(Mailbox),
    replyTo: Mailboxes,
    to: Mailboxes,
    cc: Mailboxes,
    /** Where the transport says that it was delivered: Delivered-To, X-Original-To, Envelope-To … in that order. */
    deliveredTo: Schema.Array(EmailAddress),
    /** `""`: the null return-path `<>`; `null`: unknown. */
    returnPath: Schema.NullOr(Schema.String),
    subject: Text.upTo(998),
    /** Without angle brackets. */
    messageId: Schema.NullOr(Text.upTo(998)),
    inReplyTo: Schema.NullOr(Text.upTo(998)),
    references: Schema.Array(Text.upTo(998)).check(Schema.isMaxLength(200)),
    date: Schema.NullOr(Instant),
    /** The plain text, derived from HTML where there is none; bounded to 4 MiB. */
    text: Schema.String,
    /** The HTML part's reference in the blob store. Untrusted. */
    html: Schema.NullOr(Schema.String),
    attachments: Schema.Array(Attachment),
    headers: Schema.Array(Header).check(Schema.isMaxLength(2000)),
    /** Delivery reports (RFC 3464), per recipient. */
    report: Schema.NullOr(
      Schema.Struct({
        /** Message-ID of the mail that it reports on, where it quotes one. */
        original: Schema.NullOr(Schema.String),
        recipients: Schema.Array(
          Schema.Struct({ address: Schema.String, action: Schema.String, status: Schema.String, diagnostic: Schema.String })
        )
      })
    ),
    /** What exceeded a limit and was cut. */
    cut: Schema.Array(Schema.String)
  })
) {}

/** Why a mail could not, or must not, become a message. A closed list; nothing is dropped. */
export const Cause = Schema.Literals([
  "empty",
  "unparsable",
  "tooLarge",
  "tooManyParts",
  "tooDeep",
  "parserTimedOut",
  "parserOutOfMemory",
  "senderMissing",
  "senderAmbiguous",
  "notForThisDesk",
  "loop",
  "backscatter",
  "automatic",
  "closed",
  "removed",
  "spam",
  "refused"
])
export type Cause = typeof Cause.Type
