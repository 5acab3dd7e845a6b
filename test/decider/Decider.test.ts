/** The shape of every aggregate, on a counter that counts to three. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Decider from "../../src/decider/Decider.ts"

const Add = Schema.TaggedStruct("Add", { n: Schema.Int })
const Added = Schema.TaggedStruct("Added", { n: Schema.Int })
const Clear = Schema.TaggedStruct("Clear", {})
const Cleared = Schema.TaggedStruct("Cleared", {})
type Context = { readonly limit: number }

const add: Decider.CommandRule<number, typeof Add, typeof Added.Type, "tooMuch", Context, typeof Added> = {
  schema: Add,
  decide: (sum, { n }, { limit }) => (sum + n > limit ? Result.fail("tooMuch") : Result.succeed(n === 0 ? [] : [{ _tag: "Added", n }])),
  events: [{ schema: Added, evolve: (sum, { n }) => sum + n }]
}
const clear: Decider.CommandRule<number, typeof Clear, typeof Cleared.Type, never, Context, typeof Cleared> = {
  schema: Clear,
  decide: () => Result.succeed([{ _tag: "Cleared" }]),
  events: [{ schema: Cleared, evolve: () => 0 }]
}
const counter = Decider.weave(0, [add, clear])

describe("a decider", () => {
  test("asks the rule of the command, and lets the rule of the event change the state", () => {
    expect(counter.decide(1, { _tag: "Add", n: 2 }, { limit: 3 })).toEqual(Result.succeed([{ _tag: "Added", n: 2 }]))
    expect(counter.decide(2, { _tag: "Add", n: 2 }, { limit: 3 })).toEqual(Result.fail("tooMuch"))
    expect(counter.evolve(1, { _tag: "Added", n: 2 })).toBe(3)
    expect(counter.evolve(3, { _tag: "Cleared" })).toBe(0)
  })
  test("is not woven of two rules that claim the same command or event", () => {
    expect(() => Decider.weave(0, [add, add])).toThrow("two rules claim the same tag")
    const other = { ...clear, events: add.events } as unknown as typeof clear
    expect(() => Decider.weave(0, [add, other])).toThrow("two rules claim the same tag")
  })
  test("is not woven of events that no rule owns", () => {
    const orphan: Decider.CommandRule<number, typeof Clear, typeof Cleared.Type, never, Context, never> = { ...clear, events: [] }
    // @ts-expect-error nobody owns Cleared
    const woven = Decider.weave(0, [add, orphan])
    expect(woven.initial).toBe(0)
  })
})

describe("replaying", () => {
  const history = fc.array(
    fc.oneof(
      fc.integer().map((n) => ({ _tag: "Added" as const, n })),
      fc.constant({ _tag: "Cleared" as const })
    )
  )
  test("may stop anywhere and go on from there", () => {
    fc.assert(
      fc.property(history, history, (one, other) => {
        const replay = Decider.replay(counter)
        expect(replay([...one, ...other])).toBe(replay(other, replay(one)))
      })
    )
  })
})
