/** The header fields of a mail or of one of its parts: unfolded, bounded, in their order. */
import { clean } from "../../text/Text.ts"
import { unlabelled } from "./charset.ts"
import { type Cut, limits } from "./limits.ts"

export interface Field {
  /** Lower case. */
  readonly name: string
  /** Unfolded, not decoded; without control characters. */
  readonly value: string
}

/** How much of a header is read. */
export interface Room {
  readonly bytes: number
  readonly fields: number
}
export const wholeMail: Room = { bytes: limits.headerBlock, fields: limits.headers }
export const onePart: Room = { bytes: limits.partBlock, fields: limits.partHeaders }

/**
 * Reads the fields between two offsets. A line that is neither a field nor a fold is passed over: what stands after
 * it is still read, because broken gateways put such lines in the middle (mbox `From `, `>From `, stray words).
 */
export const readFields = (bytes: Buffer, from: number, to: number, room: Room, cut: Set<Cut>): ReadonlyArray<Field> => {
  const fields: Array<Field> = []
  const end = Math.min(to, from + room.bytes)
  if (end < to) cut.add("headers")
  let start = from
  while (start < end) {
    const stop = endOfField(bytes, start, end)
    if (fields.length >= room.fields) {
      cut.add("headers")
      break
    }
    if (stop - start > limits.header) cut.add("header")
    const field = readField(bytes, start, Math.min(stop, start + limits.header))
    if (field !== undefined) fields.push(field)
    start = stop
  }
  return fields
}

/** The first field of that name: where one may stand only once, later copies are not looked at. */
export const first = (fields: ReadonlyArray<Field>, name: string): string | undefined => {
  for (const field of fields) if (field.name === name) return field.value
  return undefined
}

export const all = (fields: ReadonlyArray<Field>, name: string): ReadonlyArray<string> =>
  fields.filter((field) => field.name === name).map((field) => field.value)

const LF = 0x0a
const SPACE = 0x20
const TAB = 0x09
const COLON = 0x3a

/** After the line break that no fold follows. */
const endOfField = (bytes: Buffer, start: number, end: number): number => {
  let at = start
  for (;;) {
    const lf = bytes.indexOf(LF, at)
    if (lf < 0 || lf + 1 >= end) return end
    const next = bytes[lf + 1]
    if (next !== SPACE && next !== TAB) return lf + 1
    at = lf + 1
  }
}

const readField = (bytes: Buffer, start: number, end: number): Field | undefined => {
  let colon = start
  for (; colon < end; colon++) {
    const byte = bytes[colon]!
    if (byte === COLON) break
    if (byte === LF || byte > 0x7e) return undefined
  }
  if (colon === end) return undefined
  // RFC 5322 §4.5: the obsolete syntax lets blanks stand before the colon.
  const name = bytes.toString("latin1", start, colon).trimEnd()
  if (!/^[!-9;-~]+$/.test(name)) return undefined
  return { name: name.toLowerCase(), value: unfold(unlabelled(bytes.subarray(colon + 1, end))) }
}

/** A line break with what follows it is one fold; other control characters have no business in a field. */
const unfold = (raw: string): string =>
  clean(
    raw
      .replace(/\r?\n/g, "")
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000A-\u001F\u007F]/g, " ")
      .trim()
  )
