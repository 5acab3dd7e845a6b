/** What a rule looks at, and what it may change: two rules that do not touch cannot get in each other's way. */
import type { Condition, Scalar } from "../../../condition/Condition.ts"
import type { Note } from "../../../ticket/commands/note.ts"
import type { Command } from "../../../ticket/decider.ts"
import type { Workspace } from "../../Workspace.ts"
import { testsOf } from "../space/Space.ts"

export interface Footprint {
  /** Fields; of a commit's events each by itself, `commit.events:Tagged`. */
  readonly reads: ReadonlySet<string>
  readonly writes: ReadonlySet<string>
}

export const footprintOf = (condition: Condition, commands: ReadonlyArray<Command>, workspace: Workspace): Footprint => {
  const writes = new Set(commands.flatMap(writesOf))
  if (workspace.slaPolicies.some(({ where }) => [...readsOf(where)].some((field) => writes.has(field)))) writes.add("policy").add("due")
  return { reads: readsOf(condition), writes }
}

export const touches = (writes: ReadonlySet<string>, fields: ReadonlySet<string>): boolean => {
  for (const field of writes) if (fields.has(field)) return true
  return false
}

export const readsOf = (condition: Condition): ReadonlySet<string> =>
  new Set(
    testsOf(condition).flatMap((test) =>
      test.field === "commit.events"
        ? "value" in test && test.op !== "isSet"
          ? [test.value].flat().map((event: Scalar) => `commit.events:${event}`)
          : []
        : [test.field]
    )
  )

const status = ["status", "statusCategory", "solvedAt", "closedAt", "escalated", "reopened", "commit.events:StatusChanged"]
const writesOf = (command: Command): ReadonlyArray<string> => ["updatedAt", ...ofCommand(command)]

const ofCommand = (command: Command): ReadonlyArray<string> => {
  switch (command._tag) {
    case "Prioritize":
      return ["priority", "priorityRank", "commit.events:Prioritized"]
    case "ChangeStatus":
    case "Close":
    case "Reopen":
      return status
    case "Reply":
      return ["messages", "commit.events:Replied", ...(command.then === undefined ? [] : status)]
    case "Note":
      return ["messages", "commit.events:Noted", ...(calls(command) ? ["followers", "commit.mentioned", "commit.events:Followed"] : [])]
    case "Forward":
      return ["messages", "commit.events:Forwarded"]
    case "Assign":
      return ["assignee", "team", "commit.events:Assigned"]
    case "Categorize":
      return ["category", "commit.events:Categorized"]
    case "Move":
      return [
        "department",
        "status",
        "statusCategory",
        "assignee",
        "team",
        "commit.events:Moved",
        ...(command.status === undefined ? [] : status)
      ]
    case "SetField":
      return [`fields.${command.field}`, "commit.events:FieldSet"]
    case "Rename":
      return ["subject", "commit.events:Renamed"]
    case "Tag":
      return ["tags", "commit.events:Tagged"]
    case "Untag":
      return ["tags", "commit.events:Untagged"]
    case "Follow":
      return ["followers", "commit.events:Followed"]
    case "Unfollow":
      return ["followers", "commit.events:Unfollowed"]
    case "SetDue":
      return ["due", "commit.events:DueSet"]
    case "Snooze":
      return ["snoozed", "commit.events:Snoozed"]
    case "Unsnooze":
      return ["snoozed", "commit.events:Unsnoozed"]
    case "SendMail":
      return ["commit.events:MailAsked"]
    case "Notify":
      return ["commit.events:NotificationAsked"]
    case "CallWebhook":
      return ["commit.events:WebhookAsked"]
    case "RequestApproval":
      return ["approvalsPending", "approvalsApproved", "approvalsRejected", "commit.events:ApprovalRequested"]
    case "WithdrawApproval":
      return ["approvalsPending", "approvalsApproved", "commit.events:ApprovalWithdrawn"]
    case "AddParticipant":
      return ["parties", "commit.events:ParticipantAdded"]
    case "RemoveParticipant":
      return ["parties", "commit.events:ParticipantRemoved"]
    case "Restrict":
      return ["restricted", "restrictedAgents", "restrictedTeams", "commit.events:Restricted"]
    default:
      return []
  }
}

/** Whether somebody may be called by name in it. */
const calls = ({ content, mentions }: Note): boolean => mentions !== undefined || content.text.includes("@")
