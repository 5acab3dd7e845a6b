import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Condition, type Facts, holds } from "../../src/condition/Condition.ts"
import { failing } from "../../src/condition/failing.ts"
import { type Flip, whyNot } from "../../src/condition/whyNot.ts"
import { randomFacts } from "../../src/testing/storage/facts.ts"
import * as Luck from "../../src/testing/storage/Luck.ts"
import { randomRule } from "./chance.ts"

const is = (field: string, value: string | boolean) => ({ field, op: "is", value }) as const
const ticket: Facts = { status: "open", assignee: null, tags: ["vip"], escalated: false }

describe("given an open ticket of a VIP without an assignee", () => {
  test.each<[string, Condition, ReadonlyArray<Partial<Flip>> | null]>([
    ["what holds needs nothing", is("status", "open"), []],
    [
      "all: each part that fails",
      { all: [is("status", "open"), is("assignee", "ann"), is("escalated", true)] },
      [
        { path: "all[1]", test: is("assignee", "ann"), found: null, passes: false },
        { path: "all[2]", test: is("escalated", true), found: false, passes: false }
      ]
    ],
    [
      "any: the part that needs least",
      { any: [{ all: [is("assignee", "ann"), is("status", "new")] }, is("status", "solved")] },
      [{ path: "any[1]", found: "open" }]
    ],
    ["not: what holds and should not", { not: { all: [is("status", "open"), is("tags", "vip")] } }, [{ path: "not.all[0]", passes: true }]],
    [
      "not any: each of them",
      { not: { any: [is("status", "open"), is("tags", "vip"), is("tags", "new")] } },
      [{ path: "not.any[0]" }, { path: "not.any[1]", found: ["vip"] }]
    ],
    ["what can never hold", { all: [is("status", "solved"), { any: [] }] }, null]
  ])("%s", (_, condition, expected) => {
    const found = whyNot(condition, ticket)
    if (expected === null) expect(found).toBe(null)
    else expect(found).toMatchObject(expected)
  })
  test("what a commit did not change is told too", () => {
    const solved: Condition = { field: "status", op: "changedTo", value: "solved" }
    expect(whyNot(solved, ticket, { status: "new" })).toMatchObject([{ found: "open" }])
    expect(whyNot(solved, { status: "solved" }, { status: "new" })).toEqual([])
    expect(failing(solved, ticket, { status: "new" })).toEqual({ test: solved, found: "open" })
    expect(failing(solved, { status: "solved" }, { status: "new" })).toBe(null)
  })
})

/** The condition with what some of its tests say turned round. */
const flipped = (condition: Condition, paths: ReadonlySet<string>, path = ""): Condition => {
  const under = (step: string): string => (path === "" ? step : `${path}.${step}`)
  if ("all" in condition) return { all: condition.all.map((one, i) => flipped(one, paths, under(`all[${i}]`))) }
  if ("any" in condition) return { any: condition.any.map((one, i) => flipped(one, paths, under(`any[${i}]`))) }
  if ("not" in condition) return { not: flipped(condition.not, paths, under("not")) }
  return paths.has(path) ? { not: condition } : condition
}
const testsOf = (condition: Condition, path = ""): ReadonlyArray<string> => {
  const under = (step: string): string => (path === "" ? step : `${path}.${step}`)
  if ("all" in condition) return condition.all.flatMap((one, i) => testsOf(one, under(`all[${i}]`)))
  if ("any" in condition) return condition.any.flatMap((one, i) => testsOf(one, under(`any[${i}]`)))
  return "not" in condition ? testsOf(condition.not, under("not")) : [path]
}

describe("laws", () => {
  const law = (check: (rule: Condition, facts: Facts, before: Facts | null | undefined) => void): void =>
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const luck = Luck.make(seed)
        const before = luck.pick([undefined, null, randomFacts(luck, true)])
        check(randomRule(luck), randomFacts(luck, true), before)
      })
    )

  test("something fails if and only if the condition does not hold, and it does fail", () => {
    law((rule, facts, before) => {
      const found = failing(rule, facts, before)
      expect(found === null).toBe(holds(rule, facts, before))
      if (found !== null) expect(holds(found.test, facts, before)).toBe(false)
    })
  })
  test("to look for what fails is to go through each test once at most", () => {
    law((rule, facts) => {
      let looked = 0
      const counted = new Proxy(facts, {
        getOwnPropertyDescriptor: (of, name) => {
          looked++
          return Reflect.getOwnPropertyDescriptor(of, name)
        }
      })
      failing(rule, counted)
      // Each test looks once, and what failed is looked at once more to be shown.
      expect(looked).toBeLessThanOrEqual(testsOf(rule).length + 1)
    })
  })
  test("turning exactly those tests round makes it hold, and no smaller set does", () => {
    law((rule, facts, before) => {
      const paths = testsOf(rule)
      if (paths.length > 8) return
      const works = (set: ReadonlyArray<string>): boolean => holds(flipped(rule, new Set(set)), facts, before)
      const sets = Array.from({ length: 2 ** paths.length }, (_, bits) => paths.filter((_, i) => (bits >> i) & 1)).filter(works)
      const least = Math.min(...sets.map(({ length }) => length))
      const found = whyNot(rule, facts, before)
      if (found === null) return expect(sets).toEqual([])
      expect(works(found.map(({ path }) => path))).toBe(true)
      expect(found.length).toBe(least)
    })
  })
})
