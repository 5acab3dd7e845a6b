/** Roles that most desks have, as values: take them as they are, or spread them into your own. */
import { type Capability, capabilities } from "./Capability.ts"

const all = Object.keys(capabilities) as ReadonlyArray<Capability>
/** What everyday work takes; what cannot be taken back, and what concerns people rather than tickets, is left out. */
const work: ReadonlyArray<Capability> = [
  "read",
  "open",
  "reply",
  "note",
  "forward",
  "assign",
  "status",
  "edit",
  "tag",
  "follow",
  "participants",
  "send",
  "resolve",
  "plan",
  "logTime",
  "suggest",
  "requestApproval",
  "vote",
  "merge",
  "split",
  "link",
  "move",
  "spam",
  "restore"
]
const myDepartments = { field: "department", op: "is", value: { my: "departments" } } as const

/** Everything, also what is restricted to others. */
export const admin = { id: "admin", name: "Admin", grants: [{ can: all }] } as const
/** Everyday work with every ticket. */
export const agent = { id: "agent", name: "Agent", grants: [{ can: work }] } as const
/** Everyday work with the tickets of their own departments. */
export const ofDepartment = { id: "ofDepartment", name: "Agent of a department", grants: [{ can: work, where: myDepartments }] } as const
/** Reads every ticket and writes for the desk alone. */
export const lightAgent = { id: "lightAgent", name: "Light agent", grants: [{ can: ["read", "note"] }] } as const
