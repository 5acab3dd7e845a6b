/** What agents have seen: laws of the cursors alone. */
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Seen from "../../src/ticket/Seen.ts"
import { Seen as FromRoom } from "../../src/ticket/index.ts"
import type * as Instant from "../../src/time/Instant.ts"

const at = 0 as Instant.Instant
const mark = (_tag: "Read" | "Unread") =>
  fc
    .record({
      agent: fc.constantFrom("bo", "cy"),
      upTo: fc.integer({ min: 0, max: 12 }),
      some: fc.uniqueArray(fc.integer({ min: 1, max: 12 }))
    })
    .map(({ agent, upTo, some }): Seen.Event => ({ _tag, at, agent, upTo, but: some.filter((n) => n <= upTo).toSorted((a, b) => a - b) }))
const reads = fc.array(mark("Read"), { maxLength: 8 })
const anyMarks = fc.array(fc.oneof(mark("Read"), mark("Unread")), { maxLength: 8 })
const after = (events: ReadonlyArray<Seen.Event>): Seen.State => events.reduce(Seen.evolve, Seen.initial)
const seenBy = (state: Seen.State, agent: string): ReadonlyArray<number> =>
  Array.from({ length: 12 }, (_, n) => n + 1).filter((n) => Seen.has(Seen.cursorOf(state, agent), n, false))

describe("laws", () => {
  test("in whatever order the same is read, the same is seen", () => {
    fc.assert(
      fc.property(
        reads.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          expect(after(shuffled)).toEqual(after(events))
        }
      )
    )
  })
  test("reading takes nothing back, and once more is no news", () => {
    fc.assert(
      fc.property(anyMarks, mark("Read"), (before, one) => {
        const [was, is] = [after(before), after([...before, one])]
        expect(seenBy(is, one.agent)).toEqual(expect.arrayContaining([...seenBy(was, one.agent)]))
        expect(Seen.isNews(is, one)).toBe(false)
      })
    )
  })
  test("what is seen is what any reading said and no later word took back", () => {
    fc.assert(
      fc.property(anyMarks, (events) => {
        const model = new Map<string, Set<number>>([
          ["bo", new Set()],
          ["cy", new Set()]
        ])
        const most = new Map([
          ["bo", 0],
          ["cy", 0]
        ])
        for (const { _tag, agent, upTo, but } of events) {
          const own = model.get(agent)!
          // Unread names all that is not seen up to there.
          const from = _tag === "Read" ? 0 : most.get(agent)!
          for (let n = from + 1; n <= upTo; n++) if (!but.includes(n)) own.add(n)
          if (_tag === "Unread") for (const n of but) own.delete(n)
          most.set(agent, Math.max(most.get(agent)!, upTo))
        }
        for (const agent of ["bo", "cy"]) expect(seenBy(after(events), agent)).toEqual([...model.get(agent)!].toSorted((a, b) => a - b))
      })
    )
  })
  test("one agent's reading is nobody else's", () => {
    fc.assert(
      fc.property(anyMarks, (events) => {
        const own = events.filter(({ agent }) => agent === "cy")
        expect(seenBy(after(events), "cy")).toEqual(seenBy(after(own), "cy"))
      })
    )
  })
  test("state and events come back from JSON as they went", () => {
    fc.assert(
      fc.property(anyMarks, (events) => {
        expect(Schema.decodeUnknownSync(FromRoom.State)(JSON.parse(JSON.stringify(after(events))))).toEqual(after(events))
        for (const event of events) expect(Schema.decodeUnknownSync(Seen.Event)(JSON.parse(JSON.stringify(event)))).toEqual(event)
      })
    )
  })
})
