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
import { archived } from "./announce/archive.ts"
import { articles } from "./announce/articles.ts"
import { erasures, isErasing } from "./announce/erasures.ts"
import { calls } from "./announce/calls.ts"
import { dispatches, type Outlets } from "./announce/dispatches.ts"
import { homeOf } from "./announce/Home.ts"
import { mentions } from "./announce/mentions.ts"
import { messages } from "./announce/messages.ts"
import { notices, type Notices, type Suppressed } from "./announce/notices.ts"
import { notifications } from "./announce/notifications.ts"
import * as Rate from "./announce/Rate.ts"
import { reminders } from "./announce/reminders.ts"
import { surveys, unwritten } from "./announce/surveys.ts"
import { wakings } from "./announce/wakings.ts"
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
  /** Channels that answers leave by. None, where it is left out: they leave by mail. */
  readonly outlets?: Outlets | undefined
  /** How often rules wrote to whom today, before this commit. None, where it is left out. */
  readonly rate?: Rate.Rate | undefined
  /** How many systems will have answered each other when a call of this commit arrives. 1, where it is left out. */
  readonly depth?: number | undefined
}

export interface Announced {
  /** Of the kinds `mail`, `channel`, `notification`, `sms`, `webhook`, `erasure` and `article`. */
  readonly effects: ReadonlyArray<Storage.Effect>
  /** What was asked for and nobody gets. */
  readonly suppressed: ReadonlyArray<Suppressed>
}

/** A ticket for which the desk has no address sends no mail. */
export const announce = ({ after, events, depth = 1, ...news }: News): Announced => {
  const letters = mailOf({ ...news, after, events })
  const lined = dispatches(events, after, news.workspace, news.outlets)
  if (lined.length === 0 && !events.some(asks)) return letters
  const { told, suppressed } = notifications(news.workspace, after, events)
  const reminded = reminders(deskOf(news, after), news.workspace, after, events)
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
      ...letters.effects,
      ...reminded.letters.map(mailed(after)),
      ...archived(reminded.letters, news.workspace.archive).map(mailed(after)),
      ...lined.map((one) => effect("channel", one.messageId, one)),
      ...[...told, ...reminded.notifications, ...mentions(news.workspace, after, events), ...wakings(news.workspace, after, events)].map(
        (one) => effect("notification", one.id, one)
      ),
      ...reminded.texts.map((one) => effect("sms", one.id, one)),
      ...articles(news.tenant, after, events).map((one) => effect("article", one.resolution, one)),
      ...erasures(after, events).map((one) => effect("erasure", one.id, one)),
      ...calls(after, events, depth).map((call) => effect("webhook", call.id, call))
    ],
    suppressed: [...letters.suppressed, ...suppressed, ...reminded.suppressed]
  }
}

const nothing: Announced = { effects: [], suppressed: [] }

const mailOf = ({ workspace, tenant, signer, before, after, events, outlets, rate = Rate.initial }: News): Announced => {
  const spoken = events.filter((event) => "messageId" in event)
  const isAsked = events.some(({ _tag }) => _tag === "MailAsked")
  const mayAsk = after.approvals !== undefined && events.length > 0
  const isSurveyed = events.some(({ _tag }) => _tag === "RatingRequested")
  if (spoken.length === 0 && !isAsked && !mayAsk && !isSurveyed) return nothing
  const desk = deskOf({ workspace, tenant, signer }, after)
  if (desk === undefined) return { effects: [], suppressed: [...events.flatMap(homeless), ...unwritten(workspace, after, events)] }
  const { letters, suppressed } = isAsked ? notices({ ...desk, events, rate }) : { letters: [], suppressed: [] }
  const all = [
    ...messages(spoken, before?.messages ?? 0, { ...desk, outlets }),
    ...letters,
    ...(mayAsk ? approvals(desk, before, events) : []),
    ...(isSurveyed ? surveys(desk, events) : [])
  ]
  return { effects: [...all, ...archived(all, workspace.archive)].map(mailed(after)), suppressed }
}

const asks = ({ _tag }: Event): boolean =>
  _tag === "NotificationAsked" ||
  _tag === "WebhookAsked" ||
  _tag === "Reminded" ||
  _tag === "Resolved" ||
  _tag === "Noted" ||
  _tag === "WokenUp" ||
  isErasing({ _tag })

/** `undefined`: it has no address, or no keys to sign with. */
const deskOf = ({ workspace, tenant, signer }: Pick<News, "workspace" | "tenant" | "signer">, ticket: Ticket) => {
  const home = signer === undefined ? undefined : homeOf(ticket, workspace, tenant, signer)
  return signer === undefined || home === undefined ? undefined : { workspace, tenant, signer, ticket, home }
}

const mailed =
  ({ id }: Ticket) =>
  ({ key, letter }: Notices["letters"][number]): Storage.Effect => ({
    key,
    kind: "mail",
    stream: id,
    payload: json(letter),
    dueAt: letter.date
  })

const homeless = (event: Event): ReadonlyArray<Suppressed> =>
  event._tag === "MailAsked" ? [{ key: event.id, to: event.to.join(", "), reason: "homeless" }] : []

/** Letters and their like are plain JSON; TypeScript wants to hear it of named types. */
const json = (payload: object): Storage.Json => payload as never
