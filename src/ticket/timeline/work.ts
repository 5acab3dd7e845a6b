/** What the work on a ticket tells the desk: its activities, and the time that went into it. */
import * as Instant from "../../time/Instant.ts"
import * as Span from "../../time/Span.ts"
import { type Details, find } from "../Activity.ts"
import type { TimeLogged } from "../commands/logTime.ts"
import type { TimeReversed } from "../commands/reverseTime.ts"
import type { Ticket } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Change } from "./Entry.ts"
import * as names from "./names.ts"

/** `the call "Ring Ada"` */
export const activityCalled = (ticket: Ticket | undefined, { id }: { readonly id: string }): string => {
  const activity = ticket && find(ticket, id)
  return activity === undefined ? `activity ${id}` : `the ${activity.kind} "${activity.subject}"`
}

/** Only what the event says anew. */
export const activityChanges = (
  vocabulary: Vocabulary,
  was: Details | undefined,
  { subject, notes, owner, due, start, end, reminders }: Partial<Details>
): ReadonlyArray<Change> => [
  ...(was === undefined || subject === undefined ? [] : [{ field: "Subject", from: was.subject, to: subject }]),
  ...(notes === undefined ? [] : [{ field: "Notes", from: was?.notes || null, to: notes || null }]),
  ...(owner === undefined
    ? []
    : [{ field: "Owner", from: names.agent(vocabulary, was?.owner ?? null), to: names.agent(vocabulary, owner) }]),
  ...time("Due", was?.due, due),
  ...time("Start", was?.start, start),
  ...time("End", was?.end, end),
  ...(reminders === undefined ? [] : [{ field: "Reminders", from: spelt(was?.reminders ?? []), to: spelt(reminders) }])
]

const time = (field: string, was: Instant.Instant | null | undefined, is: Instant.Instant | null | undefined): ReadonlyArray<Change> =>
  is === undefined ? [] : [{ field, from: printed(was ?? null), to: printed(is) }]

const printed = (at: Instant.Instant | null): string | null => (at === null ? null : Instant.toISO(at))
const spelt = (reminders: Details["reminders"]): string | null =>
  reminders.map(({ at, way }) => `${Instant.toISO(at)} by ${way}`).join(", ") || null

/** `wrote down 1h 30m for Bo Larsen, billable, On the phone` */
export const timeLogged = (vocabulary: Vocabulary, { agent, milliseconds, billable, type }: TimeLogged): string =>
  [
    `wrote down ${Span.print(milliseconds)} for ${names.agent(vocabulary, agent)}`,
    ...(billable ? ["billable"] : []),
    ...(type === null ? [] : [vocabulary.timeTypes.get(type)?.name ?? type])
  ].join(", ")

export const timeReversed = (before: Ticket | undefined, { entry }: TimeReversed): string => {
  const reversed = before?.time?.find(({ id }) => id === entry)
  return reversed === undefined ? `took time entry ${entry} off` : `took ${Span.print(reversed.milliseconds)} off again`
}
