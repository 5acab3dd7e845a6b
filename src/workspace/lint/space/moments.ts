/** Moments at which calendars are open and closed in different ways. */
import type { Calendar } from "../../../calendar/Calendar.ts"
import { isOpen, nextChange } from "../../../calendar/open.ts"
import { make, type Instant } from "../../../time/Instant.ts"
import type { Workspace } from "../../Workspace.ts"
import type { Choice } from "./Glimpse.ts"
import { NOW } from "./values.ts"

/** Ids of the calendars that are open then. */
export const openAt = ({ promises }: Pick<Workspace, "promises">, at: Instant): ReadonlyArray<string> =>
  [...promises.calendars.values()].filter((calendar) => isOpen(calendar, at)).map(({ id }) => id)

/** From now on, each way in which they are open once. */
export const momentsOf = (workspace: Workspace): ReadonlyArray<Choice> => {
  const seen = new Map<string, Choice>()
  for (const at of turns([...workspace.promises.calendars.values()])) {
    const open = openAt(workspace, at)
    const key = open.join()
    if (!seen.has(key)) seen.set(key, { now: { "commit.at": at, "commit.calendars": open }, isSure: true })
  }
  return [...seen.values()]
}

/** Openings and closings of some days. */
const turns = (calendars: ReadonlyArray<Calendar>): ReadonlyArray<Instant> => {
  const all = [make(NOW)]
  for (const calendar of calendars.slice(0, 20)) {
    let at = make(NOW)
    for (let i = 0; i < 8; i++) {
      const next = nextChange(calendar, at)
      if (next === "Never") break
      all.push((at = next))
    }
  }
  return all
}
