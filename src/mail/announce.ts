/**
 * What follows outside from what happened to a ticket: letters, notifications, calls. Somebody who speaks in public is heard
 * by all parties but themselves; what is internal goes to agents alone; what changes without a word is told to nobody but by
 * a rule that asks for it. Letters to customers are made of public things, so whatever the desk keeps to itself, they stay
 * the same byte for byte.
 */
import type * as Storage from "../storage/Storage.ts"
import type { Event } from "../ticket/decider.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { approvals } from "./announce/approvals.ts"
import { calls } from "./announce/calls.ts"
import { homeOf } from "./announce/Home.ts"
import { messages } from "./announce/messages.ts"
import { notices, type Suppressed } from "./announce/notices.ts"
import { notifications } from "./announce/notifications.ts"
import * as Rate from "./announce/Rate.ts"
import type { Signer } from "./Ports.ts"

export interface News {
  readonly workspace: Workspace
  readonly tenant: string
  /** `undefined`: this desk writes no mail. */
  readonly signer: Signer | undefined
  /** `undefined`: the ticket was opened just now. */
  readonly before: Ticket | undefined
  readonly after: Ticket
  readonly events: ReadonlyArray<Event>
  /** How often rules wrote to whom today, before this commit. None, where it is left out. */
  readonly rate?: Rate.Rate | undefined
  /** How many systems will have answered each other when a call of this commit arrives. 1, where it is left out. */
  readonly depth?: number | undefined
}

export interface Announced {
  /** Of the kinds `mail`, `notification` and `webhook`. */
  readonly effects: ReadonlyArray<Storage.Effect>
  /** What rules asked for and nobody gets. */
  readonly suppressed: ReadonlyArray<Suppressed>
}

/** A ticket for which the desk has no address sends no mail. */
export const announce = ({ after, events, depth = 1, ...news }: News): Announced => {
  const mail = mailOf({ ...news, after, events })
  if (!events.some(asks)) return mail
  const { told, suppressed } = notifications(news.workspace, after, events)
  const at = events.at(-1)!.at
  const effect = (kind: string, id: string, payload: object): Storage.Effect => ({
    key: `${kind}:${after.id}:${id}`,
    kind,
    stream: after.id,
    payload: json(payload),
    dueAt: at
  })
  return {
    effects: [
      ...mail.effects,
      ...told.map((one) => effect("notification", one.id, one)),
      ...calls(after, events, depth).map((call) => effect("webhook", call.id, call))
    ],
    suppressed: [...mail.suppressed, ...suppressed]
  }
}

const nothing: Announced = { effects: [], suppressed: [] }

const mailOf = ({ workspace, tenant, signer, before, after, events, rate = Rate.initial }: News): Announced => {
  const spoken = events.filter((event) => "messageId" in event)
  const isAsked = events.some(({ _tag }) => _tag === "MailAsked")
  const mayAsk = after.approvals !== undefined && events.length > 0
  if (spoken.length === 0 && !isAsked && !mayAsk) return nothing
  const home = signer === undefined ? undefined : homeOf(after, workspace, tenant, signer)
  if (signer === undefined || home === undefined) return { effects: [], suppressed: events.flatMap(homeless) }
  const desk = { workspace, tenant, signer, ticket: after, home }
  const { letters, suppressed } = isAsked ? notices({ ...desk, events, rate }) : { letters: [], suppressed: [] }
  return {
    effects: [...messages(spoken, before?.messages ?? 0, desk), ...letters, ...(mayAsk ? approvals(desk, before, events) : [])].map(
      ({ key, letter }) => ({
        key,
        kind: "mail",
        stream: after.id,
        payload: json(letter),
        dueAt: letter.date
      })
    ),
    suppressed
  }
}

const asks = ({ _tag }: Event): boolean => _tag === "NotificationAsked" || _tag === "WebhookAsked"

const homeless = (event: Event): ReadonlyArray<Suppressed> =>
  event._tag === "MailAsked" ? [{ key: event.id, to: event.to.join(", "), reason: "homeless" }] : []

/** Letters and their like are plain JSON; TypeScript wants to hear it of named types. */
const json = (payload: object): Storage.Json => payload as never
