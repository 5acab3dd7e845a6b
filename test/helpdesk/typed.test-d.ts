/** What the compiler knows of a desk: the words of its workspace. */
import { expectTypeOf, test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"

const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    statuses: [{ id: "waiting", category: "pending" }],
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
    fields: [
      { id: "floor", type: "number" },
      { id: "size", type: "select", choices: ["small", "large"] }
    ]
  })
})
const open = { requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" }

test("a wrong id does not compile", () => {
  void desk.prioritize("t", { as: "agent:bo", priority: "urgent" })
  // @ts-expect-error there is no such priority
  void desk.prioritize("t", { as: "agent:bo", priority: "urgnet" })
  // @ts-expect-error there is no such agent
  void desk.close("t", { as: "agent:zoe" })
  void desk.changeStatus("t", { as: "agent:bo", status: "waiting" })
  // @ts-expect-error there is no such status
  void desk.changeStatus("t", { as: "agent:bo", status: "wating" })
  void desk.setField("t", { as: "agent:bo", field: "size", value: "small" })
  // @ts-expect-error the field takes small or large
  void desk.setField("t", { as: "agent:bo", field: "size", value: "medium" })
  void desk.open({ ...open, fields: { floor: 2 } })
  // @ts-expect-error the field takes a number
  void desk.open({ ...open, fields: { floor: "second" } })
  // @ts-expect-error there is no such channel
  void desk.open({ ...open, via: "telepathy" })
})
test("what a verb answers", () => {
  expectTypeOf(desk.close).returns.resolves.toHaveProperty("ticket")
})
