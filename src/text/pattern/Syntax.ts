/** What a pattern says, part by part; and how it is read. */
import * as Result from "effect/Result"
import * as Text from "../Text.ts"
import * as CharSet from "./CharSet.ts"

export type Node =
  | { readonly _tag: "Set"; readonly set: CharSet.CharSet }
  | { readonly _tag: "Sequence"; readonly parts: ReadonlyArray<Node> }
  | { readonly _tag: "Choice"; readonly options: ReadonlyArray<Node> }
  /** `most` `null`: without end. */
  | { readonly _tag: "Repeat"; readonly of: Node; readonly least: number; readonly most: number | null }
  | { readonly _tag: "At"; readonly place: Place }

/** The beginning, the end, the edge of a word, or none. */
export type Place = "start" | "end" | "edge" | "inside"

/** `at`: before which UTF-16 code unit, from 0. */
export interface Mistake {
  readonly at: number
  readonly problem: string
}

/** More repetitions than a program may have instructions would be refused in any case. */
const MOST_TIMES = 1000

const classes: Readonly<Record<string, ReadonlyArray<CharSet.Range>>> = {
  d: CharSet.digit,
  D: CharSet.others(CharSet.digit),
  w: CharSet.word,
  W: CharSet.others(CharSet.word),
  s: CharSet.space,
  S: CharSet.others(CharSet.space)
}
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 }
const special = "^$\\.*+?()[]{}|/"
const any: Node = { _tag: "Set", set: CharSet.make(CharSet.lineEnd, true) }

/** By descent: an expression of options, of sequences, of places that repeat. The first mistake ends the reading. */
export const read = (source: string): Result.Result<Node, Mistake> => {
  let at = 0
  let mistake: Mistake | undefined
  const isAtEnd = (): boolean => mistake !== undefined || at >= source.length
  const fail = (place: number, problem: string): Node => {
    mistake ??= { at: place, problem }
    return any
  }
  const takes = (text: string): boolean => {
    if (mistake !== undefined || !source.startsWith(text, at)) return false
    at += text.length
    return true
  }
  const next = (): string => {
    const character = String.fromCodePoint(source.codePointAt(at)!)
    at += character.length
    return character
  }

  const options = (): Node => {
    const found = [sequence()]
    while (takes("|")) found.push(sequence())
    return found.length === 1 ? found[0]! : { _tag: "Choice", options: found }
  }

  const sequence = (): Node => {
    const parts: Array<Node> = []
    while (!isAtEnd() && source[at] !== "|" && source[at] !== ")") parts.push(repeated())
    return { _tag: "Sequence", parts }
  }

  const repeated = (): Node => {
    const begin = at
    const node = place()
    const from = at
    const times = quantifier()
    if (times === undefined) return node
    // Whether as many or as few as possible are taken is all one to whether there is a match.
    takes("?")
    if (node._tag === "At") return fail(begin, "a place cannot be repeated")
    if (quantifier() !== undefined) return fail(from, "nothing can be repeated twice: put the first repetition into ( )")
    return { _tag: "Repeat", of: node, least: times[0], most: times[1] }
  }

  const quantifier = (): readonly [least: number, most: number | null] | undefined => {
    if (takes("?")) return [0, 1]
    if (takes("*")) return [0, null]
    if (takes("+")) return [1, null]
    const braces = mistake === undefined ? /^\{(\d{1,9})(,(\d{1,9})?)?\}/.exec(source.slice(at, at + 24)) : null
    if (braces === null) return undefined
    const least = Number(braces[1])
    const most = braces[2] === undefined ? least : braces[3] === undefined ? null : Number(braces[3])
    if ((most ?? 0) > MOST_TIMES || least > MOST_TIMES) fail(at, `nothing is repeated more than ${MOST_TIMES} times`)
    else if (most !== null && least > most) fail(at, "the least is more than the most")
    at += braces[0].length
    return [least, most]
  }

  const place = (): Node => {
    const begin = at
    const character = next()
    switch (character) {
      case "^":
        return { _tag: "At", place: "start" }
      case "$":
        return { _tag: "At", place: "end" }
      case ".":
        return any
      case "(":
        return group(begin)
      case "[":
        return set(begin)
      case "\\":
        return escaped(begin)
      case "*":
      case "+":
      case "?":
        return fail(begin, "there is nothing to repeat")
      case "{":
      case "}":
      case "]":
        return fail(begin, `"${character}" stands for itself as "\\${character}"`)
      default:
        return literal(character)
    }
  }

  const group = (begin: number): Node => {
    if (!takes("?:") && source[at] === "?") return fail(begin, "( ) only groups: there is no looking around, no name and no mode")
    const inner = options()
    return takes(")") ? inner : fail(begin, '"(" is never closed')
  }

  const escaped = (begin: number): Node => {
    if (isAtEnd()) return fail(begin, '"\\" stands before nothing')
    const character = next()
    if (character === "b" || character === "B") return { _tag: "At", place: character === "b" ? "edge" : "inside" }
    if (Object.hasOwn(classes, character)) return setOf(classes[character]!)
    if (Object.hasOwn(controls, character)) return setOf([[controls[character]!, controls[character]!]])
    return special.includes(character) ? literal(character) : unknown(begin, character)
  }
  const unknown = (begin: number, character: string): Node =>
    fail(begin, /\d/.test(character) ? "a group cannot be referred to" : `"\\${character}" means nothing`)

  const set = (begin: number): Node => {
    const negated = takes("^")
    const ranges: Array<CharSet.Range> = []
    while (!isAtEnd() && source[at] !== "]") ranges.push(...range())
    return takes("]") ? { _tag: "Set", set: CharSet.make(ranges, negated) } : fail(begin, '"[" is never closed')
  }

  const range = (): ReadonlyArray<CharSet.Range> => {
    const begin = at
    const first = member()
    if (source[at] !== "-" || at + 1 >= source.length || source[at + 1] === "]") return typeof first === "number" ? [[first, first]] : first
    takes("-")
    const last = member()
    if (typeof first === "number" && typeof last === "number" && first <= last) return [[first, last]]
    fail(
      begin,
      typeof first === "number" && typeof last === "number" ? "the range goes backwards" : "a range goes from one character to another"
    )
    return []
  }

  /** One character of a set, or several that have a name. */
  const member = (): number | ReadonlyArray<CharSet.Range> => {
    const begin = at
    const character = next()
    if (character !== "\\" || isAtEnd()) return character.codePointAt(0)!
    const named = next()
    if (Object.hasOwn(classes, named)) return classes[named]!
    if (Object.hasOwn(controls, named)) return controls[named]!
    if (!special.includes(named) && named !== "-") unknown(begin, named)
    return named.codePointAt(0)!
  }

  const whole = options()
  if (!isAtEnd()) fail(at, '")" closes nothing')
  return mistake === undefined ? Result.succeed(whole) : Result.fail(mistake)
}

const setOf = (ranges: ReadonlyArray<CharSet.Range>): Node => ({ _tag: "Set", set: CharSet.make(ranges) })

/** As facts are folded: İ becomes two characters. */
const literal = (character: string): Node => {
  const sets = [...Text.fold(character)].map((one) => setOf([[one.codePointAt(0)!, one.codePointAt(0)!]]))
  return sets.length === 1 ? sets[0]! : { _tag: "Sequence", parts: sets }
}
