/** Which capability each command needs. A command without an entry does not compile. */
import type { Command } from "../ticket/decider.ts"
import type { Capability } from "./Capability.ts"

/** `own`: the desk does that by itself, and nobody else does. */
export const needs: { readonly [Tag in Command["_tag"]]: Capability | "own" } = {
  Open: "open",
  FollowUp: "open",
  Reply: "reply",
  Note: "note",
  Forward: "forward",
  Assign: "assign",
  ChangeStatus: "status",
  Close: "status",
  Reopen: "status",
  Prioritize: "edit",
  Categorize: "edit",
  SetField: "edit",
  Rename: "edit",
  SetDue: "edit",
  ChangeRequester: "edit",
  WaiveAnswer: "edit",
  Tag: "tag",
  Untag: "tag",
  Follow: "follow",
  Unfollow: "follow",
  AddParticipant: "participants",
  RemoveParticipant: "participants",
  ProposeParticipants: "participants",
  SendMail: "send",
  Notify: "send",
  CallWebhook: "send",
  Resolve: "resolve",
  PlanActivity: "plan",
  ChangeActivity: "plan",
  CompleteActivity: "plan",
  ReopenActivity: "plan",
  RemoveActivity: "plan",
  LogTime: "logTime",
  ReverseTime: "logTime",
  Suggest: "suggest",
  AcceptSuggestion: "suggest",
  RequestApproval: "requestApproval",
  ReplaceApprover: "requestApproval",
  WithdrawApproval: "requestApproval",
  Vote: "vote",
  DelegateVote: "vote",
  MergeInto: "merge",
  Absorb: "merge",
  Redirect: "merge",
  Release: "merge",
  Unmerge: "merge",
  Begin: "split",
  GiveMessages: "split",
  TakeMessages: "split",
  Link: "link",
  Unlink: "link",
  Restrict: "restrict",
  Move: "move",
  Snooze: "plan",
  Unsnooze: "plan",
  Attach: "note",
  Remove: "remove",
  Restore: "restore",
  Purge: "purge",
  PurgeMessages: "purge",
  // Whose it is to say how it was, the command itself asks.
  Rate: "read",
  ApplyPolicy: "own",
  ReachThreshold: "own",
  Breach: "own",
  RunAutomation: "own",
  SuppressRules: "own",
  ReviewApprovals: "own",
  Remind: "own",
  Conclude: "own",
  KeepArticle: "own",
  KeepStatus: "own",
  WakeUp: "own",
  PlanRating: "own",
  RequestRating: "own",
  WithdrawRating: "own",
  ExpireRating: "own",
  Erase: "own",
  AskErasure: "own",
  ReportUndelivered: "own"
}

/** Of all that is asked of one ticket at once. What a merge or a split brings along, or takes back, is part of it. */
export const neededBy = (commands: ReadonlyArray<Command>): ReadonlyArray<Capability | "own"> => {
  const whole: ReadonlyArray<Capability> = commands.some(({ _tag }) => joins.has(_tag))
    ? ["merge"]
    : commands.some(({ _tag }) => _tag === "Begin")
      ? ["split"]
      : []
  const own = whole.length === 0 ? commands : commands.filter(({ _tag }) => _tag === "Remove" || _tag === "Restore")
  return [...new Set([...whole, ...own.flatMap(neededByOne)])]
}

const joins: ReadonlySet<string> = new Set(["MergeInto", "Absorb", "Redirect", "Release", "Unmerge"])

/** An answer that leaves the ticket in another status changes the status; a file that the customer sees is an answer. */
const neededByOne = (command: Command): ReadonlyArray<Capability | "own"> => {
  if (command._tag === "Remove" && command.as === "spam") return ["spam"]
  if (command._tag === "Attach" && command.visibility === "public") return ["reply"]
  return "then" in command ? [needs[command._tag], "status"] : [needs[command._tag]]
}
