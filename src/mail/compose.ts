/**
 * A letter as the bytes of a mail (RFC 5322, MIME). The same letter gives the same bytes every time, so a letter that
 * is sent again is the same mail. Whatever its fields hold, nothing in them becomes a header field of its own.
 */
import { Buffer } from "node:buffer"
import MailComposer from "nodemailer/lib/mail-composer"
import { encodeWord } from "nodemailer/lib/mime-funcs"
import type MimeNode from "nodemailer/lib/mime-node"
import * as quotedPrintable from "nodemailer/lib/qp"
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Text from "../text/Text.ts"
import type { Mailbox } from "./Incoming.ts"
import type { Letter } from "./Letter.ts"
import type { Renderer } from "./Ports.ts"

export interface File {
  readonly name: string
  /** Media type; one that is none becomes `application/octet-stream`. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** Lines end in CRLF and have at most 998 octets; all of it is ASCII, but for addresses that are not (RFC 6532). */
export const compose = (letter: Letter, rendered: ReturnType<Renderer["render"]>, attachments: ReadonlyArray<File> = []): Uint8Array => {
  const inReplyTo = letter.inReplyTo === null ? [] : ids([letter.inReplyTo])
  const references = ids(letter.references)
  const replyTo = letter.replyTo === null ? [] : mailboxes([{ address: letter.replyTo, name: "" }])
  const [from] = mailboxes([letter.from])
  const mail = new MailComposer({
    ...(from === undefined ? {} : { from }),
    to: mailboxes(letter.to),
    cc: mailboxes(letter.cc),
    ...(replyTo.length === 0 ? {} : { replyTo }),
    ...(inReplyTo.length === 0 ? {} : { inReplyTo: inReplyTo[0]! }),
    ...(references.length === 0 ? {} : { references: [...references] }),
    messageId: ids([letter.messageId])[0] ?? "<invalid@invalid>",
    date: new Date(letter.date),
    headers: [
      { key: "Subject", value: { prepared: true, foldLines: true, value: headerText(rendered.subject) } },
      ...(letter.automatic ? automatic(letter) : [])
    ],
    text: bodyText(rendered.text),
    html: bodyText(rendered.html),
    attachments: attachments.map(({ name, type, bytes }) => ({
      filename: displayName(name) || "attachment",
      contentType: mediaType(type),
      contentDisposition: "attachment",
      contentTransferEncoding: "base64",
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    })),
    // Quoted-printable and base64 never hold `=_`, so no content can end a part early.
    encoding: "quoted-printable",
    boundaryPrefix: "=_",
    baseBoundary: boundaryOf(letter.messageId),
    disableFileAccess: true,
    disableUrlAccess: true
  }).compile()
  return Buffer.from(written(mail).join("\r\n"))
}

/** nodemailer writes a mail through a stream for each part, which takes ten times as long. What is text here was given as text. */
const written = (node: MimeNode): ReadonlyArray<string> => {
  const head = [node.buildHeaders(), ""]
  if (typeof node.boundary === "string" && node.childNodes.length > 0) {
    const { boundary } = node
    return [...head, ...node.childNodes.flatMap((part) => [`--${boundary}`, ...written(part)]), `--${boundary}--`, ""]
  }
  const { content } = node
  return Buffer.isBuffer(content)
    ? [...head, content.toString("base64").replace(/.{76}(?=.)/g, "$&\r\n")]
    : [...head, quotedPrintable.wrap(quotedPrintable.encode((typeof content === "string" ? content : "").replaceAll("\n", "\r\n")))]
}

/** What answers nobody's mail. */
const unasked: ReadonlySet<string> = new Set(["notice", "agentNotice", "approval", "survey"])
/** RFC 3834 §5, and the field by which Exchange is told the same. A receipt answers a mail; what rules write answers nobody's. */
const automatic = ({ template }: Letter): Array<{ key: string; value: string }> => [
  { key: "Auto-Submitted", value: unasked.has(template) ? "auto-generated" : "auto-replied" },
  { key: "X-Auto-Response-Suppress", value: "All" }
]

/** Only addresses of the strict form are written, and none that some parser would take for an encoded word. */
export const isWritable = (address: string): boolean => EmailAddress.parse(address) === address && !address.includes("=?")

const mailboxes = (all: ReadonlyArray<Mailbox>): Array<{ name: string; address: string }> =>
  all.filter(({ address }) => isWritable(address)).map(({ address, name }) => ({ address, name: displayName(name) }))

/** Of people and of files. Some programs decode `=?` even inside quotes. */
const displayName = (name: string): string => oneLine(name, 255).replaceAll("=?", "= ?")

/** One line without controls, direction marks and runs of blanks. */
const oneLine = (text: string, max: number): string =>
  Text.cut(
    Text.clean(text)
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ")
      .replace(/ +/g, " ")
      .trim(),
    max
  ).trim()

/** As it stands where that is safe; else encoded words (RFC 2047), also for words too long to fold. */
const headerText = (text: string): string => {
  const line = oneLine(text, 998)
  return /^[\x20-\x7e]*$/.test(line) && !line.includes("=?") && !/[^ ]{60}/.test(line) ? line : encodeWord(line, "B", 52)
}

const bodyText = (text: string): string => Text.clean(text).replace(/\r\n?/g, "\n").trimEnd() || "\n"

const ids = (all: ReadonlyArray<string>): ReadonlyArray<string> =>
  all.filter((id) => /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/.test(id)).map((id) => `<${id}>`)

/** Message and multipart parts may not be encoded, so as files they go under the general name. */
const mediaType = (type: string): string =>
  /^(?!message\/|multipart\/)[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}$/.test(type)
    ? type
    : "application/octet-stream"

const boundaryOf = (messageId: string): string =>
  messageId
    .split("@")[0]!
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(-40) || "0"
