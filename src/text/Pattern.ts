/**
 * Patterns that users write, in time that grows with the text and never explodes: the regular part of regular
 * expressions, with Unicode and without regard to case (as ECMA-262's flags `iu`), run by an engine of our own.
 *
 * Characters, `.`, sets (`[a-z]`, `[^0-9]`), `\d \w \s` and their opposites, `^ $ \b \B`, groups, `|`, `? * + {2,5}`.
 * Nothing is captured, referred to or looked around for.
 */
import * as Result from "effect/Result"
import * as Program from "./pattern/Program.ts"
import { type Mistake, read } from "./pattern/Syntax.ts"

export type { Mistake } from "./pattern/Syntax.ts"

export interface Pattern {
  readonly source: string
  readonly program: Program.Program
}

/** UTF-16 code units of a pattern. */
export const LONGEST = 1000
/** Instructions, when repetitions are written out: with `LONGEST_TEXT` the most that a match can cost. */
export const LARGEST = 500
/** UTF-16 code units of a text that are looked at. */
export const LONGEST_TEXT = 65_000

/** `at` counts UTF-16 code units from 0. */
export const parse = (source: string): Result.Result<Pattern, Mistake> => {
  if (source.length > LONGEST) return Result.fail({ at: LONGEST, problem: `a pattern has at most ${LONGEST} characters` })
  const node = read(source)
  if (Result.isFailure(node)) return Result.fail(node.failure)
  return Program.sizeOf(node.success) >= LARGEST
    ? Result.fail({ at: 0, problem: `the pattern, repetitions written out, is more than ${LARGEST} steps long` })
    : Result.succeed({ source, program: Program.compile(node.success) })
}

/** Whether the text has a place, anywhere, that the pattern describes. */
export const matches = ({ program }: Pattern, text: string): boolean => Program.search(program, text.slice(0, LONGEST_TEXT)).found

/** Read lately: rules ask for the same few again and again. `null`: no pattern. */
const lately = new Map<string, Pattern | null>()
const MOST_LATELY = 500

/** As `matches`, of a pattern as it is written; one that cannot be read describes nothing. */
export const isIn = (source: string, text: string): boolean => {
  let pattern = lately.get(source)
  if (pattern === undefined) {
    if (lately.size >= MOST_LATELY) lately.clear()
    lately.set(source, (pattern = Result.getOrElse(parse(source), () => null)))
  }
  return pattern !== null && matches(pattern, text)
}
