/** Messages, with all that may hang on them. */
import fc from "fast-check"
import type * as Ticket from "../../ticket/index.ts"
import { address, instant, several, text } from "./text.ts"

export const participant: fc.Arbitrary<Ticket.Participant> = fc.record({ address, name: text(40) })

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

const span = fc.record({ from: fc.nat(40), to: fc.nat(60), reason: fc.constantFrom("quote", "signature", "footer") })

/** The words of a message, with all that may hang on them; now and then nothing at all. */
export const content: fc.Arbitrary<Ticket.Content> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ text: text(200) }) },
  fc
    .record({ folded: several(span), cutFrom: fc.nat(), attachments: several(attachment, 2), mail }, { requiredKeys: [] })
    .chain((rest) => text(200).map((words): Ticket.Content => Object.assign({ text: words }, rest)))
)
