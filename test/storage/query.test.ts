/** What the contract cannot see: how conditions become SQL, and which way SQLite goes to answer. */
import { DatabaseSync } from "node:sqlite"
import { describe, expect, test } from "vitest"
import type { Condition, Scalar } from "../../src/condition/Condition.ts"
import { sqlite, type Handle } from "../../src/storage/sqlite.ts"
import { compile } from "../../src/storage/sqlite/compile.ts"
import { lanesOf } from "../../src/storage/sqlite/lanes.ts"
import type { Query } from "../../src/storage/Storage.ts"
import { batch, committed, desk, streamsOf, tickets, write } from "../../src/testing/storage/batches.ts"
import { randomCondition } from "../../src/testing/storage/facts.ts"
import * as Luck from "../../src/testing/storage/Luck.ts"

const runs = Number(process.env["LAW_RUNS"] ?? 1000)

/** The same shape with other values: `x` in place of every text, 7 of every number. */
const revalued = (condition: Condition): Condition => {
  if ("all" in condition) return { all: condition.all.map(revalued) }
  if ("any" in condition) return { any: condition.any.map(revalued) }
  if ("not" in condition) return { not: revalued(condition.not) }
  if (condition.op === "isSet") return condition
  const other = (value: Scalar): Scalar =>
    typeof value === "string" ? "x'; DROP TABLE desk_events; --" : typeof value === "number" ? 7 : !value
  return condition.op === "in" ? { ...condition, value: ["y"] } : { ...condition, value: other(condition.value) }
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
  test("a choice of a few becomes one condition for each, which together are the choice", () => {
    const open: Condition = { field: "statusCategory", op: "in", value: ["new", "open", "new"] }
    const mine: Condition = { field: "assignee", op: "is", value: "ann" }
    expect(lanesOf({ all: [mine, { all: [open] }] })).toEqual(
      ["new", "open"].map((value) => ({ all: [mine, { all: [{ field: "statusCategory", op: "is", value }] }] }))
    )
    for (const whole of [undefined, mine, { any: [open, mine] }, { not: open }, { ...open, field: "tags" }])
      expect(lanesOf(whole)).toEqual([whole])
  })
})

describe("the way to an answer", () => {
  const ways: Array<string> = []
  const database = new DatabaseSync(":memory:")
  const watched: Handle = {
    exec: (script) => database.exec(script),
    close: () => database.close(),
    prepare: (sql) => {
      if (/^SELECT (?:id,|stream, kind,|count\(\*\) AS count FROM desk_records)/.test(sql)) {
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
  const active: Condition = { field: "statusCategory", op: "in", value: ["new", "open", "pending", "onHold"] }
  const of = (field: string): Condition => ({ all: [{ field, op: "is", value: "x" }, active] })
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
    ["a requester's tickets", { where: { field: "requester", op: "is", value: "x" }, order: recent }, "INDEX desk_records_requester"],
    ["an organization's", { where: { field: "organization", op: "is", value: "x" }, order: recent }, "INDEX desk_records_organization"],
    ["all that is unsolved", { where: active, order: queue }, "COVERING INDEX desk_records_status"],
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
    const many = Array.from({ length: 1200 }, (_, i) =>
      write(`t${i}`, 0, { words: i < 3 ? "common rare" : "common", facts: { updatedAt: i } })
    )
    await committed(storage, desk, batch(many))
    const found = async (text: string): Promise<ReadonlyArray<string>> => {
      ways.length = 0
      return streamsOf((await storage.find(desk, tickets({ text, order: recent, limit: 2 }))).found)
    }
    expect(await found("common")).toEqual(["t1199", "t1198"])
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
