import { describe, expect, test } from "vitest"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { customerStatus } from "../../src/workspace/customerStatus.ts"
import { nameOf } from "../../src/workspace/naming.ts"

describe("a desk that says only its name", () => {
  const workspace = defineWorkspace({ name: "Acme" })

  test("has the six statuses of a ticket's life, each the default of its category", () => {
    expect([...workspace.statuses.keys()]).toEqual(["new", "open", "pending", "onHold", "solved", "closed"])
    expect(workspace.defaultStatus.onHold).toEqual({
      id: "onHold",
      category: "onHold",
      name: "On hold",
      customerName: "Open",
      slaEffect: "byCategory",
      isDefault: true
    })
  })
  test("has four priorities in rank order, normal where none is named, and four kinds", () => {
    expect([...workspace.priorities.values()].map(({ priority, rank }) => [priority.name, rank])).toEqual([
      ["Low", 0],
      ["Normal", 1],
      ["High", 2],
      ["Urgent", 3]
    ])
    expect(workspace.defaultPriority).toBe("normal")
    expect([...workspace.kinds.values()].map((kind) => [kind.id, kind.nature])).toEqual([
      ["question", "question"],
      ["incident", "incident"],
      ["problem", "problem"],
      ["task", "task"]
    ])
  })
  test("has one department and one brand, which is called like the desk but keeps its id when the desk is renamed", () => {
    expect(workspace.defaultDepartment).toBe("support")
    expect(workspace.defaultBrand).toBe("main")
    expect(workspace.brands.get("main")?.name).toBe("Acme")
    expect(defineWorkspace({ name: "Umbrella" }).defaultBrand).toBe("main")
  })
  test("sends no mail of its own, acknowledges requests, keeps files up to 20 MB, reopens for 30 days", () => {
    expect(workspace.supportAddresses).toEqual([])
    expect(workspace.defaultAddress).toBeNull()
    expect(workspace.acknowledge).toBe(true)
    expect(workspace.onAgentCreate).toBe("self")
    expect(workspace.mentions).toEqual({ follow: true })
    expect(workspace.purgeAfter).toEqual({ removed: 30, spam: 90, quarantine: 90 })
    expect(workspace.attachmentLimit).toBe(20_971_520)
    expect(workspace.followUp.get("support")).toEqual({ reopenWithinDays: 30, afterwards: "followUp", inherit: ["tags", "fields"] })
    expect(workspace.agents.size).toBe(0)
  })
})

describe("a desk that says more", () => {
  test("a status of one's own joins the defaults of the other categories", () => {
    const { statuses, defaultStatus } = defineWorkspace({ name: "Acme", statuses: [{ id: "waitingForParts", category: "onHold" }] })
    expect([...statuses.keys()]).toEqual(["waitingForParts", "new", "open", "pending", "solved", "closed"])
    expect(defaultStatus.onHold.id).toBe("waitingForParts")
    expect(defaultStatus.onHold.name).toBe("Waiting for parts")
  })
  test("priorities without a normal one: tickets have none until somebody says so", () => {
    expect(defineWorkspace({ name: "Acme", priorities: ["p3", "p2", "p1"] }).defaultPriority).toBeNull()
    expect(defineWorkspace({ name: "Acme", priorities: ["p3", "p2", "p1"], defaultPriority: "p2" }).defaultPriority).toBe("p2")
    expect(defineWorkspace({ name: "Acme", defaultPriority: null }).defaultPriority).toBeNull()
  })
  test("a channel of the catalogue can be described anew, and others added", () => {
    const { channels } = defineWorkspace({ name: "Acme", channels: [{ id: "sms", maxLength: 160 }, "fax"] })
    expect(channels.get("sms")).toMatchObject({ name: "Text message", maxLength: 160, attachments: false })
    expect(channels.get("fax")).toMatchObject({ name: "Fax", inbound: true, outbound: true, threads: false, maxLength: null })
    expect(channels.get("email")?.threads).toBe(true)
  })
  test("an agent who names no departments hears about all of them", () => {
    const { agents } = defineWorkspace({
      name: "Acme",
      departments: ["support", "sales"],
      agents: [
        { id: "bo", email: "Bo@ACME.test" },
        { id: "eve", email: "eve@acme.test", departments: ["sales"] }
      ]
    })
    expect(agents.get("bo")).toEqual({ id: "bo", name: "Bo", email: "Bo@acme.test", teams: [], departments: ["support", "sales"] })
    expect(agents.get("eve")?.departments).toEqual(["sales"])
  })
  test("the first address that is no wildcard is where other mail leaves from", () => {
    const supportAddresses = ["*@acme.test", { address: "HELP@acme.test", replyFrom: "Desk@Acme.test" }, "buy@acme.test"]
    const workspace = defineWorkspace({ name: "Acme", supportAddresses })
    expect(workspace.defaultAddress).toBe("Desk@acme.test")
    expect(workspace.supportAddresses[1]).toEqual({
      address: "HELP@acme.test",
      brand: null,
      department: null,
      replyFrom: "Desk@acme.test",
      plus: false
    })
  })
  test("a department has its own word on late replies; the others keep the default", () => {
    const { followUp } = defineWorkspace({
      name: "Acme",
      departments: ["support", "billing"],
      followUp: [{ department: "billing", reopenWithinDays: 0 }]
    })
    expect(followUp.get("billing")).toEqual({ reopenWithinDays: 0, afterwards: "followUp", inherit: ["tags", "fields"] })
    expect(followUp.get("support")).toEqual({ reopenWithinDays: 30, afterwards: "followUp", inherit: ["tags", "fields"] })
  })
  test("fields have what they do not say: nothing required, nothing shown to requesters", () => {
    const { fields } = defineWorkspace({
      name: "Acme",
      fields: [
        { id: "severity", type: "select", choices: ["minor", { id: "major", name: "Really bad" }], requiredOn: ["solved"] },
        { id: "place", type: "tree", choices: [{ id: "paris", children: ["louvre"] }] },
        { id: "seats", type: "number", minimum: 1 }
      ]
    })
    expect(fields.get("severity")).toEqual({
      id: "severity",
      type: "select",
      name: "Severity",
      requiredOn: ["solved"],
      visible: false,
      choices: [
        { id: "minor", name: "Minor" },
        { id: "major", name: "Really bad" }
      ]
    })
    expect(fields.get("place")).toMatchObject({
      choices: [{ id: "paris", name: "Paris", children: [{ id: "louvre", name: "Louvre", children: [] }] }]
    })
    expect(fields.get("seats")).toMatchObject({ minimum: 1, maximum: null })
  })
  test("a contradiction is thrown, with everything that is wrong in its message", () => {
    const twice: ReadonlyArray<{ readonly id: string; readonly email: string }> = [
      { id: "bo", email: "bo@acme.test" },
      { id: "bo", email: "bo@acme.test" }
    ]
    expect(() => defineWorkspace({ name: "Acme", agents: twice })).toThrow(
      expect.objectContaining({
        _tag: "WorkspaceInvalid",
        message: `the workspace's definition has 2 problems:\n  agents[1].id: "bo" is taken by agents[0]\n  agents[1].email: "bo@acme.test" is taken by agents[0]`
      })
    )
  })
})

describe("what the requester reads", () => {
  const workspace = defineWorkspace({
    name: "Acme",
    statuses: [
      { id: "triage", category: "new", name: "Nobody looked yet" },
      { id: "working", category: "open", customerName: "In progress" },
      { id: "vendor", category: "onHold", name: "Vendor is slow", isDefault: true },
      { id: "parts", category: "onHold", name: "Out of parts", customerName: "Parts ordered" }
    ]
  })
  test.each([
    ["triage", "new", "Open"],
    ["working", "open", "In progress"],
    ["vendor", "onHold", "In progress"],
    ["parts", "onHold", "Parts ordered"],
    ["pending", "pending", "Awaiting your reply"],
    ["closed", "closed", "Closed"]
  ] as const)("%s, a status of %s, reads %s", (status, statusCategory, label) => {
    expect(customerStatus(workspace, { status, statusCategory })).toBe(label)
  })
  test("a status that is no longer there reads as its category", () => {
    expect(customerStatus(workspace, { status: "legal-nightmare", statusCategory: "onHold" })).toBe("Open")
  })
  test("that a ticket is escalated does not show", () => {
    const escalated = { status: "working", statusCategory: "open", escalated: true } as const
    expect(customerStatus(workspace, escalated)).toBe(customerStatus(workspace, { ...escalated, escalated: false } as never))
  })
})

describe("names from ids", () => {
  test.each([
    ["onHold", "On hold"],
    ["wait_for-parts", "Wait for parts"],
    ["VIPDesk", "VIP desk"],
    ["p1", "P1"],
    ["EMEA", "EMEA"],
    ["a__b", "A b"]
  ])("%s → %s", (id, name) => {
    expect(nameOf(id)).toBe(name)
  })
})
