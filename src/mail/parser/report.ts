/** A delivery report (RFC 3464): what became of which recipient, and of which mail. */
import * as Text from "../../text/Text.ts"
import type { Incoming } from "../Incoming.ts"
import { all, type Field, first, onePart, readFields, wholeMail } from "./headers.ts"
import { readId } from "./ids.ts"
import { type Cut, limits } from "./limits.ts"
import { bodyOf, headerRange, isContainer, type Part } from "./split.ts"
import { decodeTransfer } from "./transfer.ts"

type Report = NonNullable<Incoming["report"]>

/** `null`: the mail is no report on delivery. */
export const readReport = (bytes: Buffer, root: Part, cut: Set<Cut>): Report | null => {
  const parts = leaves(root)
  const states = parts.filter((part) => STATUS.has(part.type.value))
  const isReport =
    root.type.value === "multipart/report" && (root.type.get("report-type") ?? "delivery-status").toLowerCase() === "delivery-status"
  if (states.length === 0 && !isReport) return null
  const recipients = states.flatMap((part) => readStates(decoded(bytes, part, cut), cut))
  if (recipients.length > limits.reported) cut.add("report")
  const quoted = parts.find((part) => QUOTED.has(part.type.value))
  return {
    original: quoted === undefined ? null : originalId(decoded(bytes, quoted, cut), cut),
    recipients: recipients.slice(0, limits.reported)
  }
}

/** With the internationalised forms of RFC 6533. */
const STATUS = new Set(["message/delivery-status", "message/global-delivery-status"])
const QUOTED = new Set(["message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers"])

const leaves = (part: Part): ReadonlyArray<Part> => (isContainer(part) ? part.children.flatMap(leaves) : [part])

const decoded = (bytes: Buffer, part: Part, cut: Set<Cut>): Buffer => {
  const body = bodyOf(bytes, part)
  if (body.length > limits.report && STATUS.has(part.type.value)) cut.add("report")
  return decodeTransfer(body.subarray(0, limits.report), part.encoding)
}

/** Groups of fields between empty lines; those that name a recipient report on one. */
const readStates = (bytes: Buffer, cut: Set<Cut>): Report["recipients"] => {
  const rows: Array<Report["recipients"][number]> = []
  let at = 0
  while (at < bytes.length && rows.length <= limits.reported) {
    const { end, body } = headerRange(bytes, at, new Map())
    const row = end > at ? readState(readFields(bytes, at, end, onePart, cut)) : undefined
    if (row !== undefined) rows.push(row)
    at = body
  }
  return rows
}

const readState = (fields: ReadonlyArray<Field>): Report["recipients"][number] | undefined => {
  const recipient = first(fields, "final-recipient") ?? first(fields, "original-recipient")
  if (recipient === undefined) return undefined
  return {
    address: Text.cut(
      recipient
        .replace(/^[^;]{0,40};/, "")
        .trim()
        .replace(/^<(.*)>$/, "$1"),
      320
    ),
    action: Text.cut((first(fields, "action") ?? "").toLowerCase().replace(/\(.*$/, "").trim(), 40),
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(first(fields, "status") ?? "")?.[0] ?? "",
    diagnostic: Text.cut(all(fields, "diagnostic-code").join(" "), 2000)
  }
}

const originalId = (bytes: Buffer, cut: Set<Cut>): string | null => {
  const { end } = headerRange(bytes, 0, new Map())
  return readId(first(readFields(bytes, 0, end, wholeMail, cut), "message-id"))
}
