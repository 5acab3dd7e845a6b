/** A timeline as plain text, for a terminal or a log: one block per entry, aligned and wrapped to 88 columns. */
import type { Attachment } from "../Attachment.ts"
import type { Change, Entry } from "./Entry.ts"

const WIDTH = 88
const GUTTER = "  │ "

/** `zone`: an IANA name like `Europe/Paris`; UTC where none, or one that does not exist, is given. */
export const print = (timeline: ReadonlyArray<Entry>, { zone = "UTC" }: { readonly zone?: string } = {}): string => {
  const clock = clockIn(zone)
  return timeline.map((entry) => block(entry, clock(entry.at))).join("\n")
}

const block = (entry: Entry, when: string): string => {
  const via = entry.via === "" ? "" : ` · ${plain(entry.via)}`
  const lock = entry.visibility === "internal" ? " · internal" : ""
  const lines = [
    `${when}  ${plain(entry.who)}${via}${lock}`,
    ...wrapped(plain(entry.what), "  "),
    ...(entry.text === null ? [] : message(entry.text)),
    ...entry.folded.flatMap((text) => [`${GUTTER}… ${lineCount(text)} folded`]),
    ...entry.attachments.map((file) => `  + ${attachment(file)}`),
    ...aligned(entry.changes),
    ...entry.why.flatMap((reason) => wrapped(`why: ${plain(reason)}`, "  ", "       "))
  ]
  return lines.map((line) => line.trimEnd() + "\n").join("")
}

const message = (text: string): ReadonlyArray<string> =>
  text
    .trim()
    .split(/\r\n|\r|\n/)
    .flatMap((line) => wrapped(plain(line), GUTTER))

const aligned = (changes: ReadonlyArray<Change>): ReadonlyArray<string> => {
  const column = Math.min(24, Math.max(0, ...changes.map(({ field }) => columns(plain(field)))))
  return changes.flatMap(({ field, from, to }) => {
    const label = plain(field)
    const head = `  ${label}${" ".repeat(Math.max(0, column - columns(label)))}  `
    const [first = "", ...rest] = wrapped(changed(from, to), "", " ".repeat(column + 4), WIDTH - column - 4)
    return [head + first, ...rest]
  })
}

/** Nothing stood there before an opening, so only what came is said. */
const changed = (from: string | null, to: string | null): string =>
  from === null ? plain(to ?? "none") : `${plain(from)} → ${plain(to ?? "none")}`

const attachment = ({ name, size, refused }: Attachment): string =>
  `${plain(name) || "unnamed"} (${bytes(size)})${refused === null ? "" : ` not kept: ${plain(refused)}`}`

const bytes = (size: number): string =>
  size < 1000 ? `${size} B` : size < 1e6 ? `${Math.round(size / 1e3)} kB` : `${Math.round(size / 1e5) / 10} MB`

const lineCount = (text: string): string => {
  const lines = text.trim().split("\n").length
  return lines === 1 ? "1 line" : `${lines} lines`
}

/** Breaks at blanks; a word longer than the line, an address of a page say, stays whole. `rest`: what later lines begin with. */
const wrapped = (text: string, first: string, rest: string = first, width: number = WIDTH): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = first
  let room = width - columns(first)
  let isEmpty = true
  for (const word of text.split(/ +/)) {
    const needed = columns(word) + (isEmpty ? 0 : 1)
    if (!isEmpty && needed > room) {
      lines.push(line)
      line = rest + word
      room = width - columns(rest) - columns(word)
    } else {
      line += isEmpty ? word : ` ${word}`
      room -= needed
    }
    isEmpty = false
  }
  return [...lines, line]
}

/** Columns of a terminal: marks take none, East Asian characters and pictures two. Near enough to align by. */
const columns = (text: string): number => {
  if (/^[\u0020-\u007E]*$/.test(text)) return text.length
  let count = 0
  for (const character of text)
    count += /[\p{M}\u200B-\u200D]/u.test(character)
      ? 0
      : /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u.test(character)
        ? 2
        : 1
  return count
}

/** Somebody else's text cannot move the cursor, colour the screen or turn the line around: controls and direction marks go. */
const plain = (text: string): string => text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\u202A-\u202E\u2066-\u2069]/g, "")

const clockIn = (zone: string): ((at: number) => string) => {
  const parts = formatIn(zone) ?? formatIn("UTC")!
  return (at) => {
    const { year, month, day, hour, minute } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
    return `${year}-${month}-${day} ${hour}:${minute}`
  }
}

/** `undefined`: there is no such zone, which Intl tells by throwing. */
const formatIn = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23"
    })
  } catch {
    return undefined
  }
}
