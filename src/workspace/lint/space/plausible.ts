/** Whether a ticket, as far as it is chosen, can come about: its facts must not speak against each other. */
import { fits } from "../../../ticket/commands/assign.ts"
import { isDone, type Category } from "../../../ticket/Status.ts"
import type { Workspace } from "../../Workspace.ts"
import type { Glimpse } from "./Glimpse.ts"
import { NOW } from "./values.ts"

export const isPlausible = (glimpse: Glimpse, workspace: Workspace): boolean =>
  isOneTicket(glimpse.now, workspace) && isOneTicket(glimpse.before, workspace) && isOneCommit(glimpse)

const isOneTicket = (facts: Glimpse["now"], workspace: Workspace): boolean => {
  const { assignee, team, statusCategory, solvedAt, closedAt, escalated } = facts
  if (typeof assignee === "string" && typeof team === "string" && !fits(assignee, team, workspace)) return false
  if (isTwofold(facts)) return false
  if (typeof facts["activityDue"] === "number" && facts["activitiesOpen"] === 0) return false
  if (typeof facts["rating"] === "number" && facts["ratingAsked"] === null) return false
  if (facts["restricted"] === false && [...entriesOf(facts["restrictedAgents"]), ...entriesOf(facts["restrictedTeams"])].length > 0)
    return false
  for (const field of past) {
    const at = facts[field]
    if (typeof at === "number" && at > NOW) return false
  }
  if (isSpokenAmiss(facts)) return false
  if (typeof statusCategory !== "string") return true
  const done = isDone(statusCategory as Category)
  if (solvedAt !== undefined && (solvedAt !== null) !== done) return false
  if (closedAt !== undefined && (closedAt !== null) !== (statusCategory === "closed")) return false
  return escalated !== true || !done
}
/** The last word is the later of those that there were. */
const isSpokenAmiss = ({ spokenAt, openedAt, askedAt, answeredAt }: Glimpse["now"]): boolean => {
  if (typeof spokenAt !== "number") return false
  const words = [openedAt, askedAt, answeredAt]
  return words.some((at) => typeof at === "number" && at > spokenAt) || (words.every((at) => at !== undefined) && !words.includes(spokenAt))
}
/** An approval is one of these at a time, and what was just decided is decided. */
const isTwofold = (facts: Glimpse["now"]): boolean => {
  const [pending, approved, rejected] = [
    entriesOf(facts["approvalsPending"]),
    entriesOf(facts["approvalsApproved"]),
    entriesOf(facts["approvalsRejected"])
  ]
  return (
    pending.some((id) => approved.includes(id) || rejected.includes(id)) ||
    approved.some((id) => rejected.includes(id)) ||
    entriesOf(facts["commit.approved"]).some((id) => pending.includes(id) || rejected.includes(id)) ||
    entriesOf(facts["commit.rejected"]).some((id) => pending.includes(id) || approved.includes(id))
  )
}
const entriesOf = (fact: unknown): ReadonlyArray<unknown> => (Array.isArray(fact) ? fact : [])
const past = ["openedAt", "updatedAt", "askedAt", "answeredAt", "spokenAt", "solvedAt", "closedAt", "ratingAsked"] as const

/** The events of the commit must have made what changed, and nothing else can have. */
export const isOneCommit = ({ now, before, opens }: Glimpse): boolean => {
  if (opens === false && Object.keys(before).some((field) => lasting.has(field) && !isSame(before[field], now[field]))) return false
  const events = now["commit.events"]
  const said = now["commit.said"]
  const text = now["commit.text"]
  if (typeof text === "string" && Array.isArray(said) && said.length === 0) return false
  if (!Array.isArray(events)) return true
  if (opens !== null && events.includes("Opened") !== opens) return false
  if (events.length === 0) return false
  for (const [list, event] of told) {
    const entries = now[list]
    if (Array.isArray(entries) && entries.length > 0 !== events.includes(event)) return false
  }
  const called = now["commit.mentioned"]
  if (Array.isArray(called) && called.length > 0 && !events.includes("Noted")) return false
  if (opens !== false) return true
  if (Array.isArray(said) && said.includes("public") !== events.includes("Replied")) return false
  if (Array.isArray(said) && said.includes("internal") !== (events.includes("Noted") || events.includes("Forwarded"))) return false
  return Object.keys(before).every((field) => isSame(before[field], now[field]) || makers(field).some((maker) => events.includes(maker)))
}

/** What no command changes. */
const lasting: ReadonlySet<string> = new Set([
  "kind",
  "brand",
  "requester",
  "organization",
  "channel",
  "receivedAt",
  "reference",
  "openedAt"
])

const told = [
  ["commit.breached", "Breached"],
  ["commit.thresholds", "ThresholdReached"],
  ["commit.automations", "AutomationRan"]
] as const

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Events that can change a field. */
const makers = (field: string): ReadonlyArray<string> =>
  field.startsWith("fields.")
    ? ["FieldSet", "Moved"]
    : Object.hasOwn(byField, field)
      ? byField[field as keyof typeof byField]
      : ["Replied", "Noted", "Forwarded"]

const approving: ReadonlyArray<string> = [
  "ApprovalRequested",
  "Voted",
  "ApproverReplaced",
  "ApprovalWithdrawn",
  "ApprovalInvalidated",
  "ApprovalEscalated",
  "ApprovalExpired"
]
const linking: ReadonlyArray<string> = ["Linked", "Unlinked", "FollowedUp"]
const planning: ReadonlyArray<string> = ["ActivityPlanned", "ActivityChanged", "ActivityCompleted", "ActivityReopened", "ActivityRemoved"]
const byField = {
  status: ["StatusChanged", "Moved"],
  statusCategory: ["StatusChanged", "Moved"],
  department: ["Moved"],
  solvedAt: ["StatusChanged"],
  closedAt: ["StatusChanged"],
  reopened: ["StatusChanged"],
  escalated: ["StatusChanged", "Breached"],
  priority: ["Prioritized"],
  priorityRank: ["Prioritized"],
  assignee: ["Assigned"],
  team: ["Assigned"],
  category: ["Categorized"],
  subject: ["Renamed"],
  tags: ["Tagged", "Untagged"],
  followers: ["Followed", "Unfollowed"],
  policy: ["PolicyApplied"],
  due: ["DueSet", "PolicyApplied"],
  approvalsPending: approving,
  approvalsApproved: approving,
  approvalsRejected: approving,
  activitiesOpen: planning,
  activityDue: planning,
  timeSpent: ["TimeLogged", "TimeReversed"],
  rating: ["Rated"],
  ratingAsked: ["RatingRequested"],
  ratingDue: ["RatingPlanned", "RatingRequested", "RatingWithdrawn"],
  snoozed: ["Snoozed", "Unsnoozed", "WokenUp"],
  restricted: ["Restricted"],
  restrictedAgents: ["Restricted"],
  restrictedTeams: ["Restricted"],
  parties: ["ParticipantAdded", "ParticipantRemoved"],
  linksTo: linking,
  linksFrom: linking
} as const
