import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Condition, type Facts, holds, type Test } from "../../src/condition/Condition.ts"
import * as RuleIndex from "../../src/condition/RuleIndex.ts"
import { randomCondition, randomFacts } from "../../src/testing/storage/facts.ts"
import * as Luck from "../../src/testing/storage/Luck.ts"
import { randomRule } from "./chance.ts"

const is = (field: string, value: string | number | boolean): Condition => ({ field, op: "is", value })
const ticket: Facts = {
  status: "open",
  priorityRank: 3,
  assignee: null,
  tags: ["vip", "printer"],
  followers: [],
  subject: "the printer is on fire",
  messages: 2
}

describe("given the conditions of a desk's triggers", () => {
  const triggers: ReadonlyArray<Condition> = [
    is("status", "solved"),
    { all: [is("status", "open"), { field: "tags", op: "contains", value: "vip" }] },
    { all: [{ field: "priorityRank", op: "gte", value: 3 }, { not: is("status", "closed") }] },
    { any: [is("assignee", "ann"), { field: "assignee", op: "isSet", value: false }] },
    { all: [{ field: "subject", op: "contains", value: "fire" }, is("status", "open")] },
    { not: { field: "tags", op: "in", value: ["printer", "screen"] } },
    { all: [] },
    { any: [] }
  ]
  const index = RuleIndex.compile(triggers)

  test("when an open ticket of a VIP without an assignee is asked about, then those that hold are told in order", () => {
    expect(RuleIndex.matching(index, ticket)).toEqual([1, 2, 3, 4, 6])
  })
  test("when it is closed, assigned and loses its tags, then others hold", () => {
    expect(RuleIndex.matching(index, { ...ticket, status: "closed", assignee: "ann", tags: [] })).toEqual([3, 5, 6])
  })
  test("when it is as it was, then the first hold again", () => {
    expect(RuleIndex.matching(index, ticket)).toEqual([1, 2, 3, 4, 6])
  })
  test("when nothing is known, then only those hold that ask for nothing", () => {
    expect(RuleIndex.matching(index, {})).toEqual([3, 5, 6])
  })
  test("a set without conditions has none that hold", () => {
    expect(RuleIndex.matching(RuleIndex.compile([]), ticket)).toEqual([])
  })
  test("what every object has is not a fact", () => {
    const odd = RuleIndex.compile([
      { field: "constructor", op: "isSet", value: true },
      { field: "constructor", op: "isSet", value: false }
    ])
    expect(RuleIndex.matching(odd, ticket)).toEqual([1])
  })
})

describe("given conditions that cross a word of 32", () => {
  const ranks = RuleIndex.compile(Array.from({ length: 100 }, (_, i) => ({ field: "priorityRank", op: "gt", value: i }) as const))
  test("when the rank is 66, then the 66 ranks below it are told", () => {
    expect(RuleIndex.matching(ranks, { priorityRank: 66 })).toEqual(Array.from({ length: 66 }, (_, i) => i))
    expect(RuleIndex.matching(ranks, { priorityRank: 66.5 })).toHaveLength(67)
    expect(RuleIndex.matching(ranks, { priorityRank: "66" })).toEqual([])
  })
})

describe("given a rule for each of four hundred requesters", () => {
  const requesters = RuleIndex.compile(Array.from({ length: 400 }, (_, i) => is("requester", `r-${i}`)))
  test.each([0, 255, 256, 257, 399])("when r-%i asks, then their rule is told, and asked again it still is", (i) => {
    expect(RuleIndex.matching(requesters, { requester: `r-${i}` })).toEqual([i])
    expect(RuleIndex.matching(requesters, { requester: "somebody" })).toEqual([])
    expect(RuleIndex.matching(requesters, { requester: `r-${i}` })).toEqual([i])
  })
  test("when several have asked, then the rule of each is told", () => {
    expect(RuleIndex.matching(requesters, { requester: ["r-300", "r-3", "r-31"] })).toEqual([3, 31, 300])
  })
})

describe("given one condition with more alternatives, or more wishes of one field, than are told apart", () => {
  const tag = (value: string): Condition => ({ field: "tags", op: "contains", value })
  const wide = RuleIndex.compile([
    { any: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map((value) => ({ all: [tag(value), is("status", value)] })) },
    { all: ["a", "b", "c", "d", "e"].map(tag) },
    { not: { any: ["a", "b", "c", "d", "e"].map(tag) } },
    { all: ["a", "b", "c", "d"].map((value) => ({ any: [tag(value), is("status", value)] })) }
  ])
  test("when a tag out of many is looked for, then tickets with none of them are left alone", () => {
    const many = RuleIndex.compile([{ any: Array.from({ length: 20 }, (_, i) => tag(`tag${i}`)) }])
    expect(many.columns.map(({ field }) => field)).toEqual(["tags"])
    expect(RuleIndex.matching(many, { tags: ["tag19"] })).toEqual([0])
    expect(RuleIndex.matching(many, { tags: "a text with tag7 in it" })).toEqual([0])
    expect(RuleIndex.matching(many, { tags: ["tag20"] })).toEqual([])
  })
  test("when every alternative is ruled out by another status, then one of them is enough", () => {
    const unless = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map((value): Condition => ({
      all: [{ not: is("status", value) }, is(`fields.${value}`, true)]
    }))
    expect(RuleIndex.matching(RuleIndex.compile([{ any: unless }]), { status: "open", "fields.j": true })).toEqual([0])
    expect(RuleIndex.matching(RuleIndex.compile([{ any: unless }]), { status: "j", "fields.j": true })).toEqual([])
  })
  test("when it is compiled, then it takes no more room than others", () => {
    const letters = Array.from({ length: 200 }, (_, i) => `tag${i}`)
    const choices = RuleIndex.compile([{ all: letters.map((value) => ({ any: [is(`fields.${value}`, 1), is(`fields.no-${value}`, 1)] })) }])
    expect(choices.places.length).toBeLessThanOrEqual(8)
    expect(RuleIndex.compile([{ any: letters.map((value) => ({ not: tag(value) })) }]).places.length).toBeLessThanOrEqual(8)
    expect(RuleIndex.compile([{ all: letters.map(tag) }]).columns.length).toBeLessThanOrEqual(3)
  })
  test("when all of one alternative is there, then it holds", () => {
    expect(RuleIndex.matching(wide, { tags: ["j"], status: "j" })).toEqual([0, 2])
    expect(RuleIndex.matching(wide, { tags: ["j"], status: "i" })).toEqual([2])
  })
  test("when a text has all words that are looked for, then it holds", () => {
    const words = (last: string): Condition => ({
      all: ["the", "printer", "is", "on", last].map((value) => ({ field: "subject", op: "contains", value }))
    })
    expect(RuleIndex.matching(RuleIndex.compile([words("fire"), words("flood")]), ticket)).toEqual([0])
  })
  test("when the last wish is not granted, then it does not hold", () => {
    expect(RuleIndex.matching(wide, { tags: ["a", "b", "c", "d", "e"] })).toEqual([1, 3])
    expect(RuleIndex.matching(wide, { tags: ["a", "b", "c"], status: "d" })).toEqual([3])
    expect(RuleIndex.matching(wide, { tags: ["e"] })).toEqual([])
  })
})

describe("laws", () => {
  /** Records that follow each other: some are strangers, some differ from the one before in a fact or two. */
  const records = (luck: Luck.Luck): ReadonlyArray<Facts> => {
    const several = [randomFacts(luck, true)]
    for (let i = 0; i < 5; i++) {
      const next = randomFacts(luck, true)
      const changed = luck.pick(Object.keys(next))
      several.push(luck.chance(0.5) || changed === undefined ? next : { ...several.at(-1)!, [changed]: next[changed]! })
    }
    return several
  }
  const filtered = (conditions: ReadonlyArray<Condition>, facts: Facts, before?: Facts | null): ReadonlyArray<number> =>
    [...conditions.keys()].filter((place) => holds(conditions[place]!, facts, before))

  const agrees = (conditionOf: (luck: Luck.Luck) => Condition): void =>
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const luck = Luck.make(seed)
        const conditions = luck.list(70, () => conditionOf(luck))
        const index = RuleIndex.compile(conditions)
        for (const facts of records(luck)) expect(RuleIndex.matching(index, facts)).toEqual(filtered(conditions, facts))
      })
    )

  test("matching is filtering by holds, record after record", () => {
    agrees((luck) => randomCondition(luck))
  })
  test("also for what has changed since the commit began, and for patterns", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const luck = Luck.make(seed)
        const conditions = luck.list(70, () => randomRule(luck))
        const index = RuleIndex.compile(conditions)
        const [first, ...others] = records(luck)
        for (const before of [undefined, null, first])
          for (const facts of others) expect(RuleIndex.matching(index, facts, before)).toEqual(filtered(conditions, facts, before))
      })
    )
  })
  test("also for conditions as long as people paste them", () => {
    const long = (luck: Luck.Luck): Condition => {
      const parts = luck.list(12, () => randomCondition(luck, luck.int(3)))
      return luck.pick<Condition>([{ all: parts }, { any: parts }, { not: { all: parts } }, { not: { any: parts } }])
    }
    agrees(long)
  })
  test("also for many tests of few fields: each alone, its opposite, and two together", () => {
    const crowded = (luck: Luck.Luck): Condition => {
      const one = randomCondition(luck, 0)
      const other = randomCondition(luck, 0)
      return luck.pick<Condition>([one, { not: one }, { all: [one, other] }, { all: [{ not: one }, { not: other }] }])
    }
    agrees(crowded)
  })
  test("also for many wishes of one field", () => {
    const of = (field: string, luck: Luck.Luck): Condition => {
      const one = { ...(randomCondition(luck, 0) as Test), field }
      return luck.chance(0.5) ? one : { not: one }
    }
    agrees((luck) => {
      const field = luck.pick(["tags", "subject", "priorityRank"])
      return { all: luck.list(6, () => of(field, luck)) }
    })
  })
})
