import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Condition, type Facts, holds, isFindable } from "../../src/condition/Condition.ts"
import { commit, operators, type Place, ticket as standard } from "../../src/condition/Fields.ts"
import { mistakes } from "../../src/condition/mistakes.ts"
import { prepared, question } from "../../src/condition/question.ts"
import { termsOf } from "../../src/condition/termsOf.ts"
import { type Asker, type Question, settled } from "../../src/condition/Variable.ts"
import * as Instant from "../../src/time/Instant.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["front", "back"],
  departments: ["support", "sales"],
  agents: [
    { id: "bo", email: "bo@acme.example", teams: ["front", "back"] },
    { id: "cy", email: "cy@acme.example", teams: [] }
  ],
  approvals: [{ id: "budget", steps: [{ id: "first", approvers: [{ agent: "bo" }] }] }],
  categories: [{ id: "hardware", children: ["printer"] }],
  fields: [
    { id: "plan", type: "text" },
    { id: "seats", type: "number" },
    { id: "vip", type: "boolean" },
    { id: "until", type: "date" },
    { id: "severity", type: "select", choices: ["minor", "major"] },
    { id: "parts", type: "multiSelect", choices: ["screen", "mouse"] },
    { id: "place", type: "tree", choices: [{ id: "paris", children: ["louvre"] }] }
  ]
})
const now = Instant.make(Date.UTC(2026, 10, 21))
const hour = 3_600_000
const bo: Asker = { now, agent: { id: "bo", teams: ["front", "back"], departments: [] } }
const nobody: Asker = { now, agent: null }
const problems = (asked: unknown): ReadonlyArray<string> => {
  const found = question(asked as Question, workspace, nobody)
  return Result.isSuccess(found) ? [] : found.failure.problems.map(({ path, problem }) => `${path}: ${problem}`)
}
const inTrigger = (asked: unknown, place: Place = "commit"): ReadonlyArray<string> =>
  mistakes(asked, "where", { place, terms: termsOf(workspace) }).map(({ path, problem }) => `${path}: ${problem}`)

describe("given a desk with words and fields of its own", () => {
  test.each<[string, unknown, string]>([
    ["a field that is not there", { field: "colour", op: "is", value: "red" }, 'where.field: there is no field "colour"'],
    [
      "nearly a field",
      { field: "prioritty", op: "is", value: "high" },
      'where.field: there is no field "prioritty"; did you mean "priority"'
    ],
    ["nearly one of its own", { field: "fields.seat", op: "gt", value: 3 }, 'did you mean "fields.seats"'],
    ["what every object has", { field: "constructor", op: "isSet", value: true }, 'there is no field "constructor"'],
    [
      "nearly a priority",
      { field: "priority", op: "is", value: "urgnet" },
      'where.value: there is no priority "urgnet"; did you mean "urgent"?'
    ],
    ["no such status", { field: "status", op: "in", value: ["open", "gone"] }, 'where.value[1]: there is no status "gone"'],
    ["no such category", { field: "category", op: "contains", value: "software" }, 'there is no category "software"'],
    ["no such agent among followers", { field: "followers", op: "containsAny", value: ["zoe"] }, 'where.value[0]: there is no agent "zoe"'],
    ["no such choice", { field: "fields.severity", op: "is", value: "mino" }, 'there is no choice "mino"; did you mean "minor"'],
    ["no such place in a tree", { field: "fields.place", op: "contains", value: "rome" }, 'there is no choice "rome"'],
    ["a number in a text", { field: "subject", op: "contains", value: 7 }, "where.value: expected text"],
    ["a text in a number", { field: "messages", op: "gt", value: "7" }, "where.value: expected a number"],
    ["a text in an instant", { field: "openedAt", op: "lt", value: "yesterday" }, "where.value: expected milliseconds since 1970"],
    ["a text in a flag", { field: "escalated", op: "is", value: "yes" }, "where.value: expected true or false"],
    ["no day", { field: "fields.until", op: "lt", value: "tomorrow" }, "expected a day like 2026-01-05"],
    [
      "an order that texts have not",
      { field: "subject", op: "gt", value: "a" },
      'where.op: "subject" is of type text, which has no "gt": it has is,'
    ],
    ["an order that statuses have not", { field: "status", op: "lte", value: "open" }, 'is of type choice, which has no "lte"'],
    ["text in a list", { field: "tags", op: "startsWith", value: "v" }, 'is of type list, which has no "startsWith"'],
    [
      "a time ago of a priority",
      { field: "priority", op: "is", value: { ago: hour } },
      "where.value: a time ago or ahead compares with instants alone"
    ],
    [
      "my teams as an agent",
      { field: "assignee", op: "in", value: [{ my: "teams" }] },
      "where.value[0]: what is my teams compares with teams alone"
    ],
    ["a change", { field: "status", op: "changed" }, 'where.op: "changed" can be asked by triggers alone'],
    ["a pattern", { field: "subject", op: "matches", value: "a" }, "where.op: no store can be asked for a pattern"],
    [
      "what only a commit has",
      { field: "commit.opened", op: "is", value: true },
      'where.field: "commit.opened" can be asked by triggers alone'
    ],
    ["no operator at all", { field: "status", op: "like", value: "o%" }, 'where: expected something whose "op" is one of is, '],
    ["a list in place of a value", { field: "status", op: "is", value: ["open"] }, "where.value: "],
    ["a value in place of a list", { field: "status", op: "in", value: "open" }, "where.value: "],
    ["no condition", 7, "where: "]
  ])("%s is refused", (_, asked, problem) => {
    const found = problems(asked)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })
  test("every mistake is told at once, each with its place", () => {
    expect(
      problems({
        all: [
          { field: "status", op: "is", value: "open" },
          { any: [{ field: "staus", op: "is", value: "open" }, { not: { field: "priority", op: "gte", value: "hgih" } }] },
          { field: "subject", op: "lt", value: "x" }
        ]
      })
    ).toEqual([
      'where.all[1].any[0].field: there is no field "staus"; did you mean "status"?',
      'where.all[1].any[1].not.value: there is no priority "hgih"; did you mean "high"?',
      expect.stringContaining('where.all[2].op: "subject" is of type text')
    ])
  })
  test("a pattern that cannot be read is told with its place", () => {
    expect(inTrigger({ field: "subject", op: "matches", value: "order (\\d+" })).toEqual([
      'where.value: "(" is never closed, at character 7'
    ])
    expect(inTrigger({ field: "subject", op: "matches", value: "order \\d+" }, "ticket")).toEqual([])
  })
  test("a commit has fields of its own, which have no before", () => {
    expect(inTrigger({ field: "commit.by", op: "is", value: "agent" })).toEqual([])
    expect(inTrigger({ field: "commit.by", op: "is", value: "agnet" })).toEqual([
      'where.value: there is no choice "agnet"; did you mean "agent"?'
    ])
    expect(inTrigger({ field: "commit.text", op: "changed" })).toEqual([
      'where.op: "commit.text" is what happens in the commit, and has no before'
    ])
    expect(inTrigger({ field: "status", op: "changedTo", value: "solvd" })).toEqual([
      'where.value: there is no status "solvd"; did you mean "solved"?'
    ])
    expect(inTrigger({ field: "status", op: "changed" }, "ticket")).toHaveLength(1)
  })
  test("however deep it goes, it is refused and not followed", () => {
    let deep: unknown = { field: "status", op: "is", value: "open" }
    for (let i = 0; i < 100_000; i++) deep = { not: deep }
    expect(problems(deep)).toEqual(["where: expected at most 16 levels of all, any and not"])
  })
  test("a definition says the same, by the same table", () => {
    const where = {
      all: [
        { field: "prioritty", op: "is", value: "x" },
        { field: "status", op: "gt", value: "open" }
      ]
    }
    const saying = (list: string, rest: object): unknown =>
      Result.getOrUndefined(Result.flip(decodeWorkspace({ name: "A", [list]: [{ id: "a", where, ...rest }] })))?.problems.map(
        ({ problem }) => problem
      )
    const expected = problems(where).map((one) => one.slice(one.indexOf(": ") + 2))
    expect(saying("views", {})).toEqual(expected)
    expect(saying("triggers", { then: [] })).toEqual(expected)
    expect(saying("macros", { then: [] })).toEqual(expected)
  })
  test("a list that cannot be read is told of once, not by every condition that names its entries", () => {
    const where = {
      all: [
        { field: "team", op: "is", value: "front" },
        { field: "fields.plan", op: "is", value: "x" }
      ]
    }
    const found = Result.getOrUndefined(
      Result.flip(decodeWorkspace({ name: "A", teams: "front", fields: [{ id: "plan", type: "text" }], views: [{ id: "a", where }] }))
    )
    expect(found?.problems.map(({ path }) => path)).toEqual(["teams"])
  })
  test("what is asked of metrics, calendars and automations is checked against the definition", () => {
    const of = (field: string, value: string): unknown =>
      Result.getOrUndefined(
        Result.flip(decodeWorkspace({ name: "A", triggers: [{ id: "a", where: { field, op: "contains", value }, then: [] }] }))
      )?.problems
    expect(of("commit.breached", "firstReply")).toBe(undefined)
    expect(of("commit.breached", "firstRepyl")).toMatchObject([{ problem: 'there is no metric "firstRepyl"; did you mean "firstReply"?' }])
    expect(of("commit.calendars", "office")).toMatchObject([{ problem: 'there is no calendar "office"' }])
    expect(of("commit.automations", "wait")).toMatchObject([{ problem: 'there is no automation "wait"' }])
  })
})

describe("given a question that compares with the time and with the agent", () => {
  const facts: Facts = { assignee: "bo", team: "back", openedAt: now - 2 * hour, due: now + hour, followers: ["bo"] }
  const asks = (asked: Question, asker: Asker): boolean => holds(settled(asked, asker), facts)
  test.each<[string, Question, boolean, boolean]>([
    ["mine", { field: "assignee", op: "is", value: { my: "id" } }, true, false],
    ["not mine", { not: { field: "assignee", op: "is", value: { my: "id" } } }, false, true],
    [
      "mine or nobody's",
      {
        any: [
          { field: "assignee", op: "isSet", value: false },
          { field: "assignee", op: "is", value: { my: "id" } }
        ]
      },
      true,
      false
    ],
    ["of one of my teams, listed", { field: "team", op: "in", value: [{ my: "teams" }] }, true, false],
    ["of one of my teams, or of the front", { field: "team", op: "in", value: ["front", { my: "teams" }] }, true, false],
    ["of one of my teams, said alone", { field: "team", op: "is", value: { my: "teams" } }, true, false],
    ["of my departments, of which I have none", { field: "department", op: "is", value: { my: "departments" } }, false, false],
    ["followed by me and all", { field: "followers", op: "containsAll", value: [{ my: "id" }] }, true, false],
    ["opened more than an hour ago", { field: "openedAt", op: "lt", value: { ago: hour } }, true, true],
    ["opened more than three hours ago", { field: "openedAt", op: "lt", value: { ago: 3 * hour } }, false, false],
    ["due within two hours", { field: "due", op: "lt", value: { ahead: 2 * hour } }, true, true],
    ["due within half an hour", { field: "due", op: "lt", value: { ahead: hour / 2 } }, false, false]
  ])("%s", (_, asked, forBo, forNobody) => {
    expect([asks(asked, bo), asks(asked, nobody)]).toEqual([forBo, forNobody])
    expect(inTrigger(asked)).toEqual([])
  })
  test("one that needs neither is handed back as it is", () => {
    const plain: Question = {
      all: [{ not: { field: "team", op: "in", value: ["front"] } }, { any: [] }, { field: "status", op: "changed" }]
    }
    expect(settled(plain, bo)).toBe(plain)
  })
  test("a store never sees a variable", () => {
    const asked: Question = {
      any: [
        { field: "openedAt", op: "lt", value: { ago: hour } },
        { field: "team", op: "in", value: [{ my: "teams" }] }
      ]
    }
    const found = Result.getOrThrow(question(asked, workspace, bo))
    expect(found).toEqual({
      any: [
        { field: "openedAt", op: "lt", value: now - hour },
        { field: "team", op: "in", value: ["front", "back"] }
      ]
    })
    expect(isFindable(found)).toBe(true)
  })
})

describe("given a question made ready", () => {
  const ready = (asked: Condition): Condition => prepared(asked, workspace, "commit")
  test("text is folded, patterns and words are not", () => {
    expect(ready({ field: "subject", op: "containsAny", value: ["FIRE", "É"] })).toMatchObject({ value: ["fire", "é"] })
    expect(ready({ field: "tags", op: "added", value: "VIP" })).toMatchObject({ value: "vip" })
    expect(ready({ field: "fields.plan", op: "startsWith", value: "Gold" })).toMatchObject({ value: "gold" })
    expect(ready({ field: "requester.email", op: "endsWith", value: "@ACME.example" })).toMatchObject({ value: "@acme.example" })
    expect(ready({ field: "subject", op: "matches", value: "\\D" })).toMatchObject({ value: "\\D" })
    expect(ready({ field: "reference", op: "is", value: "7K3P-2XQ9" })).toMatchObject({ value: "7K3P-2XQ9" })
  })
  test("a priority is above another by its rank, and rises by it", () => {
    expect(ready({ field: "priority", op: "gte", value: "high" })).toEqual({ field: "priority", op: "in", value: ["high", "urgent"] })
    expect(ready({ field: "priority", op: "lt", value: "normal" })).toEqual({ field: "priority", op: "in", value: ["low"] })
    const risen = ready({ field: "priority", op: "increased" })
    expect(holds(risen, { priority: "high", priorityRank: 2 }, { priority: "low", priorityRank: 0 })).toBe(true)
    expect(holds(risen, { priority: "low", priorityRank: 0 }, { priority: "high", priorityRank: 2 })).toBe(false)
  })
})

describe("laws", () => {
  const own: Readonly<Record<string, unknown>> = {
    choice: "bo",
    rank: "high",
    text: "a",
    number: 1,
    instant: 1,
    date: "2026-01-05",
    boolean: true,
    list: "a",
    path: "hardware"
  }
  const wordsOf = (list: string): ReadonlyArray<string> | undefined => {
    const found: unknown = (workspace as unknown as Readonly<Record<string, unknown>>)[list]
    return found instanceof Map ? [...(found as ReadonlyMap<string, unknown>).keys()] : undefined
  }
  test("of every field and every operator, exactly what the table has is accepted", () => {
    const everyOperator = [...new Set(Object.values(operators).flat())]
    const fields = Object.entries({ ...standard, ...commit })
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.constantFrom(...everyOperator), ([name, field], op) => {
        const words = "words" in field ? field.words : undefined
        const known = typeof words === "string" ? wordsOf(words) : words
        const first = known?.[0]
        const one = first ?? own[field.type]
        const value = ["in", "containsAny", "containsAll"].includes(op) ? [one] : op === "isSet" ? true : one
        const bare = ["changed", "increased", "decreased"].includes(op)
        const found = inTrigger(bare ? { field: name, op } : { field: name, op, value })
        const changes = bare || ["changedTo", "changedFrom", "added", "removed"].includes(op)
        const isThere = (operators[field.type] as ReadonlyArray<string>).includes(op) && !(changes && Object.hasOwn(commit, name))
        expect([name, op, found.length]).toEqual([name, op, isThere ? 0 : 1])
      })
    )
  })
  test("whatever comes from outside is answered, and never thrown at", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom("all", "any", "not", "field", "op", "value"), (json, key) => {
        expect(
          Result.isFailure(question({ [key]: json, zzz: 1 } as never, workspace, bo)) || key === "all" || key === "any" || key === "not"
        ).toBe(true)
      })
    )
  })
})
