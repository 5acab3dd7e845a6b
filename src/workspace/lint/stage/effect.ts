/** What commands make of a ticket, as far as they say so themselves: a guide for searching. What really happens is found by running them. */
import type { Fact } from "../../../condition/Condition.ts"
import * as Text from "../../../text/Text.ts"
import { named } from "../../../ticket/commands/changeStatus.ts"
import type { Command } from "../../../ticket/decider.ts"
import * as Field from "../../../ticket/Field.ts"
import { factOf } from "../../ticketFacts.ts"
import type { Workspace } from "../../Workspace.ts"
import type { Glimpse } from "../space/Glimpse.ts"

export interface Effect {
  readonly sets: Readonly<Record<string, Fact>>
  readonly lists: ReadonlyArray<{ readonly field: string; readonly entry: string; readonly isIn: boolean }>
}

export const effectOf = (commands: ReadonlyArray<Command>, workspace: Workspace): Effect => {
  const sets: Record<string, Fact> = {}
  const lists: Array<Effect["lists"][number]> = []
  for (const command of commands) {
    const status = statusOf(command, workspace)
    if (status !== undefined) Object.assign(sets, status)
    switch (command._tag) {
      case "Prioritize":
        sets["priority"] = command.priority
        sets["priorityRank"] = command.priority === null ? null : (workspace.priorities.get(command.priority)?.rank ?? null)
        break
      case "Assign":
        if (command.agent !== undefined) sets["assignee"] = command.agent
        if (command.team !== undefined) sets["team"] = command.team
        break
      case "Categorize":
        sets["category"] = command.category
        break
      case "Rename":
        sets["subject"] = Text.fold(command.subject)
        break
      case "SetField":
        sets[`fields.${command.field}`] = factOf(workspace.fields.get(command.field), Field.settled(command.value))
        break
      case "Tag":
      case "Untag":
        for (const tag of command.tags) lists.push({ field: "tags", entry: Text.fold(tag), isIn: command._tag === "Tag" })
        break
      case "RequestApproval":
        lists.push({ field: "approvalsPending", entry: command.approval, isIn: true })
        break
      case "Restrict":
        sets["restricted"] = command.agents.length + command.teams.length > 0
        sets["restrictedAgents"] = command.agents
        sets["restrictedTeams"] = command.teams
        break
      case "Follow":
      case "Unfollow":
        lists.push({ field: "followers", entry: command.agent, isIn: command._tag === "Follow" })
        break
      default:
    }
  }
  return { sets, lists }
}

/** The status that a command leaves the ticket in. */
export const statusOf = (
  command: Command,
  workspace: Workspace
): { readonly status: string; readonly statusCategory: string } | undefined => {
  const word =
    command._tag === "ChangeStatus"
      ? command.status
      : command._tag === "Reply"
        ? command.then
        : command._tag === "Close"
          ? workspace.defaultStatus.closed.id
          : command._tag === "Reopen"
            ? workspace.defaultStatus.open.id
            : undefined
  const status = word === undefined ? undefined : workspace.statuses.get(named(word, workspace.defaultDepartment, workspace))
  return status === undefined ? undefined : { status: status.id, statusCategory: status.category }
}

/** The ticket after that; what is not chosen of it yet stays open. */
export const after = ({ sets, lists }: Effect, glimpse: Glimpse): Glimpse => {
  const now: Record<string, Fact> = { ...glimpse.now, ...sets }
  for (const { field, entry, isIn } of lists) {
    const held = now[field]
    if (!Array.isArray(held)) continue
    const others = held.filter((one) => one !== entry)
    now[field] = isIn ? (others.length < held.length ? held : [...held, entry]) : others
  }
  const guesses =
    glimpse.guesses.size === 0 ? glimpse.guesses : new Map([...glimpse.guesses].filter(([field]) => !Object.hasOwn(sets, field)))
  return { ...glimpse, now, guesses }
}
