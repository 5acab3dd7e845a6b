/** Which tickets a question is about: those in their place, or those that lie aside. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { asksForRemoved } from "../../src/condition/asksForRemoved.ts"
import { type Findable, holds } from "../../src/condition/Condition.ts"

const removed = { field: "removed", op: "is", value: true } as const
const spam = { field: "spam", op: "is", value: true } as const
const high = { field: "priority", op: "is", value: "high" } as const

describe("a question asks for what lies aside", () => {
  test.each<readonly [string, Findable, boolean]>([
    ["only where it says so", { all: [] }, false],
    ["by `removed`", removed, true],
    ["by `spam`", { all: [high, spam] }, true],
    ["not where it says that it is not", { not: removed }, false],
    ["not where it may be met in its place too", { any: [high, removed] }, false],
    ["by either way to lie there", { any: [removed, spam] }, true],
    ["among words", { field: "removed", op: "in", value: [true] }, true],
    ["not by what is not there", { field: "removed", op: "isSet", value: true }, false]
  ])("%s", (_, where, answer) => {
    expect(asksForRemoved(where)).toBe(answer)
  })
})

const one: fc.Arbitrary<Findable> = fc.oneof(
  fc.record({ field: fc.constantFrom("removed", "spam", "open"), op: fc.constant("is"), value: fc.boolean() })
)
const { where } = fc.letrec<{ where: Findable }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 4 },
    one,
    fc.record({ all: fc.array(tie("where"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("where"), { maxLength: 3 }) }),
    fc.record({ not: tie("where") })
  )
}))

describe("laws", () => {
  test("no ticket in its place meets a question that is asked of those that lie aside", () => {
    fc.assert(
      fc.property(where, fc.boolean(), (asked, open) => {
        if (asksForRemoved(asked)) expect(holds(asked, { removed: false, spam: false, open })).toBe(false)
      })
    )
  })
  test("a question that speaks of nothing else is asked where it can be met", () => {
    fc.assert(
      fc.property(where, (asked) => {
        if (!JSON.stringify(asked).includes("open")) expect(asksForRemoved(asked)).toBe(!holds(asked, { removed: false, spam: false }))
      })
    )
  })
})
