/**
 * Scalars as text whose order by code point is theirs: false, true, numbers, text. One form for columns, JSON and
 * cursors, because SQL compares numbers, booleans and text as it likes and reads some fractions wrongly from JSON.
 */
import type { Fact, Scalar } from "../condition/Condition.ts"

const view = new DataView(new ArrayBuffer(8))

/** Numbers written lately: ranks, counts and instants come again and again. */
const written = new Map<number, string>()
const LATELY = 1000

/** `true` → `b1`, `1` → `nbff`, `"open"` → `sopen`. */
export const encode = (scalar: Scalar): string => {
  if (typeof scalar === "string") return `s${scalar}`
  if (typeof scalar === "boolean") return scalar ? "b1" : "b0"
  const known = written.get(scalar)
  if (known !== undefined) return known
  if (written.size >= LATELY) written.clear()
  const digits = digitsOf(scalar)
  written.set(scalar, digits)
  return digits
}

/** The bits of a double sort as it does once the sign is turned, and all bits of a negative one. Adding 0 unsigns -0. */
const digitsOf = (number: number): string => {
  view.setFloat64(0, number + 0)
  const high = view.getInt32(0)
  const low = view.getInt32(4)
  return `n${withoutEnd(high < 0 ? hex(~high) + hex(~low) : hex(high ^ 0x80000000) + hex(low))}`
}

export const decode = (text: string): Scalar => {
  const kind = text[0]
  if (kind === "s") return text.slice(1)
  if (kind === "b") return text === "b1"
  const digits = text.slice(1).padEnd(16, "0")
  const high = Number.parseInt(digits.slice(0, 8), 16)
  const low = Number.parseInt(digits.slice(8), 16)
  const positive = high >= 0x80000000
  view.setInt32(0, positive ? high ^ 0x80000000 : ~high)
  view.setInt32(4, positive ? low : ~low)
  return view.getFloat64(0)
}

/** What a record is ordered by: a list cannot be ordered and counts as unset, like nothing. */
export const keyOf = (fact: Fact | undefined): string | null =>
  fact === null || fact === undefined || typeof fact === "object" ? null : encode(fact)

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0")

/** Trailing zeros say nothing, and most numbers end in many. */
const withoutEnd = (digits: string): string => {
  let end = digits.length
  while (digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}
