/** A mail's words and files as a ticket keeps them. */
import * as Text from "../../text/Text.ts"
import type { Attachment } from "../../ticket/Attachment.ts"
import * as Message from "../../ticket/Message.ts"
import type { Incoming } from "../Incoming.ts"
import * as Quote from "../Quote.ts"

/** Of a longer text no more is looked at: four times what a message keeps is quote enough. The raw mail is kept whole. */
const READ = 4 * Message.LONGEST

/** Quotes are told apart before anything is cut. What would be lost behind a long quote is kept instead of the quote. */
export const wordsOf = (raw: string): Pick<Message.Content, "text" | "folded" | "cutFrom"> => {
  const text = Text.clean(Text.cut(raw, READ))
  const folded = Quote.separate(text)
  if (text.length <= Message.LONGEST) return folded.length === 0 ? { text } : { text, folded }
  const quotedLast = folded.at(-1)?.to === text.length
  const shownEnd = quotedLast ? folded.at(-1)!.from : text.length
  if (shownEnd > Message.LONGEST && folded.length > 0)
    return { text: Text.cut(Quote.visible(text, folded), Message.LONGEST), cutFrom: raw.length }
  const kept = Text.cut(text, Message.LONGEST)
  const clipped = Quote.clip(folded, kept.length)
  return clipped.length === 0 ? { text: kept, cutFrom: raw.length } : { text: kept, folded: clipped, cutFrom: raw.length }
}

/** A report, with what it comes to said first; nothing of it is anybody's quote. */
const ledBy = (lead: string, raw: string): Pick<Message.Content, "text" | "cutFrom"> => {
  const text = Text.clean(Text.cut(`${lead}\n\n${raw}`, READ))
  return text.length <= Message.LONGEST ? { text } : { text: Text.cut(text, Message.LONGEST), cutFrom: raw.length }
}

/** What is too large leaves a marker: who reads the ticket sees that there was a file. */
export const filesOf = (mail: Incoming, limit: number): ReadonlyArray<Attachment> =>
  mail.attachments.slice(0, 1000).map((file) => (file.size > limit ? refused(file, limit) : file))

const refused = (file: Attachment, limit: number): Attachment => ({ ...file, ref: null, refused: `larger than ${limit} bytes` })

/** The whole content; `mail` is left out where nobody can be named as its sender. */
export const contentOf = (
  mail: Incoming,
  limit: number,
  about: Pick<Message.Mail, "kind" | "evidence" | "verified" | "receivedAt">,
  lead = ""
): Message.Content => {
  const attachments = filesOf(mail, limit)
  const from = mail.from?.address ?? mail.sender?.address
  return {
    ...(lead === "" ? wordsOf(mail.text) : ledBy(lead, mail.text)),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(from === undefined
      ? {}
      : {
          mail: {
            messageId: mail.messageId,
            raw: mail.raw,
            from,
            recipients: [...new Set([...mail.to, ...mail.cc].map((one) => one.address))].slice(0, 1000),
            date: mail.date,
            ...about
          }
        })
  }
}
