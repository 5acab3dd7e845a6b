/** Views of a desk: what an agent works from, in memory and in a real SQLite file. */
import Database from "better-sqlite3"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import { sqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { moves } from "../../src/view/membership.ts"
import * as Instant from "../../src/time/Instant.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"
import { freshPath } from "../freshPath.ts"

const stores: ReadonlyArray<readonly [string, () => Storage]> = [
  ["memory", memory],
  ["sqlite", () => sqlite(new Database(freshPath()))]
]

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["front", "back"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["front", "back"] }
  ],
  slaPolicies: [
    {
      id: "fast",
      targets: [
        { metric: "firstReply", priority: "urgent", within: "1h" },
        { metric: "firstReply", within: "8h" }
      ]
    }
  ],
  views: [
    { id: "mine", where: { field: "assignee", op: "is", value: { my: "id" } } },
    { id: "team", where: { field: "team", op: "in", value: [{ my: "teams" }] }, order: ["subject"] },
    { id: "unassigned", where: { field: "assignee", op: "isSet", value: false }, order: ["due"], columns: ["subject", "due"] },
    { id: "assigned", where: { field: "assignee", op: "isSet", value: true } },
    { id: "fresh", where: { field: "openedAt", op: "gt", value: { ago: 3_600_000 } }, order: ["-openedAt"] },
    { id: "back-office", access: { teams: ["back"] } }
  ]
})

describe.each(stores)("views in %s", (_, store) => {
  const desk = async () => {
    let now = Date.parse("2026-01-05T08:00:00Z")
    const acme = createHelpdesk({ workspace, storage: store(), now: () => now })
    const open = (subject: string, more: object = {}) =>
      acme.open({ requester: { email: "ada@example.org" }, subject, text: "Help", ...more }).then(({ ticket }) => ticket.id)
    const ids = [
      await open("one"),
      await open("two", { priority: "urgent" }),
      await open("three", { team: "back", agent: "cy", as: "agent:cy" })
    ]
    return { acme, ids, open, later: (ms: number) => (now += ms) }
  }
  const subjects = async ({ acme }: Awaited<ReturnType<typeof desk>>, view: string, as: "agent:bo" | "agent:cy") =>
    (await acme.view(view, { as })).rows.map(({ ticket }) => ticket.subject)

  test("mean by `my` the agent who asks, and all of their teams", async () => {
    const given = await desk()
    await given.acme.assign(given.ids[0]!, { as: "agent:bo", agent: "bo", team: "front" })
    expect([await subjects(given, "mine", "agent:bo"), await subjects(given, "mine", "agent:cy")]).toEqual([["one"], ["three"]])
    expect([await subjects(given, "team", "agent:bo"), await subjects(given, "team", "agent:cy")]).toEqual([["one"], ["one", "three"]])
  })
  test("can be sorted by the next deadline; tickets without one come last", async () => {
    const given = await desk()
    const id = await given.open("four")
    await given.acme.reply(id, { as: "agent:bo", text: "Done." })
    await given.acme.assign(id, { as: "agent:bo", agent: null })
    expect(await subjects(given, "unassigned", "agent:bo")).toEqual(["two", "one", "four"])
    const { rows } = await given.acme.view("unassigned", { as: "agent:bo", limit: 1 })
    expect(rows[0]!.columns).toEqual({ subject: "two", due: Date.parse("2026-01-05T09:00:00Z") })
  })
  test("are read page by page", async () => {
    const given = await desk()
    const first = await given.acme.view("unassigned", { as: "agent:bo", limit: 1 })
    const second = await given.acme.view("unassigned", { as: "agent:bo", limit: 1, after: first.next! })
    expect([first, second].map(({ rows }) => rows[0]!.ticket.subject)).toEqual(["two", "one"])
    expect(second.next).toBeNull()
  })
  test("mean by `ago` the moment at which they are asked", async () => {
    const given = await desk()
    given.later(3_600_000)
    await given.open("later")
    expect(await subjects(given, "fresh", "agent:bo")).toEqual(["later"])
  })
  test("are for those who may use them, and unknown to others", async () => {
    const { acme } = await desk()
    const ids = (as: "agent:bo" | "agent:cy") => acme.views({ as }).map(({ id }) => id)
    expect([ids("agent:bo").includes("back-office"), ids("agent:cy").includes("back-office")]).toEqual([false, true])
    await expect(acme.view("back-office", { as: "agent:bo" })).rejects.toMatchObject({ _tag: "UnknownWord", what: "view" })
    await expect(acme.view("mine", { as: "requester" as never })).rejects.toMatchObject({ _tag: "UnknownWord", what: "agent" })
  })
  test("are counted together, each as long as it is", async () => {
    const given = await desk()
    const counts = await given.acme.viewCounts({ as: "agent:cy" })
    for (const { view, count } of counts) expect(count).toBe((await subjects(given, view, "agent:cy")).length)
    expect(counts.map(({ count }) => count)).toEqual([1, 1, 2, 1, 3, 3])
  })
})

describe("what happens to a ticket", () => {
  test("moves it from view to view", async () => {
    const acme = createHelpdesk({ workspace })
    const asker = { now: Instant.make(0), agent: workspace.agents.get("bo")! }
    const opened = await acme.open({ requester: { email: "ada@example.org" }, subject: "one", text: "Help" })
    const told = (facts: typeof opened.facts) =>
      moves(workspace.views.values(), facts.before, facts.after, asker).map(({ view, what }) => `${what} ${view}`)
    expect(told(opened.facts)).toEqual(["entered unassigned", "entered fresh", "entered back-office"])
    const { facts } = await acme.assign(opened.ticket.id, { as: "agent:bo", agent: "bo" })
    expect(told(facts)).toEqual(["entered mine", "left unassigned", "entered assigned"])
  })
  test("law: following the moves gives what asking the views again gives", async () => {
    const deed = fc.constantFrom("take", "drop", "front", "back", "nobody")
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
        const acme = createHelpdesk({ workspace, now: () => 1_780_000_000_000 })
        const asker = { now: Instant.make(1_780_000_000_000), agent: workspace.agents.get("bo")! }
        const members = new Set<string>()
        const follow = ({ facts }: Awaited<ReturnType<typeof acme.open>>): void => {
          for (const { view, what } of moves(acme.views({ as: "agent:bo" }), facts.before, facts.after, asker))
            if (what === "entered") members.add(view)
            else members.delete(view)
        }
        const opened = await acme.open({ requester: { email: "ada@example.org" }, subject: "one", text: "Help" })
        follow(opened)
        const { id } = opened.ticket
        for (const what of deeds) {
          if (what === "take") follow(await acme.assign(id, { as: "agent:bo", agent: "bo" }))
          if (what === "drop") follow(await acme.assign(id, { as: "agent:bo", agent: null }))
          if (what === "front" || what === "back") follow(await acme.assign(id, { as: "agent:bo", agent: null, team: what }))
          if (what === "nobody") follow(await acme.assign(id, { as: "agent:bo", agent: null, team: null }))
        }
        const counts = await acme.viewCounts({ as: "agent:bo" })
        expect(counts.flatMap(({ view, count }) => (count > 0 ? [view] : [])).toSorted()).toEqual([...members].toSorted())
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }
    )
  })
})

test("a definition says where a view names what is not there", () => {
  const answer = decodeWorkspace({
    name: "Acme",
    views: [
      {
        id: "v",
        where: { field: "colour", op: "is", value: "red" },
        columns: ["subject", "shape"],
        order: ["-size"],
        access: { agents: ["ghost"] }
      }
    ]
  })
  const problems = answer._tag === "Failure" ? answer.failure.problems.map(({ path }) => path) : []
  expect(problems.toSorted()).toEqual([
    "views[0].access.agents[0]",
    "views[0].columns[1]",
    "views[0].order[0].field",
    "views[0].where.field"
  ])
})
