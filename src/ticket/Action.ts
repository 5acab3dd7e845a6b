/** What rules and macros do to a ticket: commands, as an agent could give them. */
import * as Schema from "effect/Schema"
import { Command } from "./decider.ts"

/** What the desk does to tickets by itself is nobody's action; neither is opening one. */
const ownCommands: ReadonlySet<string> = new Set([
  "Open",
  "ApplyPolicy",
  "Breach",
  "ReachThreshold",
  "RunAutomation",
  "SuppressRules",
  "ReviewApprovals",
  "ProposeParticipants",
  // People are looked up in the directory.
  "ChangeRequester",
  "ReportUndelivered",
  "Begin",
  "MergeInto",
  "Redirect",
  "Absorb",
  "Release",
  "Unmerge",
  "GiveMessages",
  "TakeMessages",
  // Each takes two tickets.
  "Link",
  "Unlink",
  "Conclude",
  "KeepStatus",
  "FollowUp",
  "Suggest",
  "AcceptSuggestion",
  // What was solved, planned and spent, people say themselves.
  "Resolve",
  "KeepArticle",
  "PlanActivity",
  "ChangeActivity",
  "CompleteActivity",
  "ReopenActivity",
  "RemoveActivity",
  "Remind",
  // Takes along what was merged into it.
  "Remove",
  "Restore",
  "Purge",
  "PurgeMessages",
  "WakeUp",
  // Its files are kept before it is asked.
  "Attach",
  "LogTime",
  "ReverseTime",
  // How it was, the requester says.
  "PlanRating",
  "RequestRating",
  "WithdrawRating",
  "ExpireRating",
  "Rate",
  "Erase",
  "AskErasure"
])
export const isAction = (command: Command): boolean => !ownCommands.has(command._tag)

/** The names of all commands are no help to whoever misspelt one. */
const expected = 'a command like { _tag: "Tag", tags: ["vip"] }'

export const Action: Schema.Codec<Command> = Command.annotate({ expected }).check(
  Schema.makeFilter((command: Command) => isAction(command) || `a command that a rule may give, not ${command._tag}`)
)

const speaks: ReadonlySet<string> = new Set(["Reply", "Note", "Forward"])
const saysOnce = Schema.makeFilter((then: ReadonlyArray<Command>) =>
  then.filter(({ _tag }) => speaks.has(_tag)).length > 1 ? "at most one Reply, Note or Forward" : undefined
)

/** Granted together, or none of them; at most one of them says something. */
export const Actions = Schema.Array(Action).check(Schema.isMaxLength(50), saysOnce)

const TimedAction: Schema.Codec<Command> = Command.check(
  Schema.makeFilter(
    (command: Command) => isAction(command) || command._tag === "AskErasure" || `a command that an automation may give, not ${command._tag}`
  )
)
/** The same for what only time may bring about: erasing, beside all else. */
export const TimedActions = Schema.Array(TimedAction).check(Schema.isMaxLength(50), saysOnce)
