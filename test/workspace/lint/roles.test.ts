/** What roles are told. */
import * as Result from "effect/Result"
import { expect, test } from "vitest"
import { decodeWorkspace } from "../../../src/workspace/define.ts"
import { lint } from "../../../src/workspace/lint/index.ts"

const found = (definition: object) =>
  lint(Result.getOrThrow(decodeWorkspace({ name: "Acme", ...definition }))).map(({ check, path }) => [check, path])
const bo = { id: "bo", email: "bo@acme.example" }
const role = (id: string, ...can: ReadonlyArray<string>) => ({ id, grants: can.length === 0 ? [] : [{ can }] })

test("a role without grants, an agent without a role, and what nobody may", () => {
  const macros = [{ id: "thanks", then: [{ _tag: "Reply", text: "Thanks", then: "solve" }] }]
  const approvals = [{ id: "budget", steps: [{ id: "first", approvers: [{ agent: "bo" }] }] }]
  const agents = [
    { ...bo, roles: ["voice"] },
    { ...bo, id: "cy", email: "cy@acme.example" }
  ]
  const roles = [role("empty"), role("voice", "read", "reply"), role("unheld", "vote", "status")]
  expect(found({ agents, roles, macros, approvals })).toEqual([
    ["grantsNothing", "roles[0]"],
    ["noRole", "agents[1]"],
    ["nobodyMay", "macros[0]"],
    ["nobodyMay", "approvals[0]"]
  ])
})
test("nothing, where there are none, or where all is well", () => {
  expect(found({ agents: [bo] })).toEqual([])
  expect(found({ agents: [{ ...bo, roles: ["all"] }], roles: [role("all", "read", "vote")] })).toEqual([])
})
test("a grant for no ticket, a rule that restricts, and two of them that meet", () => {
  const never = { all: [{ field: "department", op: "is", value: "support" }, { not: { field: "department", op: "is", value: "support" } }] }
  expect(found({ agents: [{ ...bo, roles: ["r"] }], roles: [{ id: "r", grants: [{ can: ["read"], where: never }] }] })).toEqual([
    ["neverTrue", "roles[0].grants[0].where"]
  ])
  const triggers = [
    { id: "hush", where: { field: "subject", op: "contains", value: "hr" }, then: [{ _tag: "Restrict", agents: ["bo"], teams: [] }] },
    { id: "flag", where: { field: "restricted", op: "is", value: true }, then: [{ _tag: "Prioritize", priority: "high" }] }
  ]
  expect(found({ agents: [bo], triggers }).every(([check]) => check === "orderMatters")).toBe(true)
})
