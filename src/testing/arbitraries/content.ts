/** Messages, with all that may hang on them. */
import fc from "fast-check"
import type * as Ticket from "../../ticket/index.ts"
import { address, filled, instant, several, text } from "./text.ts"

export const participant: fc.Arbitrary<Ticket.Participant> = fc.record({ address, name: text(40) })

/** Who may ask: several people, some without an address. */
export const asker: fc.Arbitrary<Ticket.RequesterRef> = fc.record({
  id: fc.constantFrom("r-1", "r-2", "r-3"),
  name: filled(40),
  email: fc.option(address),
  organization: fc.constantFrom(null, "acme")
})

export const attachment: fc.Arbitrary<Ticket.Attachment> = fc.record({
  name: text(40),
  type: fc.constantFrom("image/png", "text/plain", "application/octet-stream"),
  size: fc.nat(),
  ref: fc.constantFrom(null, "0".repeat(64), "f".repeat(64)),
  inline: fc.boolean(),
  contentId: fc.option(text(20)),
  refused: fc.option(text(20))
})

const mail: fc.Arbitrary<Ticket.Mail> = fc.record({
  messageId: fc.option(text(40)),
  raw: fc.constantFrom(null, "0".repeat(64)),
  from: address,
  receivedAt: fc.option(address),
  recipients: several(address),
  date: fc.option(instant),
  kind: fc.constantFrom("human", "autoReply", "bounce", "mailingList"),
  evidence: several(fc.record({ by: fc.constantFrom("replyToken", "subjectTag", "sibling", "none"), value: text(40) })),
  verified: fc.boolean()
})

const origin: fc.Arbitrary<Ticket.Origin> = fc.record(
  {
    channel: fc.constantFrom("sms", "email", "liveChat"),
    account: fc.constantFrom("", "main"),
    id: filled(40),
    thread: fc.option(filled(20)),
    person: fc.oneof(
      address.map((value) => ({ kind: "email" as const, value })),
      fc.constantFrom(
        { kind: "phone" as const, value: "+33123456789" },
        { kind: "social" as const, provider: "x", value: "eve", account: "main" }
      )
    ),
    name: text(20),
    verified: fc.boolean(),
    kind: fc.constantFrom("message", "call", "voicemail", "transcript", "post"),
    sentAt: fc.option(instant),
    seconds: fc.nat(1000),
    recording: fc.constant(0),
    transcript: several(
      fc.record({
        role: fc.constantFrom("requester", "agent", "bot"),
        name: text(20),
        at: fc.option(instant),
        from: fc.nat(40),
        to: fc.nat(60)
      })
    ),
    raw: fc.constant("0".repeat(64))
  },
  { requiredKeys: ["channel", "account", "id", "thread", "person", "name", "verified", "kind", "sentAt"] }
)

const span = fc.record({ from: fc.nat(40), to: fc.nat(60), reason: fc.constantFrom("quote", "signature", "footer") })

/** The words of a message, with all that may hang on them; now and then nothing at all. */
export const content: fc.Arbitrary<Ticket.Content> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ text: text(200) }) },
  fc
    .record({ folded: several(span), cutFrom: fc.nat(), attachments: several(attachment, 2), mail, origin }, { requiredKeys: [] })
    .chain((rest) => text(200).map((words): Ticket.Content => Object.assign({ text: words }, rest)))
)
