/** Automations that most desks want, ready-made: what is left alone comes to an end by itself. They are data like any others. */
import type { Automation } from "./Automation.ts"

export interface Inactivity<Calendar extends string = string> {
  /** How long nobody has said anything: milliseconds, or a length of time like `4d`. */
  readonly after: string | number
  /** The calendar whose working time counts; every hour does, where it is left out. */
  readonly calendar?: Calendar | null
  /** What it counts from, where that is later than when the ticket came to its category: the last word that everybody reads, where nothing is said. */
  readonly since?: Automation["since"]
  /** Its own, where a desk has several. */
  readonly id?: string
}

/** Closes what was solved, or another category, when nobody comes back to it. */
export const autoClose = <
  const Calendar extends string = never,
  const Of extends "new" | "open" | "pending" | "onHold" | "solved" = "solved"
>({
  of,
  ...inactivity
}: Inactivity<Calendar> & { readonly of?: Of }) => ends(inactivity, "autoClose", of ?? "solved", { _tag: "Close" })

/** Solves what waits for its requester, or another category, when they do not answer. */
export const autoSolve = <const Calendar extends string = never, const Of extends "new" | "open" | "pending" | "onHold" = "pending">({
  of,
  ...inactivity
}: Inactivity<Calendar> & { readonly of?: Of }) => ends(inactivity, "autoSolve", of ?? "pending", { _tag: "ChangeStatus", status: "solve" })

const ends = <const Calendar extends string, const Of extends string, const Action>(
  { after, calendar = null, since = "spokenAt", id }: Inactivity<Calendar>,
  name: string,
  of: Of,
  action: Action
) => ({ id: id ?? name, where: { field: "statusCategory", op: "is", value: of } as const, after, calendar, since, then: [action] as const })
