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
    ],
    approvals: [{ id: "budget", steps: [{ id: "first", approvers: [{ agent: "bo" }, { field: "size" }] }], covers: ["fields.floor"] }],
    views: [{ id: "waiting", where: { field: "approvalsPending", op: "contains", value: "budget" } }]
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
  void desk.requestApproval("t", { as: "agent:bo", approval: "budget" })
  // @ts-expect-error there is no such approval
  void desk.requestApproval("t", { as: "agent:bo", approval: "bugdet" })
  // @ts-expect-error only agents vote
  void desk.vote("t", { as: "system", approval: "budget", answer: "yes" })
  // @ts-expect-error there is no such agent
  void desk.delegateVote("t", { as: "agent:bo", approval: "budget", to: "zoe" })
  void desk.open({ ...open, fields: { floor: 2 } })
  // @ts-expect-error the field takes a number
  void desk.open({ ...open, fields: { floor: "second" } })
  // @ts-expect-error there is no such channel
  void desk.open({ ...open, via: "telepathy" })
})
test("what a verb answers", () => {
  expectTypeOf(desk.close).returns.resolves.toHaveProperty("ticket")
})
test("an approval asks who is there, covers what is there, and counts by a calendar that is there", () => {
  const step = { id: "first", approvers: [{ agent: "bo" }] } as const
  const base = { name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] } as const
  // @ts-expect-error there is no such agent
  const define = () => defineWorkspace({ ...base, approvals: [{ id: "a", steps: [{ ...step, approvers: [{ agent: "zoe" }] }] }] })
  // @ts-expect-error there is no such field
  const covering = () => defineWorkspace({ ...base, approvals: [{ id: "a", steps: [step], covers: ["fields.cost"] }] })
  const waiting = () =>
    // @ts-expect-error there is no such calendar
    defineWorkspace({ ...base, approvals: [{ id: "a", steps: [{ ...step, expiries: [{ after: "1h", calendar: "x", then: "reject" }] }] }] })
  // @ts-expect-error there is no such approval
  const asking = () => defineWorkspace({ ...base, views: [{ id: "v", where: { field: "approvalsPending", op: "contains", value: "x" } }] })
  void [define, covering, waiting, asking]
})
