/** What the compiler knows of questions, and what it refuses. */
import * as Result from "effect/Result"
import { describe, expect, expectTypeOf, test } from "vitest"
import type { Question } from "../../src/condition/Variable.ts"
import { conditions } from "../../src/condition/builder.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["front"],
  agents: [{ id: "bo", email: "bo@acme.example" }],
  fields: [
    { id: "severity", type: "select", choices: ["minor", { id: "major", name: "Major" }] },
    { id: "seats", type: "number" },
    { id: "plan", type: "text" },
    { id: "vip", type: "boolean" },
    { id: "parts", type: "multiSelect", choices: ["screen", "mouse"] }
  ]
})
const asked = conditions(workspace)
const { all, any, not, status, priority, subject, assignee, team, tags, openedAt, messages } = asked

describe("given a workspace that the compiler knows", () => {
  test("a question is plain data", () => {
    const question = all(
      status.is("open"),
      any(priority.gte("high"), not(subject.matches("\\bfyi\\b"))),
      assignee.is({ my: "id" }),
      team.in(["front", { my: "teams" }]),
      tags.containsAny(["vip"]),
      openedAt.lt({ ago: 3_600_000 }),
      asked["fields.severity"].is("major"),
      asked["fields.parts"].containsAll(["screen"]),
      asked["commit.opened"].is(true),
      messages.isSet(),
      status.isSet(false),
      status.changed()
    )
    expectTypeOf(question).toEqualTypeOf<Question>()
    expect(question).toEqual({
      all: [
        { field: "status", op: "is", value: "open" },
        { any: [{ field: "priority", op: "gte", value: "high" }, { not: { field: "subject", op: "matches", value: "\\bfyi\\b" } }] },
        { field: "assignee", op: "is", value: { my: "id" } },
        { field: "team", op: "in", value: ["front", { my: "teams" }] },
        { field: "tags", op: "containsAny", value: ["vip"] },
        { field: "openedAt", op: "lt", value: { ago: 3_600_000 } },
        { field: "fields.severity", op: "is", value: "major" },
        { field: "fields.parts", op: "containsAll", value: ["screen"] },
        { field: "commit.opened", op: "is", value: true },
        { field: "messages", op: "isSet", value: true },
        { field: "status", op: "isSet", value: false },
        { field: "status", op: "changed" }
      ]
    })
  })
  test("what does not compile", () => {
    // @ts-expect-error no such status
    status.is("opn")
    // @ts-expect-error no such priority
    priority.in(["high", "urgnet"])
    // @ts-expect-error no such agent
    assignee.is("zoe")
    // @ts-expect-error agents are not compared with teams
    assignee.is({ my: "teams" })
    // @ts-expect-error a time is no priority
    priority.is({ ago: 1 })
    // @ts-expect-error no such choice
    asked["fields.severity"].is("mino")
    // @ts-expect-error a number
    asked["fields.seats"].gt("3")
    // @ts-expect-error a flag
    asked["fields.vip"].is("yes")
    // @ts-expect-error a list of them
    team.in("front")
    // @ts-expect-error said by somebody else
    asked["commit.by"].is("agnet")
    // @ts-expect-error there is no such field
    expect(asked["fields.colour"]).toBe(undefined)
    // @ts-expect-error texts have no order
    expect(subject.gt).toBe(undefined)
    // @ts-expect-error statuses have no order
    expect(status.lte).toBe(undefined)
    // @ts-expect-error lists do not begin with anything
    expect(tags.startsWith).toBe(undefined)
  })
  test("of a workspace that was decoded any word will do", () => {
    const decoded = Result.getOrThrow(decodeWorkspace({ name: "Acme", fields: [{ id: "severity", type: "select", choices: ["minor"] }] }))
    const { status, "fields.severity": severity } = conditions(decoded)
    expect(severity?.is("minor")).toEqual({ field: "fields.severity", op: "is", value: "minor" })
    expect(status.is("whatever")).toEqual({ field: "status", op: "is", value: "whatever" })
  })
})

describe("given a definition that the compiler reads", () => {
  const agents = [{ id: "bo", email: "bo@acme.example" }] as const
  const then = [{ _tag: "Tag", tags: ["seen"] }] as const
  test("questions in it compile, with its own words and fields", () => {
    const acme = defineWorkspace({
      name: "Acme",
      agents,
      statuses: [{ id: "triage", category: "new" }],
      fields: [{ id: "severity", type: "select", choices: ["minor", "major"] }],
      triggers: [
        {
          id: "a",
          where: {
            all: [
              { field: "status", op: "changedTo", value: "triage" },
              { any: [{ field: "fields.severity", op: "in", value: ["major"] }, { not: { field: "priority", op: "lt", value: "high" } }] },
              { field: "commit.text", op: "matches", value: "\\brefund\\b" },
              { field: "assignee", op: "isSet", value: false }
            ]
          },
          then
        }
      ],
      automations: [{ id: "b", after: "1d", where: { field: "statusCategory", op: "is", value: "pending" }, then }],
      macros: [{ id: "c", where: { field: "tags", op: "contains", value: "vip" }, then }],
      views: [
        {
          id: "d",
          where: {
            all: [
              { field: "assignee", op: "is", value: { my: "id" } },
              { field: "openedAt", op: "lt", value: { ago: 1000 } }
            ]
          }
        }
      ],
      slaPolicies: [
        { id: "e", where: { field: "department", op: "is", value: "support" }, targets: [{ metric: "firstReply", within: "4h" }] }
      ]
    })
    expectTypeOf(conditions(acme).status.is).parameter(0).toEqualTypeOf<"triage" | "open" | "pending" | "onHold" | "solved" | "closed">()
  })
  test("what does not compile is refused when it runs, too", () => {
    const refused = (define: () => unknown): void => expect(define).toThrow("problem")
    // @ts-expect-error no such priority
    refused(() => defineWorkspace({ name: "A", triggers: [{ id: "a", where: { field: "priority", op: "is", value: "urgnet" }, then }] }))
    refused(() =>
      defineWorkspace({
        name: "A",
        // @ts-expect-error no such field
        triggers: [{ id: "a", where: { all: [{ field: "colour", op: "isSet", value: true }] }, then }]
      })
    )
    // @ts-expect-error texts have no order
    refused(() => defineWorkspace({ name: "A", macros: [{ id: "a", where: { not: { field: "subject", op: "gt", value: "a" } }, then }] }))
    // @ts-expect-error no such agent
    refused(() => defineWorkspace({ name: "A", agents, views: [{ id: "a", where: { field: "assignee", op: "in", value: ["zoe"] } }] }))
    refused(() =>
      defineWorkspace({
        name: "A",
        // @ts-expect-error no such status
        automations: [{ id: "a", after: "1d", where: { field: "status", op: "is", value: "opn" }, then }]
      })
    )
  })
})
