/** What the contract cannot see: how conditions become SQL, and which way SQLite goes to answer. */
import { DatabaseSync } from "node:sqlite"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { holds, type Findable } from "../../src/condition/Condition.ts"
import { sqlite, type Handle } from "../../src/storage/sqlite.ts"
import { asksForActive } from "../../src/storage/sqlite/active.ts"
import { compile } from "../../src/storage/sqlite/compile.ts"
import type { Query } from "../../src/storage/Storage.ts"
import { batch, committed, desk, streamsOf, tickets, write } from "../../src/testing/storage/batches.ts"
import { randomCondition } from "../../src/testing/storage/facts.ts"
import * as Luck from "../../src/testing/storage/Luck.ts"

const runs = Number(process.env["LAW_RUNS"] ?? 1000)

/** The same shape with other values: `x` in place of every text, 7 of every number. */
const revalued = (condition: Findable): Findable => {
  if ("all" in condition) return { all: condition.all.map(revalued) }
  if ("any" in condition) return { any: condition.any.map(revalued) }
  if ("not" in condition) return { not: revalued(condition.not) }
  if (condition.op === "isSet") return condition
  if (condition.op === "startsWith" || condition.op === "endsWith") return { ...condition, value: "%" }
  if (condition.op === "in" || condition.op === "containsAny" || condition.op === "containsAll") return { ...condition, value: ["y", 1] }
  const { field, op, value } = condition
  const other = typeof value === "string" ? "x'; DROP TABLE desk_events; --" : typeof value === "number" ? 7 : !value
  return { field, op, value: other }
}

describe("conditions as SQL", () => {
  test("law: the text depends on the shape alone, and has a place for each value", () => {
    const luck = Luck.make(7)
    for (let run = 0; run < runs; run++) {
      const condition = randomCondition(luck)
      for (const columns of [true, false]) {
        const sql = compile(condition, columns)
        expect(compile(revalued(condition), columns).text).toBe(sql.text)
        expect(sql.text.split("?").length - 1).toBe(sql.values.length)
      }
    }
  })
  test("a condition asks for active tickets if no other can meet it", () => {
    const mine: Findable = { field: "assignee", op: "is", value: "ann" }
    const open: Findable = { field: "statusCategory", op: "is", value: "open" }
    const some: Findable = { field: "statusCategory", op: "in", value: ["new", "onHold"] }
    for (const active of [open, some, { all: [mine, { all: [some] }] }, { any: [open, { all: [some, mine] }] }])
      expect(asksForActive(active)).toBe(true)
    const more: Findable = { field: "statusCategory", op: "in", value: ["open", "solved"] }
    for (const other of [mine, more, { not: open }, { any: [open, mine] }, { any: [] }, { all: [] }, { ...open, field: "status" }])
      expect(asksForActive(other as Findable)).toBe(false)
  })
})

describe("active tickets", () => {
  test("law: of all conditions on the category, those that ask for active tickets find what the others would", async () => {
    const storage = sqlite(new DatabaseSync(":memory:"))
    const category = fc.constantFrom("new", "open", "pending", "onHold", "solved", "closed")
    const facts = fc.record({ statusCategory: fc.option(category), team: fc.constantFrom("new", "open", "first") }, { requiredKeys: [] })
    const field = fc.constantFrom("statusCategory", "team")
    const one = fc.oneof(
      fc.record({ field, op: fc.constant("is" as const), value: category }),
      fc.record({ field, op: fc.constant("in" as const), value: fc.uniqueArray(category, { maxLength: 6 }) }),
      fc.record({ field, op: fc.constant("in" as const), value: fc.constant(["new", "open", "pending", "onHold"]) })
    )
    const { condition } = fc.letrec<{ condition: Findable }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 2, depthSize: "small" },
        one,
        fc.record({ all: fc.array(tie("condition"), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie("condition"), { maxLength: 3 }) }),
        fc.record({ not: tie("condition") })
      )
    }))
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(facts, { minLength: 1, maxLength: 8 }),
        fc.array(condition, { minLength: 1, maxLength: 8 }),
        async (kept, conditions) => {
          const tenant = `tenant ${run++}`
          await committed(storage, tenant, batch(kept.map((one, i) => write(`t${i}`, 0, { facts: one }))))
          for (const where of conditions)
            expect(streamsOf((await storage.find(tenant, tickets({ where }))).found)).toEqual(
              kept.flatMap((one, i) => (holds(where, one) ? [`t${i}`] : []))
            )
        }
      ),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }
    )
    await storage.close()
  })
})

describe("the way to an answer", () => {
  const ways: Array<string> = []
  const database = new DatabaseSync(":memory:")
  const watched: Handle = {
    exec: (script) => database.exec(script),
    close: () => database.close(),
    prepare: (sql) => {
      if (/^SELECT (?:id FROM|stream, kind,[^(]* FROM desk_records|count\(\*\) AS count FROM desk_records)/.test(sql)) {
        const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(
          ...sql
            .split("?")
            .slice(1)
            .map(() => null)
        )
        ways.push(steps.map(({ detail }) => String(detail)).join("; "))
      }
      return database.prepare(sql)
    }
  }
  const storage = sqlite(watched)
  const active: Findable = { field: "statusCategory", op: "in", value: ["new", "open", "pending", "onHold"] }
  const of = (field: string): Findable => ({ all: [{ field, op: "is", value: "x" }, active] })
  const queue = [
    { field: "priorityRank", descending: true },
    { field: "openedAt", descending: false }
  ]
  const recent = [{ field: "updatedAt", descending: true }]
  const later = JSON.stringify(["nbff", "nbff", "a"])

  test.each<[string, Partial<Query>, string]>([
    ["an agent's queue", { where: of("assignee"), order: queue }, "COVERING INDEX desk_records_assignee"],
    ["its next page", { where: of("assignee"), order: queue, after: later }, "COVERING INDEX desk_records_assignee"],
    [
      "what nobody has yet",
      { where: { all: [{ field: "assignee", op: "isSet", value: false }, active] }, order: queue },
      "COVERING INDEX desk_records_assignee"
    ],
    [
      "what is hers or nobody's",
      {
        where: {
          all: [
            {
              any: [
                { field: "assignee", op: "is", value: "x" },
                { field: "assignee", op: "isSet", value: false }
              ]
            },
            active
          ]
        },
        order: queue
      },
      "COVERING INDEX desk_records_assignee"
    ],
    ["a team's queue", { where: of("team"), order: queue, after: later }, "COVERING INDEX desk_records_team"],
    ["a department's queue", { where: of("department"), order: queue }, "COVERING INDEX desk_records_department"],
    ["a requester's tickets", { where: { field: "requester", op: "is", value: "x" }, order: recent }, "INTEGER PRIMARY KEY"],
    ["an organization's", { where: { field: "organization", op: "is", value: "x" }, order: recent }, "INTEGER PRIMARY KEY"],
    ["all that is unsolved", { where: active, order: queue }, "COVERING INDEX desk_records_active"],
    ["all, the latest first", { order: recent }, "COVERING INDEX desk_records_updated"],
    ["one ticket", { streams: ["x"] }, "INDEX desk_records_stream"]
  ])("%s is found by an index", async (_, query, index) => {
    ways.length = 0
    await storage.find(desk, tickets(query))
    expect(ways.length).toBeGreaterThan(0)
    for (const way of ways) {
      expect(way).toContain(`SEARCH desk_records USING ${index}`)
      expect(way).not.toContain("SCAN desk_records")
    }
  })
  test("what very many tickets say is looked for in the order asked for, newest first; what few say is not", async () => {
    const many = Array.from({ length: 2500 }, (_, i) =>
      write(`t${i}`, 0, { words: i < 3 ? "common rare" : "common", facts: { updatedAt: i } })
    )
    await committed(storage, desk, batch(many))
    const found = async (text: string): Promise<ReadonlyArray<string>> => {
      ways.length = 0
      return streamsOf((await storage.find(desk, tickets({ text, order: recent, limit: 2 }))).found)
    }
    expect(await found("common")).toEqual(["t2499", "t2498"])
    expect(ways.join("")).toContain("SEARCH desk_records USING COVERING INDEX desk_records_updated")
    expect(await found("rare")).toEqual(["t2", "t1"])
    expect(ways.join("")).toContain("SEARCH desk_records USING INTEGER PRIMARY KEY")
  })
  test("a badge is counted in the index alone", async () => {
    ways.length = 0
    await storage.count(desk, "ticket", [of("assignee")])
    expect(ways.join("")).toContain("SEARCH desk_records USING COVERING INDEX desk_records_assignee")
  })
})
