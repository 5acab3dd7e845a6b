/** What else ends somebody's own words: header blocks, rulers, signatures, the foot of a mailing list. */
import type { Span } from "../../ticket/Message.ts"
import * as Lines from "./Lines.ts"
import { devices, forwards, headers, listWords, originals, sentFrom } from "./words.ts"

/** A header block is this long at most, wrapped addresses and other fields included. */
const BLOCK = 12
/** Longest signature below a `--` that lacks its blank; anything longer is a list or a table. */
const SIGNATURE = 15

/** Whether From, Sent, To and Subject stand together here: three kinds of them at least, one of which names the sender. */
export const isHeaderBlock = (lines: Lines.Lines, first: number): boolean => {
  const start = headerOf(Lines.at(lines, first))
  if (start !== "from" && start !== "date") return false
  const seen = new Set<string>()
  let strange = 0
  for (let line = first; line < first + BLOCK && strange < 3; line++) {
    if (Lines.isBlank(lines, line)) break
    const kind = headerOf(Lines.at(lines, line))
    if (kind === undefined) strange++
    else seen.add(kind)
    if (seen.size >= 3 && seen.has("from")) return true
  }
  return false
}

const kinds = ["from", "date", "to", "subject"] as const
const headerOf = (line: string): (typeof kinds)[number] | undefined => {
  const ascii = line.indexOf(":")
  const wide = line.indexOf("：")
  const colon = ascii === -1 ? wide : wide === -1 ? ascii : Math.min(ascii, wide)
  if (colon < 1 || colon > 32) return undefined
  const name = line.slice(0, colon).replaceAll("*", "").trim().toLowerCase()
  return kinds.find((kind) => headers[kind].has(name))
}

/** `-----Original Message-----` and its like. */
export const banner = (line: string): Span["reason"] | undefined => {
  if (line.length > 120 || line.length < 2) return undefined
  const framed = strokes.has(line[0]!) && strokes.has(line[1]!)
  if (!framed && !line.endsWith(":") && !line.endsWith("：")) return asksForReply(line) ? "quote" : undefined
  if (asksForReply(line)) return "quote"
  const words = line
    .replace(/^[-‐-―_=*#>\s]+/, "")
    .replace(/[-‐-―_=*#:：\s]+$/, "")
    .toLowerCase()
  if (forwards.has(words)) return framed || line.endsWith(":") ? "forwarded" : undefined
  return framed && originals.has(words) ? "quote" : undefined
}

const strokes = new Set("-‐‑‒–—―_=*#")
const asksForReply = (line: string): boolean => /re(?:ply|spond) above this line/i.test(line)

/** Three or more of one stroke and nothing else. */
export const isRuler = (line: string): boolean =>
  line.length >= 3 && line.length <= 200 && strokes.has(line[0]!) && /^([-_=*‐-―])\1+$/.test(line.replace(/\s+/g, ""))

/** `-- ` (RFC 3676 §4.3); without its blank only where little follows. */
export const isSignature = (lines: Lines.Lines, line: number): boolean => {
  const mark = Lines.raw(lines, line)
  if (mark === "-- ") return lines.filled[line + 1]! < lines.count
  if (mark.trim() !== "--" && mark.trim() !== "—") return false
  let rest = 0
  for (let next = lines.filled[line + 1]!; next < lines.count && rest <= SIGNATURE; next = lines.filled[next + 1]!) {
    if (Lines.isQuoted(lines, next)) break
    rest++
  }
  return rest > 0 && rest <= SIGNATURE
}

/** "Sent from my iPhone", a paragraph of its own. `sure`: words of our own may follow. */
export const device = (line: string): "sure" | "perhaps" | undefined => {
  if (line.length > 250) return undefined
  const plain = line.toLowerCase().replace(/^[*_\s]+/, "")
  const starts = (start: string): boolean => plain.startsWith(start)
  const sure = devices.some(starts)
  if (!sure && !sentFrom.some(starts)) return undefined
  const words = plain.replace(/<[^<>]*>/g, "").replace(/https?:\/\/\S+/g, "")
  if (words.length > 100) return undefined
  if (sure) return "sure"
  return !/[.!?]$/.test(words.trim()) && words.length < 60 ? "perhaps" : undefined
}

/** A ruler of underscores, or of another stroke, below which a mailing list speaks. */
export const isListFoot = (lines: Lines.Lines, line: number): boolean => {
  const ruler = Lines.at(lines, line)
  if (ruler !== "__" && !isRuler(ruler)) return false
  for (let next = line + 1; next <= line + 4; next++) {
    const text = Lines.at(lines, next).toLowerCase()
    if (text.length < 200 && listWords.some((word) => text.includes(word))) return true
  }
  return false
}
