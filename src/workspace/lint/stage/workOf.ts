/** Activities and time that make a ticket's facts so. What they are of does not matter: rules see how many, when and how much. */
import type { Facts } from "../../../condition/Condition.ts"
import { limits } from "../../../ticket/limits.ts"
import type { Ticket } from "../../../ticket/Ticket.ts"
import { type Instant, make } from "../../../time/Instant.ts"

export const workOf = ({ activitiesOpen, activityDue, timeSpent }: Facts, at: Instant): Pick<Ticket, "activities" | "time"> => {
  const due = typeof activityDue === "number" ? make(activityDue) : null
  const open = typeof activitiesOpen === "number" ? Math.min(activitiesOpen, limits.activities) : due === null ? 0 : 1
  const by = "system"
  const own = { at, by, start: null } as const
  const activity = {
    ...own,
    kind: "task",
    subject: "a task",
    notes: "",
    owner: "somebody",
    end: null,
    reminders: [],
    doneAt: null
  } as const
  const entry = { ...own, id: "entry", agent: "somebody", billable: true, type: null, note: "", message: null, reverses: null } as const
  return {
    ...(open === 0 ? {} : { activities: Array.from({ length: open }, (_, i) => ({ ...activity, id: `activity-${i}`, due })) }),
    ...(typeof timeSpent === "number" ? { time: [{ ...entry, milliseconds: timeSpent }] } : {})
  }
}
