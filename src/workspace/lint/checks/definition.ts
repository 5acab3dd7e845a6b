/** What shows in the definition itself: calendars that are never open, mails that tell too much. */
import * as Count from "../../../calendar/count.ts"
import { internalPlaceholders } from "../../../ticket/placeholders.ts"
import type { Command } from "../../../ticket/decider.ts"
import { make } from "../../../time/Instant.ts"
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import type { Workspace } from "../../Workspace.ts"

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
/** A year of whole weeks, so that holidays and seasons count. */
const WEEKS = 52

export const calendarClosed = ({ workspace: { definition } }: Rulebook): ReadonlyArray<Finding> =>
  definition.calendars.flatMap((calendar, place): ReadonlyArray<Finding> => {
    const first = Count.add(calendar, make(0), 1)
    const open = first === Count.Never ? 0 : Count.between(calendar, first, make(first + WEEKS * WEEK))
    if (open >= WEEKS * HOUR) return []
    return [
      {
        check: "calendarClosed",
        severity: first === Count.Never ? "error" : "warning",
        path: `calendars[${place}]`,
        rules: [],
        problem:
          first === Count.Never
            ? `Calendar "${calendar.id}" is never open: what is promised by it never falls due.`
            : `Calendar "${calendar.id}" is open for less than an hour a week.`,
        witness: null
      }
    ]
  })

export const leak = ({ workspace, triggers, automations }: Rulebook): ReadonlyArray<Finding> =>
  [...triggers, ...automations].flatMap(({ id, path, commands }) =>
    commands.flatMap((command, i): ReadonlyArray<Finding> => {
      const names = leaked(command, workspace)
      if (names.length === 0) return []
      return [
        {
          check: "leak",
          severity: "warning",
          path: `${path}.then[${i}]`,
          rules: [id],
          problem: `A mail of "${id}" goes to people outside and names ${names.join(", ")}, which only the desk may read: they get a gap in its place.`,
          witness: null
        }
      ]
    })
  )

const leaked = (command: Command, workspace: Workspace): ReadonlyArray<string> => {
  if (command._tag !== "SendMail") return []
  const ours = new Set<string>(["assignee", "team", "followers", ...[...workspace.agents.values()].map(({ email }) => email)])
  if (command.to.every((one) => ours.has(one))) return []
  return [...new Set([command.subject, command.text].flatMap((text) => internalPlaceholders(text, workspace)))]
}
