/** What the owners of activities are told when a reminder's time has come: each by the way that it was asked for. */
import type { Agent } from "../../people/Agent.ts"
import type { Event } from "../../ticket/decider.ts"
import type { Reminded } from "../../ticket/commands/remind.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as Instant from "../../time/Instant.ts"
import { moment } from "../../time/moment.ts"
import * as Canonical from "../../text/Canonical.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import { isOurs } from "./Home.ts"
import { mayRead } from "./mayRead.ts"
import { notice, type Wanted } from "./notice.ts"
import type { Notification } from "./Notification.ts"
import type { Notices, Suppressed } from "./notices.ts"

export interface Reminders {
  readonly letters: Notices["letters"]
  readonly notifications: ReadonlyArray<Notification>
  readonly texts: ReadonlyArray<Notification>
  readonly suppressed: ReadonlyArray<Suppressed>
}

/** `desk` `undefined`: this ticket sends no mail. */
export const reminders = (
  desk: Omit<Wanted, "event" | "isProven"> | undefined,
  workspace: Workspace,
  ticket: Ticket,
  events: ReadonlyArray<Event>
): Reminders => {
  const letters: Array<Notices["letters"][number]> = []
  const notifications: Array<Notification> = []
  const texts: Array<Notification> = []
  const suppressed: Array<Suppressed> = []
  for (const event of events) {
    if (event._tag !== "Reminded") continue
    const known = workspace.agents.get(event.owner)
    const owner = known !== undefined && mayRead(ticket, workspace)(known) ? known : undefined
    const no = objection(owner, event, workspace, desk !== undefined)
    const id = Canonical.version([event.id, event.reminder])
    if (no !== undefined) suppressed.push({ key: id, to: event.owner, reason: no })
    else if (event.reminder.way === "mail") letters.push(letterTo(owner!, id, event, desk!))
    else {
      const told = {
        id,
        agent: event.owner,
        text: textOf(event, workspace),
        ticketId: ticket.id,
        reference: ticket.reference,
        at: event.at
      }
      ;(event.reminder.way === "sms" ? texts : notifications).push(told)
    }
  }
  return { letters, notifications, texts, suppressed }
}

const objection = (
  owner: Agent | undefined,
  { reminder }: Reminded,
  workspace: Workspace,
  hasMail: boolean
): Suppressed["reason"] | undefined =>
  owner === undefined
    ? "nobody"
    : reminder.way !== "mail"
      ? undefined
      : !hasMail
        ? "homeless"
        : isOurs(owner.email, workspace)
          ? "own"
          : undefined

const letterTo = (owner: Agent, id: string, event: Reminded, desk: Omit<Wanted, "event" | "isProven">): Notices["letters"][number] => {
  const { at, by, via, subject } = event
  const asked = {
    _tag: "MailAsked",
    at,
    by,
    via,
    id,
    to: [owner.email],
    subject,
    text: textOf(event, desk.workspace),
    verbatim: true
  } as const
  const letter = notice({ ...desk, event: asked, isProven: true }, { address: owner.email, name: owner.name, role: "agent" })
  return { key: `mail:${letter.messageId}`, letter }
}

/** `Call: Ring Ada, Mon 5 Jan 2026 15:00 (Europe/Paris)`, by the clock of the owner's own calendar. */
const textOf = ({ kind, subject, when, owner }: Reminded, { candidates }: Workspace): string => {
  const calendar = candidates.find(({ agent }) => agent === owner)?.calendar
  const zone = calendar != null && "zone" in calendar ? calendar.zone : "UTC"
  return `${names[kind]}: ${subject}${when === null ? "" : `, ${moment(Instant.make(when), zone)} (${zone})`}`
}
const names = { task: "Task", call: "Call", event: "Event" } as const
