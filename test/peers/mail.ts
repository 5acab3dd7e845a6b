/** What other parsers' test suites expect of a mail, held against ours: the fields that parsing answers for. */
import type { Incoming } from "../../src/mail/Incoming.ts"
import { mailParser } from "../../src/mail/parse.ts"
import type { Case, Failure } from "./Case.ts"

/** `passed` counts fields, not mails. Fields that are not of parsing, and contested ones, are not judged. */
export const run = async (cases: ReadonlyArray<Case>): Promise<{ readonly passed: number; readonly failed: ReadonlyArray<Failure> }> => {
  const parser = mailParser()
  const failed: Array<Failure> = []
  let passed = 0
  for (const one of cases) {
    const answer = await parser.parse(Buffer.from((one["raw"] as { readonly base64: string }).base64, "base64"))
    for (const [field, expected] of Object.entries(one.expect)) {
      const judge = judges.get(field)
      if (judge === undefined || one.contested?.includes(field) === true) continue
      const verdict = answer._tag === "Parsed" ? judge(answer.mail, expected) : { ok: field === "mustNotThrow", actual: answer.cause }
      if (verdict.ok) passed++
      else failed.push({ id: one.id, field, expected, actual: verdict.actual })
    }
  }
  await parser.close()
  return { passed, failed }
}

interface Verdict {
  readonly ok: boolean
  readonly actual: unknown
}
type Judge = (mail: Incoming, expected: unknown) => Verdict

/** Addresses are compared without case, text with every run of white space as one blank. */
const fold = (value: unknown): unknown =>
  typeof value === "string" ? value.toLowerCase().replace(/\s+/g, " ").trim() : Array.isArray(value) ? value.map(fold) : (value ?? "")

const same =
  (read: (mail: Incoming) => unknown): Judge =>
  (mail, expected) => {
    const actual = read(mail)
    const wanted = Array.isArray(actual) && !Array.isArray(expected) ? [expected] : expected
    return { ok: JSON.stringify(fold(actual)) === JSON.stringify(fold(wanted)), actual }
  }

const holds =
  (read: (mail: Incoming, expected: unknown) => boolean, actual: (mail: Incoming) => unknown): Judge =>
  (mail, expected) => ({ ok: read(mail, expected), actual: actual(mail) })

const addresses = (boxes: ReadonlyArray<{ readonly address: string }>): ReadonlyArray<string> => boxes.map((box) => box.address)
const inlineImages = (mail: Incoming) => mail.attachments.filter((file) => file.inline && file.type.startsWith("image/")).length

interface Files {
  readonly count?: number
  readonly minimum?: number
  readonly items?: ReadonlyArray<Record<string, unknown>>
}
const attachments: Judge = (mail, expected) => {
  const { count, minimum, items } = expected as Files
  const found = mail.attachments
  const hasItem = (item: Record<string, unknown>): boolean =>
    found.some((file) =>
      Object.entries(item).every(
        ([key, value]) =>
          fold(({ mimeType: file.type, contentType: file.type, filename: file.name, ...file } as Record<string, unknown>)[key]) ===
          fold(value)
      )
    )
  return {
    ok:
      (count === undefined || found.length === count) && (minimum === undefined || found.length >= minimum) && (items ?? []).every(hasItem),
    actual: found.map((file) => `${file.name} ${file.type} ${file.size}`)
  }
}

const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ["from", same((mail) => mail.from?.address)],
  ["fromName", same((mail) => mail.from?.name)],
  ["sender", same((mail) => mail.sender?.address)],
  ["to", same((mail) => addresses(mail.to))],
  ["cc", same((mail) => addresses(mail.cc))],
  ["replyTo", same((mail) => addresses(mail.replyTo))],
  ["subject", same((mail) => mail.subject)],
  ["messageId", same((mail) => mail.messageId)],
  ["inReplyTo", same((mail) => mail.inReplyTo)],
  ["references", same((mail) => mail.references)],
  ["date", same((mail) => (mail.date === null ? null : new Date(mail.date).toISOString()))],
  [
    "textIncludes",
    holds(
      (mail, texts) => (texts as ReadonlyArray<string>).every((text) => String(fold(mail.text)).includes(String(fold(text)))),
      (mail) => mail.text.slice(0, 500)
    )
  ],
  ["attachments", attachments],
  [
    "unnamedAttachments",
    holds(
      (mail) => mail.attachments.length > 0 && mail.attachments.every((file) => file.name !== ""),
      (mail) => mail.attachments.map((file) => file.name)
    )
  ],
  [
    "emptyBody",
    holds(
      (mail, empty) => (mail.text.trim() === "") === empty,
      (mail) => mail.text
    )
  ],
  ["inlineImages", holds((mail, count) => inlineImages(mail) === count, inlineImages)],
  ["mustNotThrow", () => ({ ok: true, actual: true })]
])
