/**
 * The parts of a mail as ranges of its bytes (RFC 2046 §5.1): one pass over the lines, no copy, no recursion.
 * Every active boundary stands in one table, so the cost of a line does not grow with the depth.
 */
import { encodingOf } from "./transfer.ts"
import { type Field, first, onePart, readFields, wholeMail } from "./headers.ts"
import { type Cut, limits } from "./limits.ts"
import { parseStructured, type Structured } from "./parameters.ts"

export interface Part {
  readonly fields: ReadonlyArray<Field>
  readonly type: Structured
  readonly disposition: Structured
  readonly encoding: string
  /** The body's range, without the line break before the next boundary. */
  readonly start: number
  end: number
  readonly children: Array<Part>
}

/** How deep each active boundary lies. */
type Boundaries = Map<string, number>

/** The part's bytes as they were transferred. */
export const bodyOf = (bytes: Buffer, part: Part): Buffer => bytes.subarray(part.start, part.end)

/** The file name that it declares; `""`: none. */
export const nameOf = (part: Part): string => part.disposition.get("filename") ?? part.type.get("name") ?? ""

interface Open {
  readonly part: Part
  readonly boundary: string
}

/** The tree of parts, or why there is none. */
export const split = (bytes: Buffer, from: number, cut: Set<Cut>): Part | "tooManyParts" | "tooDeep" => {
  const stack: Array<Open> = []

  const table: Boundaries = new Map()
  let count = 1

  const root = openPart(bytes, from, table, undefined, cut)
  let current: Part | undefined = root
  enter(root, stack, table)
  let at = root.start
  while (stack.length > 0 && at < bytes.length) {
    const line = nextDelimiter(bytes, at)
    if (line === undefined) break
    const found = matchDelimiter(bytes, line.start, line.end, table)
    at = line.next
    if (found === undefined) continue
    if (current !== undefined) current.end = Math.max(current.start, beforeBreak(bytes, line.start))
    const deep = found.closing ? found.depth : found.depth + 1
    for (const closed of stack.splice(deep)) {
      closed.part.end = Math.min(closed.part.end, line.start)
      table.delete(closed.boundary)
    }
    if (found.closing) {
      current = undefined
      continue
    }
    if (++count > limits.parts) return "tooManyParts"
    const parent: Part = stack[found.depth]!.part
    current = openPart(bytes, at, table, parent, cut)
    parent.children.push(current)
    at = current.start
    if (stack.length >= limits.depth && isContainer(current)) return "tooDeep"
    if (enter(current, stack, table)) current = undefined
  }
  return root
}

export const isContainer = (part: Part): boolean => part.type.value.startsWith("multipart/")

const enter = (part: Part, stack: Array<Open>, table: Boundaries): boolean => {
  const boundary = isContainer(part) ? (part.type.get("boundary") ?? "").trimEnd() : ""
  // A boundary that an outer part uses already would never be reached.
  if (boundary === "" || boundary.length > limits.boundary || table.has(boundary)) return false
  table.set(boundary, stack.length)
  stack.push({ part, boundary })
  return true
}

/** Reads a header and says where the body begins. */
const openPart = (bytes: Buffer, from: number, table: Boundaries, parent: Part | undefined, cut: Set<Cut>): Part => {
  const { end, body } = headerRange(bytes, from, table)
  const fields = readFields(bytes, from, end, parent === undefined ? wholeMail : onePart, cut)
  const declared = parseStructured(first(fields, "content-type"))
  const type = declared.value.includes("/")
    ? declared
    : { ...declared, value: parent?.type.value === "multipart/digest" ? "message/rfc822" : "text/plain" }
  return {
    fields,
    type,
    disposition: parseStructured(first(fields, "content-disposition")),
    encoding: encodingOf(first(fields, "content-transfer-encoding")),
    start: body,
    end: bytes.length,
    children: []
  }
}

const LF = 0x0a
const CR = 0x0d
const DASH = 0x2d

/** The header ends at the first empty line; in a broken mail, at the boundary that ends its part. */
export const headerRange = (bytes: Buffer, from: number, table: Boundaries): { readonly end: number; readonly body: number } => {
  let at = from
  while (at < bytes.length) {
    const lf = bytes.indexOf(LF, at)
    const stop = lf < 0 ? bytes.length : lf
    if (isBlank(bytes, at, stop)) return { end: at, body: lf < 0 ? stop : lf + 1 }
    if (bytes[at] === DASH && bytes[at + 1] === DASH && matchDelimiter(bytes, at, stop, table) !== undefined) return { end: at, body: at }
    at = stop + 1
  }
  return { end: bytes.length, body: bytes.length }
}

const isBlank = (bytes: Buffer, start: number, end: number): boolean => {
  let last = end
  while (last > start && bytes[last - 1] === CR) last--
  return last === start
}

interface Line {
  readonly start: number
  readonly end: number
  readonly next: number
}

/** The next line that begins with two dashes, looked for from the beginning of a line. */
const nextDelimiter = (bytes: Buffer, from: number): Line | undefined => {
  const length = bytes.length
  let atStart = true
  for (let at = from; at < length; at++) {
    const byte = bytes[at]
    if (atStart && byte === DASH && bytes[at + 1] === DASH) {
      const lf = bytes.indexOf(LF, at)
      return { start: at, end: lf < 0 ? length : lf, next: lf < 0 ? length : lf + 1 }
    }
    atStart = byte === LF
  }
  return undefined
}

const matchDelimiter = (
  bytes: Buffer,
  start: number,
  end: number,
  table: Boundaries
): { readonly depth: number; readonly closing: boolean } | undefined => {
  if (end - start > limits.boundary + 100) return undefined
  const line = bytes.toString("latin1", start + 2, end).trimEnd()
  const depth = table.get(line)
  if (depth !== undefined) return { depth, closing: false }
  const outer = line.endsWith("--") ? table.get(line.slice(0, -2)) : undefined
  return outer === undefined ? undefined : { depth: outer, closing: true }
}

/** The line break before a boundary belongs to the boundary. */
const beforeBreak = (bytes: Buffer, at: number): number => {
  if (bytes[at - 1] !== LF) return at
  return bytes[at - 2] === CR ? at - 2 : at - 1
}
