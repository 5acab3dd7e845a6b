/**
 * Tells what somebody wrote from what they quoted, signed or passed on. Nothing is taken away: stretches are named,
 * and a reader may fold them. One pass over the lines, whatever the lines are.
 */
import type { Span } from "../ticket/Message.ts"
import { attribution } from "./quote/attribution.ts"
import * as Lines from "./quote/Lines.ts"
import { banner, device, isHeaderBlock, isListFoot, isRuler, isSignature } from "./quote/marks.ts"

/** As many as one message keeps. */
const MOST = 1000

interface Stretch {
  /** Lines `[from, to)`. */
  readonly from: number
  readonly to: number
  readonly reason: Span["reason"]
}

/**
 * The stretches that are not news, in order, apart from each other. Answers written between quoted lines are shown with
 * the lines that they answer; a text that would leave nothing to see is shown whole.
 */
export const separate = (text: string): ReadonlyArray<Span> => {
  const lines = Lines.of(text)
  const kept = unfold(lines, scan(lines))
  if (!saysSomething(lines, kept)) return []
  return kept.slice(0, MOST).map(({ from, to, reason }) => ({ from: lines.starts[from]!, to: lines.starts[to]!, reason }))
}

/** What is left when the spans are folded away. */
export const visible = (text: string, spans: ReadonlyArray<Span>): string => {
  let kept = ""
  let from = 0
  for (const span of spans) {
    kept += text.slice(from, span.from)
    from = span.to
  }
  return kept + text.slice(from)
}

/** Spans of a text that was cut after `length` characters. */
export const clip = (spans: ReadonlyArray<Span>, length: number): ReadonlyArray<Span> =>
  spans.filter((span) => span.from < length).map((span) => clipped(span, length))

const clipped = (span: Span, length: number): Span => (span.to <= length ? span : { ...span, to: length })

const scan = (lines: Lines.Lines): ReadonlyArray<Stretch> => {
  const found: Array<Stretch> = []
  for (let line = lines.filled[0] ?? 0; line < lines.count;) {
    const here = begins(lines, line)
    if (here.length === 0) line = lines.filled[line + 1]!
    else {
      found.push(...here)
      line = lines.filled[here.at(-1)!.to]!
    }
  }
  return found
}

/** What begins at this line, if anything: an attribution brings its quote with it. */
const begins = (lines: Lines.Lines, line: number): ReadonlyArray<Stretch> => {
  if (Lines.isQuoted(lines, line)) return [{ from: line, to: endOfQuote(lines, line), reason: "quote" }]
  const rest = wholeRest(lines, line)
  if (rest !== undefined) return [{ from: line, to: lines.count, reason: rest }]
  const attributed = attribution(lines, line)
  if (attributed !== undefined) {
    const after = lines.filled[attributed.next]!
    if (Lines.isQuoted(lines, after))
      return [
        { from: line, to: after, reason: "attribution" },
        { from: after, to: endOfQuote(lines, after), reason: "quote" }
      ]
    if (attributed.sure) return quoteBelow(line, attributed.next, lines.count)
  }
  if (isListFoot(lines, line)) return [{ from: line, to: endOfFoot(lines, line), reason: "footer" }]
  if (isSignature(lines, line)) return [{ from: line, to: endOfFoot(lines, line), reason: "signature" }]
  return isDevice(lines, line) ? [{ from: line, to: line + 1, reason: "signature" }] : []
}

/** Whether everything from here on is an older mail: clients that mark no line with `>`. */
const wholeRest = (lines: Lines.Lines, line: number): Span["reason"] | undefined => {
  const text = Lines.at(lines, line)
  const ruled = isRuler(text) ? lines.filled[line + 1]! : line
  if (isHeaderBlock(lines, ruled)) return "quote"
  return banner(text)
}

const quoteBelow = (from: number, to: number, end: number): ReadonlyArray<Stretch> =>
  to < end
    ? [
        { from, to, reason: "attribution" },
        { from: to, to: end, reason: "quote" }
      ]
    : [{ from, to, reason: "attribution" }]

/** Blank lines between quoted lines belong to the quote, those after it do not. */
const endOfQuote = (lines: Lines.Lines, first: number): number => {
  let last = first
  for (let next = lines.filled[last + 1]!; Lines.isQuoted(lines, next); next = lines.filled[next + 1]!) last = next
  return last + 1
}

/** A signature ends where the quote below it begins. */
const endOfFoot = (lines: Lines.Lines, first: number): number => {
  for (let line = lines.filled[first + 1]!; line < lines.count; line = lines.filled[line + 1]!) if (isOlder(lines, line)) return line
  return lines.count
}
const isOlder = (lines: Lines.Lines, line: number): boolean =>
  Lines.isQuoted(lines, line) || wholeRest(lines, line) !== undefined || attribution(lines, line)?.sure === true

const isDevice = (lines: Lines.Lines, line: number): boolean => {
  if (!Lines.isBlank(lines, line - 1)) return false
  const kind = device(Lines.at(lines, line))
  if (kind === undefined) return false
  const next = lines.filled[line + 1]!
  const over = next === lines.count || isOlder(lines, next)
  return over || (kind === "sure" && next > line + 1)
}

/** Answers between quoted lines make no sense without them: what stands before the last answer is shown again. */
const unfold = (lines: Lines.Lines, found: ReadonlyArray<Stretch>): ReadonlyArray<Stretch> => {
  const isQuote = (one: Stretch): boolean => one.reason === "quote" || one.reason === "attribution"
  let answers = 0
  let lastAnswered = -1
  for (let i = 0; i < found.length; i++) {
    if (found[i]!.reason !== "quote") continue
    if (lines.filled[found[i]!.to]! < (found[i + 1]?.from ?? lines.count)) {
      answers++
      lastAnswered = i
    }
  }
  const picked = answers === 1 && found[0]!.reason === "quote" && lines.filled[0]! < found[0]!.from
  return answers > 1 || picked ? found.filter((one, i) => i > lastAnswered || !isQuote(one)) : found
}

const saysSomething = (lines: Lines.Lines, found: ReadonlyArray<Stretch>): boolean => {
  let from = 0
  for (const one of found) {
    if (lines.filled[from]! < one.from) return true
    from = one.to
  }
  return from < lines.count && lines.filled[from]! < lines.count
}
