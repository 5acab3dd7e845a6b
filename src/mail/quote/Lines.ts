/** A text by its lines, each looked at as often as one likes without being cut out of the text first. */

/** What of a line is looked at; clients write no attribution or header longer than this. */
const LOOKED_AT = 500

export interface Lines {
  readonly text: string
  readonly count: number
  /** Offset of the line's first character; `starts[count]` is the end of the text. */
  readonly starts: Uint32Array
  /** The first line at or after this one that is not blank; `count` if there is none. */
  readonly filled: Uint32Array
}

export const of = (text: string): Lines => {
  const count = countOf(text)
  const starts = new Uint32Array(count + 1)
  for (let line = 0; line < count - 1; line++) starts[line + 1] = text.indexOf("\n", starts[line]) + 1
  starts[count] = text.length
  const filled = new Uint32Array(count + 1).fill(count)
  for (let line = count - 1; line >= 0; line--) filled[line] = isEmpty(text, starts[line]!, starts[line + 1]!) ? filled[line + 1]! : line
  return { text, count, starts, filled }
}

const countOf = (text: string): number => {
  let count = 0
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++
  return text === "" || text.endsWith("\n") ? count : count + 1
}

/** The line without surrounding white space, bounded; `""` beyond the ends. */
export const at = ({ text, count, starts }: Lines, line: number): string =>
  line < 0 || line >= count ? "" : text.slice(starts[line], Math.min(starts[line + 1]!, starts[line]! + LOOKED_AT)).trim()

/** Where it begins, as it stands: what tells `-- ` from `--`. */
export const raw = ({ text, count, starts }: Lines, line: number): string =>
  line < 0 || line >= count ? "" : text.slice(starts[line], Math.min(starts[line + 1]!, starts[line]! + LOOKED_AT)).replace(/\r?\n$/, "")

export const isBlank = (lines: Lines, line: number): boolean => line < 0 || line >= lines.count || lines.filled[line] !== line

/** Whether somebody else's words stand there: `>` after at most three blanks. */
export const isQuoted = ({ text, count, starts }: Lines, line: number): boolean => {
  if (line < 0 || line >= count) return false
  let at = starts[line]!
  const end = Math.min(starts[line + 1]!, at + 3)
  while (at < end && text[at] === " ") at++
  return text[at] === ">"
}

const isEmpty = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (!isWhite(text.charCodeAt(at))) return false
  return true
}

/** What `trim` takes away (ECMA-262, WhiteSpace and LineTerminator): clients leave more than blanks on otherwise empty lines. */
const isWhite = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || (unit >= 0x1680 && wide.has(unit))
const wide: ReadonlySet<number> = new Set([
  0x1680,
  ...Array.from({ length: 11 }, (_, i) => 0x2000 + i),
  0x2028,
  0x2029,
  0x202f,
  0x205f,
  0x3000,
  0xfeff
])
