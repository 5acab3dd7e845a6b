import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Condition, holds, type Facts } from "../../src/condition/Condition.ts"
import { randomCondition, randomFacts } from "../../src/testing/storage/facts.ts"
import * as Luck from "../../src/testing/storage/Luck.ts"

const ticket: Facts = {
  status: "open",
  priorityRank: 3,
  assignee: null,
  tags: ["vip", "printer"],
  followers: [],
  subject: "the printer is on fire",
  escalated: false,
  updatedAt: 1_780_000_000_000,
  "fields.severity": 2.5
}
const status = (value: string): Condition => ({ field: "status", op: "is", value })

describe("given an open ticket of rank 3 about a printer, with tags and without an assignee", () => {
  test.each<[string, Condition, boolean]>([
    ["its status is open", status("open"), true],
    ["its status is not solved", { not: status("solved") }, true],
    ["is looks for the whole text", status("ope"), false],
    ["text is compared as it is: facts and values are folded by who writes them", status("Open"), false],
    ["its status is open or pending", { field: "status", op: "in", value: ["pending", "open"] }, true],
    ["a choice of nothing is never met", { field: "status", op: "in", value: [] }, false],
    ["its rank is above 2", { field: "priorityRank", op: "gt", value: 2 }, true],
    ["its rank is above 3", { field: "priorityRank", op: "gt", value: 3 }, false],
    ["its rank is 3 or more", { field: "priorityRank", op: "gte", value: 3 }, true],
    ["numbers are not compared with text", { field: "priorityRank", op: "lt", value: "9" }, false],
    ["1 is not true", { field: "escalated", op: "is", value: 0 }, false],
    ["it is not escalated", { field: "escalated", op: "is", value: false }, true],
    ["flags have no order", { field: "escalated", op: "lt", value: true }, false],
    ["nobody has it", { field: "assignee", op: "isSet", value: false }, true],
    ["nobody having it is not a match for anybody", { field: "assignee", op: "is", value: "ann" }, false],
    ["but it is a match for not ann", { not: { field: "assignee", op: "is", value: "ann" } }, true],
    [
      "unset is neither above nor below",
      {
        any: [
          { field: "assignee", op: "lt", value: "z" },
          { field: "assignee", op: "gte", value: "" }
        ]
      },
      false
    ],
    ["it is tagged vip", { field: "tags", op: "is", value: "vip" }, true],
    ["its tags contain vip", { field: "tags", op: "contains", value: "vip" }, true],
    ["a list contains whole entries", { field: "tags", op: "contains", value: "vi" }, false],
    ["its subject contains fire", { field: "subject", op: "contains", value: "fire" }, true],
    ["every text contains nothing", { field: "subject", op: "contains", value: "" }, true],
    ["a number contains no digits", { field: "priorityRank", op: "contains", value: 3 }, false],
    ["an empty list is unset", { field: "followers", op: "isSet", value: true }, false],
    ["a field of the workspace", { field: "fields.severity", op: "lte", value: 2.5 }, true],
    ["a field that nobody knows is unset", { field: "fields.colour", op: "isSet", value: false }, true],
    ["what every object has is not a fact", { field: "constructor", op: "isSet", value: true }, false]
  ])("%s", (_, condition, expected) => {
    expect(holds(condition, ticket)).toBe(expected)
  })
})

describe("laws", () => {
  const law = (check: (given: { readonly a: Condition; readonly b: Condition; readonly facts: Facts }) => void): void =>
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const luck = Luck.make(seed)
        check({ a: randomCondition(luck), b: randomCondition(luck), facts: randomFacts(luck, true) })
      })
    )

  test("all of nothing holds, any of nothing does not", () => {
    law(({ facts }) => expect([holds({ all: [] }, facts), holds({ any: [] }, facts)]).toEqual([true, false]))
  })
  test("not not a is a", () => {
    law(({ a, facts }) => expect(holds({ not: { not: a } }, facts)).toBe(holds(a, facts)))
  })
  test("either a or not a", () => {
    law(({ a, facts }) => expect(holds(a, facts)).toBe(!holds({ not: a }, facts)))
  })
  test("De Morgan: not all is any not, not any is all not", () => {
    law(({ a, b, facts }) => {
      expect(holds({ not: { all: [a, b] } }, facts)).toBe(holds({ any: [{ not: a }, { not: b }] }, facts))
      expect(holds({ not: { any: [a, b] } }, facts)).toBe(holds({ all: [{ not: a }, { not: b }] }, facts))
    })
  })
  test("order and repetition do not count", () => {
    law(({ a, b, facts }) => {
      expect(holds({ all: [a, b, a] }, facts)).toBe(holds({ all: [b, a] }, facts))
      expect(holds({ any: [a, b, a] }, facts)).toBe(holds({ any: [b, a] }, facts))
    })
  })
  test("in is any of is; a number is below, at or above another", () => {
    law(({ facts }) => {
      const value = ["open", 1, true]
      const each = value.map((one) => ({ field: "status", op: "is", value: one }) as const)
      expect(holds({ field: "status", op: "in", value }, facts)).toBe(holds({ any: each }, facts))
      const [below, at, above] = (["lt", "is", "gt"] as const).map((op) => holds({ field: "updatedAt", op, value: 1.5 }, facts))
      const isNumber = typeof facts["updatedAt"] === "number"
      if (!Array.isArray(facts["updatedAt"])) expect(Number(below) + Number(at) + Number(above)).toBe(isNumber ? 1 : 0)
    })
  })
  test("what is stored as JSON means the same", () => {
    const decode = Schema.decodeUnknownResult(Condition)
    law(({ a, facts }) => {
      const again = Result.getOrThrow(decode(JSON.parse(JSON.stringify(a))))
      expect(again).toEqual(a)
      expect(holds(again, facts)).toBe(holds(a, facts))
    })
  })
})

describe("conditions from outside", () => {
  const decode = Schema.decodeUnknownResult(Condition)
  const nested = (levels: number): unknown => {
    let condition: unknown = status("open")
    for (let i = 0; i < levels; i++) condition = i % 2 === 0 ? { not: condition } : { all: [condition] }
    return condition
  }
  test("go sixteen levels deep and no deeper", () => {
    expect(Result.isSuccess(decode(nested(16)))).toBe(true)
    for (const levels of [17, 1000, 100_000]) expect(Result.isFailure(decode(nested(levels)))).toBe(true)
  })
  test.each<[string, unknown]>([
    ["a field with a quote", { field: 'status"', op: "is", value: 1 }],
    ["a field of three parts", { field: "a.b.c", op: "is", value: 1 }],
    ["the prototype", { field: "__proto__", op: "is", value: 1 }],
    ["an unknown test", { field: "status", op: "like", value: "%" }],
    ["no number", { field: "rank", op: "lt", value: Number.NaN }],
    ["half a character", { field: "status", op: "is", value: "\uD83D" }],
    ["too many values", { field: "status", op: "in", value: Array.from({ length: 1001 }, (_, i) => i) }],
    ["too many parts", { any: Array.from({ length: 201 }, () => status("open")) }]
  ])("are refused with %s", (_, condition) => {
    expect(Result.isFailure(decode(condition))).toBe(true)
  })
})
