/** A desk with people of every kind around it, for the tests of permissions. */
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Done } from "../../src/helpdesk/together.ts"
import { roles } from "../../src/permission/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

export const begin = Date.parse("2026-01-05T09:00:00Z")

export const workspace = defineWorkspace({
  name: "Acme",
  departments: ["support", "sales"],
  teams: ["hr"],
  roles: [roles.admin, roles.ofDepartment, roles.lightAgent, { id: "hr", grants: [{ can: ["restrict"] }] }],
  colleagues: "read",
  supportAddresses: ["help@acme.example"],
  agents: [
    { id: "ann", email: "ann@acme.example", roles: ["admin"] },
    { id: "bo", email: "bo@acme.example", departments: ["support"], roles: ["ofDepartment", "hr"] },
    { id: "cy", email: "cy@acme.example", departments: ["sales"], roles: ["ofDepartment"] },
    { id: "di", email: "di@acme.example", departments: ["support"], teams: ["hr"], roles: ["ofDepartment"] },
    { id: "li", email: "li@acme.example", departments: [], roles: ["lightAgent"] }
  ],
  fields: [
    { id: "seats", type: "number", visible: true },
    { id: "margin", type: "number" }
  ],
  approvals: [{ id: "budget", steps: [{ id: "first", approvers: [{ agent: "ann" }, { agent: "bo" }] }] }],
  approvalPage: "https://desk.example/a?t={token}",
  views: [{ id: "all", where: { all: [] } }],
  macros: [
    { id: "sales", where: { field: "department", op: "is", value: "sales" }, then: [{ _tag: "Close" }] },
    { id: "thanks", then: [{ _tag: "Reply", text: "Thank you", then: "solve" }] }
  ],
  timeTypes: ["phone"]
})

export const secrets = ["a secret of the tests"]

/** Several of one tenant or of others may share a store. */
export const house = (storage: Storage = memory(), tenant = "main", name = "n") => {
  const clock = { at: begin }
  let drawn = 0
  const blobs: Array<string> = []
  const kept = memoryBlobs()
  const desk = createHelpdesk({
    workspace,
    storage,
    tenant,
    now: () => (clock.at += 1000),
    newId: () => `${name}${++drawn}`,
    mail: { secrets },
    blobs: {
      ...kept,
      put: (tenant, bytes) => {
        blobs.push(`${tenant} ${bytes.length}`)
        return kept.put(tenant, bytes)
      }
    }
  })
  const opened = async (department: "support" | "sales", more: object = {}): Promise<Done["ticket"]> => {
    const { ticket } = await desk.open({
      requester: { email: "ada@lovelace.example" },
      subject: `A matter of ${department}`,
      text: "Help",
      department,
      cc: ["eve@example.org"],
      ...more
    })
    return ticket
  }
  return { desk, storage, tenant, clock, blobs, opened }
}

/** What somebody is told who is refused. */
export const told = async (asked: () => unknown): Promise<unknown> => {
  try {
    await asked()
    return "granted"
  } catch (refusal) {
    if (!(refusal instanceof Error && "_tag" in refusal)) throw refusal
    return { ...refusal, message: refusal.message }
  }
}

/** How many events a tenant has, of all streams. */
export const written = async (storage: Storage, tenant = "main"): Promise<number> => (await storage.feed(tenant, 0, 1e6)).position
