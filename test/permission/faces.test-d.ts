/** What the compiler knows of the desk in somebody's hands. */
import { expectTypeOf, test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { roles } from "../../src/permission/index.ts"

const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    roles: [roles.admin, { id: "clerk", grants: [{ can: ["read"], where: { field: "department", op: "is", value: "sales" } }] }],
    departments: ["support", "sales"],
    agents: [{ id: "bo", email: "bo@acme.example", roles: ["clerk"] }],
    fields: [{ id: "size", type: "select", choices: ["small", "large"] }]
  })
})
const bo = desk.as("agent:bo")
const ada = desk.as("requester:r-1")

test("a role that is not there, a capability that is none, a word that is not there: none of them compiles", () => {
  const base = { name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] } as const
  // @ts-expect-error there is no such role
  const strange = () => defineWorkspace({ ...base, roles: [roles.admin], agents: [{ id: "bo", email: "b@a.example", roles: ["x"] }] })
  // @ts-expect-error nobody can fly
  const flying = () => defineWorkspace({ ...base, roles: [{ id: "bird", grants: [{ can: ["fly"] }] }] })
  const clerk = (department: "support" | "x") =>
    defineWorkspace({
      ...base,
      // @ts-expect-error there is no department x
      roles: [{ id: "c", grants: [{ can: ["read"], where: { field: "department", op: "is", value: department } }] }]
    })
  // @ts-expect-error there is no such agent
  void (() => desk.as("agent:zoe"))
  void [strange, flying, clerk]
})
test("an agent's verbs know who asks; what is the application's is not there", () => {
  void (() => bo.reply("t", { text: "On it", then: "solve" }))
  void (() => bo.close("t"))
  void (() => bo.setField("t", { field: "size", value: "small" }))
  // @ts-expect-error the field takes small or large
  void (() => bo.setField("t", { field: "size", value: "medium" }))
  // @ts-expect-error there is no such priority
  void (() => bo.prioritize("t", { priority: "urgnet" }))
  // @ts-expect-error who asks is said already
  void (() => bo.tag("t", { as: "system", tags: [] }))
  void (() => bo.perform("t", { commands: [{ _tag: "Close" }] }))
  expectTypeOf<Extract<"receive" | "tick" | "rehearse" | "as" | "castBallot" | "stop", keyof typeof bo>>().toEqualTypeOf<never>()
  expectTypeOf<"find" | "count" | "views" | "events" | "merge" extends keyof typeof bo ? true : false>().toEqualTypeOf<true>()
})
test("somebody outside has a few verbs, and nothing internal in what they answer", () => {
  expectTypeOf<keyof typeof ada>().toEqualTypeOf<"open" | "reply" | "get" | "find" | "timeline" | "rate" | "can">()
  expectTypeOf(ada.get).returns.resolves.toHaveProperty("status").toEqualTypeOf<string>()
  // @ts-expect-error it is the desk's own
  void (async () => (await ada.get("t")).tags)
})
