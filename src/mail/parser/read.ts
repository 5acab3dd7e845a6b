/** Raw bytes → the mail, in one go and on one thread. Total: whatever the bytes are, there is an answer. */
import * as Address from "../../people/EmailAddress.ts"
import * as Text from "../../text/Text.ts"
import type { Cause, Incoming } from "../Incoming.ts"
import type { Parsed, Unreadable } from "../Ports.ts"
import { readBody } from "./body.ts"
import { readDate } from "./date.ts"
import { sha256 } from "./digest.ts"
import { all, type Field, first } from "./headers.ts"
import { readId, readReferences } from "./ids.ts"
import { type Cut, limits } from "./limits.ts"
import { mixesLineBreaks, withLineFeeds } from "./lines.ts"
import { readReport } from "./report.ts"
import { readAuthor, readRecipients, readSender } from "./sender.ts"
import { split } from "./split.ts"
import { decodeWords } from "./words.ts"

/** `"heavy"`: this mail takes more than a moment; see `readBody`. A fault of ours must not lose a mail: it is unreadable. */
export const read = (raw: Uint8Array, patience: number): Parsed | Unreadable | "heavy" => {
  try {
    return readWhole(raw, patience)
  } catch (error) {
    return unreadable("unparsable", String(error).slice(0, 200))
  }
}

const readWhole = (raw: Uint8Array, patience: number): Parsed | Unreadable | "heavy" => {
  const given = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  if (isBlank(given)) return unreadable("empty", "no bytes but white space")
  const bytes = withLineFeeds(given)
  const cut = new Set<Cut>()
  const root = split(bytes, afterEnvelopeLine(bytes), cut)
  if (root === "tooManyParts") return unreadable(root, `more than ${limits.parts} parts`)
  if (root === "tooDeep") return unreadable(root, `parts nested more than ${limits.depth} deep`)
  if (root.fields.length === 0) return unreadable("unparsable", "no header field")
  const body = readBody(bytes, root, patience, cut)
  if (body === "heavy") return body
  if (mixesLineBreaks(given)) cut.add("lineBreaks")
  const mail = {
    raw: sha256(given),
    ...readHeader(root.fields, cut),
    text: body.text,
    html: body.html,
    attachments: body.attachments,
    report: readReport(bytes, root, cut)
  }
  return { _tag: "Parsed", mail: { ...mail, digest: digestOf(mail), cut: [...cut] }, blobs: body.blobs }
}

export const unreadable = (cause: Cause, detail: string): Unreadable => ({ _tag: "Unreadable", cause, detail })

const readHeader = (fields: ReadonlyArray<Field>, cut: Set<Cut>) => ({
  from: readAuthor(fields, cut),
  sender: readSender(fields, cut),
  replyTo: readRecipients(fields, "reply-to", cut),
  to: readRecipients(fields, "to", cut),
  cc: readRecipients(fields, "cc", cut),
  deliveredTo: readDeliveredTo(fields),
  returnPath: readReturnPath(fields),
  subject: readSubject(fields, cut),
  messageId: readId(first(fields, "message-id")),
  inReplyTo: readId(first(fields, "in-reply-to")),
  references: readReferences(first(fields, "references"), cut),
  date: readDate(first(fields, "date")),
  headers: fields
})

/** Where transports write the address that they delivered to; the most reliable first. */
const DELIVERY = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-forwarded-to"]

const readDeliveredTo = (fields: ReadonlyArray<Field>): ReadonlyArray<Address.EmailAddress> => {
  const found = DELIVERY.flatMap((name) => all(fields, name)).flatMap((value) => Address.parse(value.replace(/^<(.*)>$/, "$1")) ?? [])
  return [...new Set(found)].slice(0, limits.deliveredTo)
}

const readReturnPath = (fields: ReadonlyArray<Field>): string | null => {
  const value = first(fields, "return-path")
  if (value === undefined) return null
  const path = /^<([^<>]*)>/.exec(value)?.[1]?.trim() ?? value
  return path === "" ? (value.startsWith("<") ? "" : null) : (Address.parse(path) ?? null)
}

const readSubject = (fields: ReadonlyArray<Field>, cut: Set<Cut>): string => {
  const subject = decodeWords(first(fields, "subject") ?? "", cut)
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
    .trim()
  if (subject.length > limits.subject) cut.add("subject")
  return Text.cut(subject, limits.subject)
}

const digestOf = (mail: Pick<Incoming, "raw" | "messageId" | "from" | "date" | "subject" | "text" | "headers">): string =>
  mail.messageId === null
    ? mail.raw
    : sha256(JSON.stringify([mail.messageId, mail.from?.address ?? first(mail.headers, "from"), mail.date, mail.subject, mail.text]))

const isBlank = (bytes: Buffer): boolean => {
  for (const byte of bytes) if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return false
  return true
}

/** `From ada@example.org Thu Jan  1 …`: what mbox files put before a mail. */
const afterEnvelopeLine = (bytes: Buffer): number => {
  let at = 0
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at++
  const line = /^>?From (?!\s*:)[^\n]*(?:\n|$)/.exec(bytes.toString("latin1", at, at + 1000))
  return line === null ? at : at + line[0].length
}
