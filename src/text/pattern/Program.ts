/** A pattern as instructions, and a text run through them: all that can come next is followed at once (Thompson, 1968), so nothing is tried twice. */
import * as CharSet from "./CharSet.ts"
import { foldPoint } from "./folding.ts"
import type { Node, Place } from "./Syntax.ts"

type Instruction =
  | { readonly _tag: "Take"; readonly set: CharSet.CharSet }
  /** Goes on at both. */
  | { readonly _tag: "Split"; one: number; other: number }
  | { readonly _tag: "At"; readonly place: Place }
  | { readonly _tag: "Found" }

export type Program = ReadonlyArray<Instruction>

/** How many instructions it will have, repetitions written out; nothing is made yet. What is empty counts too: it is gone through. */
export const sizeOf = (node: Node): number => {
  switch (node._tag) {
    case "Sequence":
      return Math.max(1, sum(node.parts))
    case "Choice":
      return sum(node.options) + 2 * (node.options.length - 1)
    case "Repeat": {
      // Without a bound, repetitions of repetitions would count to infinity, of which none is not a number.
      const size = Math.min(sizeOf(node.of), Number.MAX_SAFE_INTEGER)
      const { least, most } = node
      return Math.max(1, most === null ? Math.max(1, least) * size + 2 : least * size + (most - least) * (size + 1))
    }
    default:
      return 1
  }
}
const sum = (nodes: ReadonlyArray<Node>): number => nodes.reduce((total, node) => total + sizeOf(node), 0)

export const compile = (node: Node): Program => {
  const program: Array<Instruction> = []
  const split = (): Extract<Instruction, { readonly _tag: "Split" }> => {
    const instruction = { _tag: "Split" as const, one: program.length + 1, other: program.length + 1 }
    program.push(instruction)
    return instruction
  }
  const write = (one: Node): void => {
    switch (one._tag) {
      case "Set":
        program.push({ _tag: "Take", set: one.set })
        return
      case "At":
        program.push({ _tag: "At", place: one.place })
        return
      case "Sequence":
        one.parts.forEach(write)
        return
      case "Choice":
        return choose(one.options)
      case "Repeat":
        return repeat(one)
    }
  }
  const choose = (options: ReadonlyArray<Node>): void => {
    const leaps = options.slice(0, -1).map((option) => {
      const fork = split()
      write(option)
      const leap = split()
      fork.other = program.length
      return leap
    })
    write(options.at(-1)!)
    for (const leap of leaps) leap.one = leap.other = program.length
  }
  const repeat = ({ of, least, most }: Extract<Node, { readonly _tag: "Repeat" }>): void => {
    for (let i = 1; i < least; i++) write(of)
    const fork = least === 0 && most !== 0 ? split() : undefined
    const begin = program.length
    if (most !== 0) write(of)
    if (most === null) split().one = begin
    const forks = Array.from({ length: (most ?? 0) - Math.max(least, 1) }, () => {
      const further = split()
      write(of)
      return further
    })
    for (const one of fork === undefined ? forks : [fork, ...forks]) one.other = program.length
  }
  write(node)
  program.push({ _tag: "Found" })
  return program
}

export interface Search {
  readonly found: boolean
  /** Instructions gone through: at most the program's, for every character and the end. */
  readonly steps: number
}

/** Whether there is a place in the text, at any of its characters, that the program describes. */
export const search = (program: Program, text: string): Search => {
  const waiting = new Int32Array(program.length + 1)
  const takers = new Int32Array(program.length)
  const seen = new Int32Array(program.length)
  let steps = 0
  let open = 0
  let before = -1
  for (let at = 0; ;) {
    const point = at < text.length ? foldPoint(text.codePointAt(at)!) : -1
    // A match may begin anywhere.
    waiting[open++] = 0
    let ready = 0
    while (open > 0) {
      const place = waiting[--open]!
      if (seen[place] === at + 1) continue
      seen[place] = at + 1
      steps++
      const instruction = program[place]!
      if (instruction._tag === "Take") takers[ready++] = place
      else if (instruction._tag === "Found") return { found: true, steps }
      else if (instruction._tag === "At") {
        if (isAt(instruction.place, before, point)) waiting[open++] = place + 1
      } else {
        if (seen[instruction.one] !== at + 1) waiting[open++] = instruction.one
        if (seen[instruction.other] !== at + 1) waiting[open++] = instruction.other
      }
    }
    if (point < 0) return { found: false, steps }
    for (let i = 0; i < ready; i++) {
      const place = takers[i]!
      if (CharSet.has((program[place] as Extract<Instruction, { readonly _tag: "Take" }>).set, point)) waiting[open++] = place + 1
    }
    before = point
    at += text.codePointAt(at)! > 0xffff ? 2 : 1
  }
}

/** −1 before and after the text. */
const isAt = (place: Place, before: number, after: number): boolean => {
  if (place === "start") return before < 0
  if (place === "end") return after < 0
  return (isWord(before) !== isWord(after)) === (place === "edge")
}
/** Of folded characters. */
const isWord = (point: number): boolean => (point >= 97 && point <= 122) || (point >= 48 && point <= 57) || point === 95
