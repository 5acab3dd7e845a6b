/** What the compiler knows of a desk's links. */
import { test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"

const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
    links: ["sibling", { id: "step", name: "needs", inverse: "is a step of", acyclic: true, onClose: "rollUp" }],
    views: [{ id: "families", where: { field: "linksTo", op: "containsAny", value: ["sibling", "parent"] } }]
  })
})

test("a type of link that is not there does not compile", () => {
  void desk.link("a", { as: "agent:bo", type: "step", to: "b" })
  void desk.unlink("a", { as: "agent:bo", type: "parent", to: "b" })
  // @ts-expect-error there is no such type
  void desk.link("a", { as: "agent:bo", type: "cousin", to: "b" })
  void desk.find({ where: { field: "linksFrom", op: "contains", value: "sibling" } })
  // @ts-expect-error there is no such type
  const wrong = () => defineWorkspace({ name: "Acme", views: [{ id: "v", where: { field: "linksTo", op: "contains", value: "cousin" } }] })
  // @ts-expect-error there is no such consequence
  const odd = () => defineWorkspace({ name: "Acme", links: [{ id: "a", onClose: "explode" }] })
  // @ts-expect-error there is no such heirloom
  const poor = () => defineWorkspace({ name: "Acme", followUp: { inherit: ["subject"] } })
  void [wrong, odd, poor]
})
