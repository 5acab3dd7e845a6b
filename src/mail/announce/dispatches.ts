/**
 * What of a commit leaves by the ticket's own channel. The requester reads a public word there or in a letter, never in both:
 * there, if they wrote by a channel that takes answers and this desk has an outlet for it.
 */
import * as Actor from "../../people/Actor.ts"
import * as Text from "../../text/Text.ts"
import type { Event } from "../../ticket/decider.ts"
import { type Content, unfolded } from "../../ticket/Message.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Dispatch } from "./Dispatch.ts"

/** The channels that this desk has outlets for. */
export interface Outlets {
  readonly has: (channel: string) => boolean
}

const none: Outlets = { has: () => false }

/** The requester is answered by the channel that the ticket came by. */
export const isLined = ({ channel, line }: Ticket, { channels }: Workspace, outlets: Outlets = none): boolean =>
  line !== undefined && outlets.has(channel) && channels.get(channel)?.outbound === true

/** It was said there, so the requester has it, whoever said it. */
export const wasSaidThere = ({ channel }: Ticket, { origin }: Content): boolean => origin?.channel === channel

export const dispatches = (
  events: ReadonlyArray<Event>,
  ticket: Ticket,
  workspace: Workspace,
  outlets: Outlets | undefined
): ReadonlyArray<Dispatch> => (isLined(ticket, workspace, outlets) ? events.flatMap((event) => dispatchOf(event, ticket, workspace)) : [])

const dispatchOf = (event: Event, ticket: Ticket, { channels }: Workspace): ReadonlyArray<Dispatch> => {
  const isPublic = event._tag === "Replied" || (event._tag === "Opened" && event.visibility === "public")
  if (!isPublic || event.by === Actor.requester(ticket.requester.id) || wasSaidThere(ticket, event.content)) return []
  if ("byMail" in event) return []
  // What a machine answers is not sent on: two of them would never stop.
  if ((event.content.mail?.kind ?? "human") !== "human") return []
  const channel = channels.get(ticket.channel)!
  const news = unfolded(event.content).news.trim()
  // The desk is refused what the channel does not carry; of other parties, whom nobody could ask to be brief, it carries what it can.
  const text = channel.maxLength === null ? news : Text.cut(news, channel.maxLength)
  const attachments = channel.attachments ? (event.content.attachments ?? []).filter(({ ref }) => ref !== null) : []
  return text === "" && attachments.length === 0
    ? []
    : [{ channel: channel.id, line: ticket.line!, text, attachments, ticketId: ticket.id, messageId: event.messageId, ...saidBy(event.by) }]
}

const saidBy = (by: Actor.Actor): Pick<Dispatch, "agent"> => (Actor.isAgent(by) ? { agent: Actor.idOf(by) } : {})
