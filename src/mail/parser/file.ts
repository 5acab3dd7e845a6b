/** A part of a mail that is a file: its name made safe, its bytes decoded and named by their content. */
import { clean } from "../../text/Text.ts"
import * as Text from "../../text/Text.ts"
import type { Attachment } from "../../ticket/Attachment.ts"
import { sha256 } from "./digest.ts"
import { safeFileName } from "./fileName.ts"
import { first } from "./headers.ts"
import { readId } from "./ids.ts"
import { limits } from "./limits.ts"
import { bodyOf, nameOf, type Part } from "./split.ts"
import { decodeTransfer } from "./transfer.ts"

export interface Blob {
  readonly ref: string
  readonly bytes: Uint8Array
}

/** `number` names the file that has no name, 1 the first. */
export const readFile = (
  bytes: Buffer,
  part: Part,
  related: boolean,
  number: number
): { readonly attachment: Attachment; readonly blob: Blob } => {
  const content = decodeTransfer(bodyOf(bytes, part), part.encoding)
  // A copy of its own: it shares no memory with the mail or with other files.
  const blob = { ref: sha256(content), bytes: new Uint8Array(content) }
  const type = mediaType.test(part.type.value) ? part.type.value : "application/octet-stream"
  const contentId = contentIdOf(part)
  const attachment: Attachment = {
    name: safeFileName(nameOf(part)) || `attachment-${number}.${extensionOf(type)}`,
    type,
    size: content.length,
    ref: blob.ref,
    inline: part.disposition.value === "inline" || (related && contentId !== null && part.disposition.value !== "attachment"),
    contentId,
    refused: null
  }
  return { attachment, blob }
}

const mediaType = /^(?=.{3,127}$)[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/

const contentIdOf = (part: Part): string | null => {
  const field = first(part.fields, "content-id")
  const id = field === undefined ? null : (readId(field) ?? clean(field.trim()))
  return id === null || id === "" ? null : Text.cut(id, limits.name)
}

const extensions: ReadonlyMap<string, string> = new Map([
  ["text/plain", "txt"],
  ["image/jpeg", "jpg"],
  ["message/rfc822", "eml"],
  ["text/calendar", "ics"],
  ["message/delivery-status", "txt"],
  ["text/rfc822-headers", "txt"]
])

const extensionOf = (type: string): string => extensions.get(type) ?? /\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? "bin"
