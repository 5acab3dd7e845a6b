/** The finite abstraction: every ticket there is is like one of those that are searched. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Condition, type Fact, type Facts, holds, passes } from "../../../src/condition/Condition.ts"
import { defineWorkspace } from "../../../src/workspace/define.ts"
import { nothing } from "../../../src/workspace/lint/space/Glimpse.ts"
import { judge, keyOf } from "../../../src/workspace/lint/space/judge.ts"
import { find, isImpossible } from "../../../src/workspace/lint/space/search.ts"
import { spacesOf } from "../../../src/workspace/lint/space/Space.ts"
import { texts } from "../../../src/workspace/lint/space/texts.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  fields: [
    { id: "seats", type: "number", minimum: 0 },
    { id: "plan", type: "select", choices: ["basic", "pro"] }
  ]
})
const isNever = (condition: Condition): boolean => isImpossible(spacesOf(workspace)([condition]), (glimpse) => judge(condition, glimpse))

describe("what can be decided", () => {
  const is = (field: string, value: string | number): Condition => ({ field, op: "is", value })
  test.each<[string, Condition, boolean]>([
    ["two priorities at once", { all: [is("priority", "low"), is("priority", "high")] }, true],
    [
      "a rank between two neighbours",
      {
        all: [
          { field: "messages", op: "gt", value: 3 },
          { field: "messages", op: "lt", value: 4 }
        ]
      },
      true
    ],
    [
      "a number between two neighbours",
      {
        all: [
          { field: "fields.seats", op: "gt", value: 3 },
          { field: "fields.seats", op: "lt", value: 4 }
        ]
      },
      false
    ],
    ["fewer than no seats", { field: "fields.seats", op: "lt", value: 0 }, true],
    ["no value, and one", { all: [{ field: "assignee", op: "isSet", value: false }, is("assignee", "bo")] }, true],
    ["solved, in a category that is open", { all: [is("status", "solved"), is("statusCategory", "open")] }, true],
    [
      "each plan ruled out, yet one is set",
      { all: [{ field: "fields.plan", op: "isSet", value: true }, { not: { field: "fields.plan", op: "in", value: ["basic", "pro"] } }] },
      true
    ],
    [
      "a text that is not what it holds",
      { all: [{ field: "subject", op: "contains", value: "fire" }, { not: { field: "subject", op: "contains", value: "ire" } }] },
      true
    ],
    [
      "two beginnings",
      {
        all: [
          { field: "subject", op: "startsWith", value: "re:" },
          { field: "subject", op: "startsWith", value: "fw:" }
        ]
      },
      true
    ],
    [
      "a beginning and an end",
      {
        all: [
          { field: "subject", op: "startsWith", value: "re:" },
          { field: "subject", op: "endsWith", value: "?" }
        ]
      },
      false
    ],
    [
      "two tags",
      {
        all: [
          { field: "tags", op: "contains", value: "vip" },
          { field: "tags", op: "contains", value: "late" }
        ]
      },
      false
    ],
    [
      "changed to what it was",
      {
        all: [
          { field: "priority", op: "changedTo", value: "low" },
          { field: "priority", op: "changedFrom", value: "low" }
        ]
      },
      true
    ],
    [
      "changed though it is opened with nothing there",
      {
        all: [
          { field: "commit.opened", op: "is", value: true },
          { field: "status", op: "changedFrom", value: "open" }
        ]
      },
      true
    ]
  ])("%s", (_, condition, never) => {
    expect(isNever(condition)).toBe(never)
  })
  test("a plausible ticket is found: who is in charge is in the team, who is solved has been solved", () => {
    const wanted: Condition = { all: [is("statusCategory", "solved"), { field: "solvedAt", op: "isSet", value: true }] }
    const [found] = find(spacesOf(workspace)([wanted]), (glimpse) => judge(wanted, glimpse), 1)
    expect(found!.now).toMatchObject({ status: "solved", solvedAt: expect.any(Number) as number })
  })
})

describe("laws", () => {
  const word = fc.constantFrom("a", "b", "ab", "ba", "aba", "c")
  const textTest = fc
    .tuple(fc.constantFrom("is", "contains", "startsWith", "endsWith"), word)
    .map(([op, value]) => ({ field: "subject", op, value }))
  test("every text passes just the tests that some text of the space does, found or guessed", () => {
    fc.assert(
      fc.property(
        fc.array(textTest, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom("a", "b", "c", " "), { maxLength: 5 }),
        (tests, letters) => {
          const { found, guesses } = texts(tests, true)
          const said = (text: string) => tests.map((one) => passes(one, { subject: text })).join()
          const known = new Set([...found.map(said), ...guesses.map((guess) => tests.map((one) => guess.get(keyOf(one))).join())])
          expect(known.has(said(letters.join("")))).toBe(true)
        }
      )
    )
  })

  const facts: fc.Arbitrary<Facts> = fc.record({
    priority: fc.constantFrom<Fact>("low", "normal", "high", "urgent", null),
    messages: fc.integer({ min: 1, max: 8 }),
    "fields.seats": fc.oneof(fc.constant(null), fc.double({ min: 0, max: 6, noNaN: true })),
    tags: fc.subarray(["vip", "late", "odd"]),
    subject: fc.constantFrom("fire", "a fire", "re: fire", "water")
  })
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc.constantFrom("low", "high").map((value): Condition => ({ field: "priority", op: "is", value })),
    fc
      .tuple(fc.constantFrom("messages", "fields.seats"), fc.constantFrom("lt", "lte", "gt", "gte", "is"), fc.integer({ min: 1, max: 5 }))
      .map(([field, op, value]) => ({ field, op, value })),
    fc.constantFrom("vip", "late").map((value): Condition => ({ field: "tags", op: "contains", value })),
    fc
      .tuple(fc.constantFrom("contains", "startsWith"), fc.constantFrom("fire", "re", "r"))
      .map(([op, value]) => ({ field: "subject", op, value })),
    fc.constantFrom("messages", "tags", "priority").map((field): Condition => ({ field, op: "changed" })),
    fc.constant<Condition>({ field: "messages", op: "increased" }),
    fc.constant<Condition>({ field: "tags", op: "removed", value: "vip" })
  )
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: leaf },
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
      tie("condition").map((not): Condition => ({ not }))
    )
  }))
  test("what no ticket of the space meets, no ticket meets", () => {
    const never = { said: 0 }
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(facts, fc.option(facts)), { minLength: 20, maxLength: 20 }),
        (all, tickets) => {
          if (!isNever({ all })) return
          never.said++
          for (const [now, before] of tickets) expect(holds({ all }, now, before)).toBe(false)
        }
      ),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 2) }
    )
    expect(never.said).toBeGreaterThan(5)
  })
  test("what is found meets the condition", () => {
    fc.assert(
      fc.property(condition, (wanted) => {
        for (const { now, before, opens } of find(spacesOf(workspace)([wanted]), (glimpse) => judge(wanted, glimpse), 3))
          expect(holds(wanted, now, opens === true ? null : { ...now, ...before })).toBe(true)
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 2) }
    )
  })
  test("what is said of a ticket half chosen stays so when the rest is chosen", () => {
    fc.assert(
      fc.property(condition, facts, fc.subarray(["priority", "messages", "fields.seats", "tags", "subject"]), (asked, now, hidden) => {
        const open = Object.fromEntries(Object.entries(now).filter(([field]) => !hidden.includes(field)))
        const verdict = judge(asked, { ...nothing, now: open, before: now, opens: false })
        if (verdict !== undefined) expect(holds(asked, now, now)).toBe(verdict)
      })
    )
  })
})
