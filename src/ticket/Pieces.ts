/**
 * Messages as a set: of some streams these, of others all but those. What tickets give each other are such sets; the
 * messages themselves stay where they were said.
 */
import * as Schema from "effect/Schema"
import { Id } from "../text/Id.ts"

/** Of one stream: `these` messages, or `allBut` them, those that are yet to come among them. */
export class Piece extends Schema.Opaque<Piece>()(
  Schema.Struct({ stream: Id, which: Schema.Literals(["these", "allBut"]), messages: Schema.Array(Id).check(Schema.isMaxLength(100_000)) })
) {}

/** Each stream once, in order; so equal sets are equal values. */
export const Pieces = Schema.Array(Piece).check(Schema.isMaxLength(10_000))
export type Pieces = ReadonlyArray<Piece>

/** A message, and where it was said. */
export class Said extends Schema.Opaque<Said>()(Schema.Struct({ stream: Id, message: Id })) {}

/** All that is said in a stream. */
export const whole = (stream: string): Pieces => [{ stream, which: "allBut", messages: [] }]

export const of = (said: ReadonlyArray<Said>): Pieces => {
  const byStream = Map.groupBy(said, ({ stream }) => stream)
  return sorted([...byStream].map(([stream, all]) => ({ stream, which: "these", messages: distinct(all.map(({ message }) => message)) })))
}

export const has = (pieces: Pieces, { stream, message }: Said): boolean =>
  pieces.some((piece) => piece.stream === stream && piece.messages.includes(message) === (piece.which === "these"))

export const union = (a: Pieces, b: Pieces): Pieces => combined(a, b, (one, other) => not(both(not(one), not(other))))
export const minus = (a: Pieces, b: Pieces): Pieces => combined(a, b, (one, other) => both(one, not(other)))
export const overlap = (a: Pieces, b: Pieces): Pieces => combined(a, b, both)
export const isEmpty = (pieces: Pieces): boolean => pieces.length === 0

/** What a stream has part in: its messages, or all but them. */
type Part = Omit<Piece, "stream">
const none: Part = { which: "these", messages: [] }

const not = ({ which, messages }: Part): Part => ({ which: which === "these" ? "allBut" : "these", messages })

const both = (a: Part, b: Part): Part => {
  if (a.which === "allBut" && b.which === "allBut") return { which: "allBut", messages: distinct([...a.messages, ...b.messages]) }
  const [some, other] = a.which === "these" ? [a, b] : [b, a]
  const known = new Set(other.messages)
  return { which: "these", messages: some.messages.filter((message) => known.has(message) === (other.which === "these")) }
}

/** Stream by stream; what is empty then is left out. */
const combined = (a: Pieces, b: Pieces, combine: (a: Part, b: Part) => Part): Pieces => {
  const [left, right] = [byStream(a), byStream(b)]
  const all = [...new Set([...left.keys(), ...right.keys()])].map((stream) => ({
    stream,
    ...combine(left.get(stream) ?? none, right.get(stream) ?? none)
  }))
  return sorted(all.filter(({ which, messages }) => which === "allBut" || messages.length > 0))
}

const byStream = (pieces: Pieces): ReadonlyMap<string, Part> =>
  new Map(pieces.map(({ stream, which, messages }) => [stream, { which, messages }]))
const distinct = (messages: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(messages)].toSorted()
const sorted = (pieces: Pieces): Pieces => pieces.toSorted((a, b) => (a.stream < b.stream ? -1 : 1))
