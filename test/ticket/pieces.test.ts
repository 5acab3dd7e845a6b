/** Sets of messages over streams: what tickets give each other when they join and part. */
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Pieces from "../../src/ticket/Pieces.ts"

const said = (stream: string, message: string): Pieces.Said => ({ stream, message })

describe("the messages of tickets that join and part", () => {
  test("a ticket shows all that is said in it, also what is yet to come", () => {
    expect(Pieces.has(Pieces.whole("printer"), said("printer", "said tomorrow"))).toBe(true)
    expect(Pieces.has(Pieces.whole("printer"), said("scanner", "said tomorrow"))).toBe(false)
  })
  test("given two messages away, when one comes back, then all but the other are here", () => {
    const away = Pieces.of([said("printer", "b"), said("printer", "a")])
    const left = Pieces.minus(Pieces.whole("printer"), away)
    expect(left).toEqual([{ stream: "printer", which: "allBut", messages: ["a", "b"] }])
    expect(Pieces.union(left, Pieces.of([said("printer", "b")]))).toEqual([{ stream: "printer", which: "allBut", messages: ["a"] }])
  })
  test("given two tickets that are one, when a message of the second goes, then the first is whole", () => {
    const both = Pieces.union(Pieces.whole("scanner"), Pieces.whole("printer"))
    expect(Pieces.minus(both, Pieces.of([said("scanner", "a")]))).toEqual([
      { stream: "printer", which: "allBut", messages: [] },
      { stream: "scanner", which: "allBut", messages: ["a"] }
    ])
  })
  test("whatever was taken away entirely is not named any more", () => {
    expect(Pieces.minus(Pieces.of([said("printer", "a")]), Pieces.whole("printer"))).toEqual([])
    expect(Pieces.isEmpty(Pieces.overlap(Pieces.whole("printer"), Pieces.whole("scanner")))).toBe(true)
    expect(Pieces.isEmpty(Pieces.of([]))).toBe(true)
    expect(Pieces.isEmpty(Pieces.whole("printer"))).toBe(false)
  })
})

const streams = ["a", "b", "c"]
const words = ["1", "2", "3", "4"]
/** Every message that there is, and one of each stream that nobody named yet. */
const everything = streams.flatMap((stream) => [...words, "to come"].map((message) => said(stream, message)))

const one: fc.Arbitrary<Pieces.Said> = fc.record({ stream: fc.constantFrom(...streams), message: fc.constantFrom(...words) })
/** As tickets come by them: whole conversations and single messages, put together and taken away. */
const pieces: fc.Arbitrary<Pieces.Pieces> = fc
  .array(
    fc.tuple(
      fc.constantFrom(Pieces.union, Pieces.minus),
      fc.oneof(fc.constantFrom(...streams).map(Pieces.whole), fc.array(one, { maxLength: 4 }).map(Pieces.of))
    ),
    { maxLength: 6 }
  )
  .map((steps) => steps.reduce<Pieces.Pieces>((all, [combine, other]) => combine(all, other), []))

const members = (set: Pieces.Pieces): ReadonlyArray<Pieces.Said> => everything.filter((message) => Pieces.has(set, message))

/** Each stream once and in order; each message once and in order; nothing that says nothing. */
const canonical = (set: Pieces.Pieces): Pieces.Pieces =>
  streams.flatMap((stream) =>
    set
      .filter((piece) => piece.stream === stream)
      .map(({ which, messages }) => ({ stream, which, messages: [...new Set(messages)].toSorted() }))
      .filter(({ which, messages }) => which === "allBut" || messages.length > 0)
      .slice(0, 1)
  )

describe("they are sets", () => {
  const law = (name: string, check: (a: Pieces.Pieces, b: Pieces.Pieces, c: Pieces.Pieces) => void): void =>
    test(name, () => fc.assert(fc.property(pieces, pieces, pieces, check)))

  law("a message is in a union if it is in either, in an overlap if in both, in what is left if in the first alone", (a, b) => {
    for (const message of everything) {
      const [inA, inB] = [Pieces.has(a, message), Pieces.has(b, message)]
      expect(Pieces.has(Pieces.union(a, b), message)).toBe(inA || inB)
      expect(Pieces.has(Pieces.overlap(a, b), message)).toBe(inA && inB)
      expect(Pieces.has(Pieces.minus(a, b), message)).toBe(inA && !inB)
    }
  })
  law("equal sets are equal values", (a, b) => {
    for (const set of [a, b, Pieces.union(a, b), Pieces.overlap(a, b), Pieces.minus(a, b)]) expect(set).toEqual(canonical(set))
    const isEqual = JSON.stringify(members(a)) === JSON.stringify(members(b))
    expect(JSON.stringify(a) === JSON.stringify(b)).toBe(isEqual)
  })
  law("the order in which tickets join does not matter, nor how often", (a, b, c) => {
    expect(Pieces.union(a, b)).toEqual(Pieces.union(b, a))
    expect(Pieces.union(Pieces.union(a, b), c)).toEqual(Pieces.union(a, Pieces.union(b, c)))
    expect(Pieces.overlap(a, b)).toEqual(Pieces.overlap(b, a))
    expect(Pieces.union(a, a)).toEqual(a)
    expect(Pieces.union(a, [])).toEqual(a)
    expect(Pieces.minus(a, a)).toEqual([])
  })
  law("what is taken away and what is left are the whole, and have nothing in common", (a, b) => {
    expect(Pieces.union(Pieces.minus(a, b), Pieces.overlap(a, b))).toEqual(a)
    expect(Pieces.overlap(Pieces.minus(a, b), b)).toEqual([])
    expect(Pieces.minus(Pieces.union(a, b), b)).toEqual(Pieces.minus(a, b))
  })
  law("sets are small plain values that a store keeps as they are", (a) => {
    expect(Schema.decodeUnknownSync(Pieces.Pieces)(JSON.parse(JSON.stringify(a)))).toEqual(a)
  })
  test("messages by name, in any order and twice, are one set", () => {
    fc.assert(
      fc.property(fc.array(one), (some) => {
        expect(Pieces.of([...some, ...some.toReversed()])).toEqual(Pieces.of(some))
        expect(members(Pieces.of(some))).toEqual(
          everything.filter((other) => some.some((s) => s.stream === other.stream && s.message === other.message))
        )
      })
    )
  })
})
