/** What of a mail is its text, what its HTML, and what is a file that came with it. */
import { clean } from "../../text/Text.ts"
import * as Text from "../../text/Text.ts"
import type { Attachment } from "../../ticket/Attachment.ts"
import { decode, isUtf8 } from "./charset.ts"
import { type Blob, readFile } from "./file.ts"
import { sha256 } from "./digest.ts"
import { unflow } from "./flowed.ts"
import { textOf } from "./html.ts"
import { type Cut, limits } from "./limits.ts"
import { bodyOf, isContainer, nameOf, type Part } from "./split.ts"
import { decodeTransfer } from "./transfer.ts"

export interface Body {
  readonly text: string
  /** Reference of the HTML: all HTML parts one after the other, in UTF-8. */
  readonly html: string | null
  readonly attachments: ReadonlyArray<Attachment>
  readonly blobs: ReadonlyArray<Blob>
}

/** `"heavy"`: the text must be made from more HTML than `patience` (bytes) allows here. */
export const readBody = (bytes: Buffer, root: Part, patience: number, cut: Set<Cut>): Body | "heavy" => {
  const sorted: Sorted = { passages: [], files: [] }
  sort(root, { related: false, isFirst: true, passage: undefined }, sorted)
  const pages = sorted.passages.map((passage) => Buffer.concat(passage.html.map((part) => htmlBytes(bytes, part))))
  const text = new Pen(cut)
  for (const [index, passage] of sorted.passages.entries()) {
    const plain = plainText(bytes, passage.plain, text.room, cut)
    if (plain.trim() !== "") text.write(plain)
    else if (pages[index]!.length > patience) return "heavy"
    else text.write(htmlText(pages[index]!, cut))
  }
  const page = Buffer.concat(pages)
  const html = page.length === 0 ? [] : [{ ref: sha256(page), bytes: new Uint8Array(page) }]
  const files = sorted.files.map(({ part, related }, index) => readFile(bytes, part, related, index + 1))
  return {
    text: text.written,
    html: html[0]?.ref ?? null,
    attachments: files.map((file) => file.attachment),
    blobs: [...html, ...files.map((file) => file.blob)]
  }
}

/** One stretch of the conversation; in multipart/alternative, the same thing said twice. */
interface Passage {
  readonly plain: Array<Part>
  readonly html: Array<Part>
}
interface Sorted {
  readonly passages: Array<Passage>
  readonly files: Array<{ readonly part: Part; readonly related: boolean }>
}
interface Place {
  readonly related: boolean
  /** Whether nothing stands before it in the mail. */
  readonly isFirst: boolean
  /** That of the multipart/alternative around it. */
  readonly passage: Passage | undefined
}

/** Recursive: the depth of parts is bounded before. */
const sort = (part: Part, place: Place, sorted: Sorted): void => {
  const container = isContainer(part)
  if (container && part.children.length > 0) {
    const passage = place.passage ?? (part.type.value === "multipart/alternative" ? openPassage(sorted) : undefined)
    const related = place.related || part.type.value === "multipart/related"
    for (const [index, child] of part.children.entries()) sort(child, { related, passage, isFirst: place.isFirst && index === 0 }, sorted)
    return
  }
  // A container without parts is a mail whose boundary is missing or wrong: what it holds is shown as it is.
  if (!container && !isText(part, place.isFirst)) {
    sorted.files.push({ part, related: place.related })
    return
  }
  const passage = place.passage ?? openPassage(sorted)
  ;(part.type.value === "text/html" ? passage.html : passage.plain).push(part)
}

const openPassage = (sorted: Sorted): Passage => {
  const passage = { plain: [], html: [] }
  sorted.passages.push(passage)
  return passage
}

/** Text with a file name is a file, unless it is the first thing in the mail and not called an attachment. */
const isText = (part: Part, isFirst: boolean): boolean =>
  (part.type.value === "text/plain" || part.type.value === "text/html") &&
  part.disposition.value !== "attachment" &&
  (isFirst || nameOf(part) === "")

/** Gathers passages until the room is used up. */
class Pen {
  written = ""
  readonly #cut: Set<Cut>
  constructor(cut: Set<Cut>) {
    this.#cut = cut
  }
  get room(): number {
    return limits.text - this.written.length
  }
  write(passage: string): void {
    const text = passage.trimEnd()
    if (text === "") return
    const whole = this.written === "" ? text : `${this.written}\n\n${text}`
    if (whole.length > limits.text) this.#cut.add("text")
    this.written = Text.cut(whole, limits.text)
  }
}

const plainText = (bytes: Buffer, parts: ReadonlyArray<Part>, room: number, cut: Set<Cut>): string =>
  parts.map((part) => decodePlain(bytes, part, room, cut)).join("\n\n")

const decodePlain = (bytes: Buffer, part: Part, room: number, cut: Set<Cut>): string => {
  // Quoted-printable takes three bytes for one: no more than that is worth decoding.
  const raw = bytes.subarray(part.start, Math.min(part.end, part.start + 3 * room))
  const body = isContainer(part) ? raw : decodeTransfer(raw, part.encoding)
  if (body.length > room || part.start + raw.length < part.end) cut.add("text")
  const text = decode(body.subarray(0, room), part.type.get("charset")).replace(/\r\n?/g, "\n")
  const flowed = part.type.get("format")?.toLowerCase() === "flowed" && text.length <= FLOWED
  return clean(flowed ? unflow(text, part.type.get("delsp")?.toLowerCase() === "yes") : text)
}

/** Joining paragraphs is for reading; beyond this nobody reads. */
const FLOWED = 256 * 1024

const htmlBytes = (bytes: Buffer, part: Part): Buffer => {
  const body = decodeTransfer(bodyOf(bytes, part), part.encoding)
  const label = part.type.get("charset") ?? /charset=["']?([\w-]{1,40})/i.exec(body.toString("latin1", 0, 1024))?.[1]
  return isUtf8(body, label) ? body : Buffer.from(decode(body, label), "utf8")
}

const htmlText = (page: Buffer, cut: Set<Cut>): string => {
  if (page.length > limits.html) cut.add("html")
  return clean(textOf(page.toString("utf8", 0, limits.html)))
}
