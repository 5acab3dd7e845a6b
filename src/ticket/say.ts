/** What every message-making command has in common: whether it may be said here, and what saying it changes. */
import type { Channel } from "../channel/Channel.ts"
import type { Line } from "../channel/Line.ts"
import * as Actor from "../people/Actor.ts"
import type * as Instant from "../time/Instant.ts"
import * as Span from "../time/Span.ts"
import { limits } from "./limits.ts"
import { type Content, unfolded } from "./Message.ts"
import { ChannelCannot, NothingSaid, TooMany } from "./Refusal.ts"
import type { Ticket } from "./Ticket.ts"
import type { Context } from "./rule.ts"
import { goesByMail, isOver } from "./window.ts"

/** Why this cannot be said on this ticket; `undefined` when it can. */
export const objection = (said: number, content: Content, command: string): NothingSaid | TooMany | undefined => {
  if (said >= limits.messages) return new TooMany({ what: "messages", limit: limits.messages })
  const files = content.attachments?.length ?? 0
  // A mail may come empty (a photo's absence says something too), and a call says that somebody called; who writes here must say something.
  const isEvent = content.mail !== undefined || content.origin?.kind === "call" || content.origin?.kind === "voicemail"
  if (files === 0 && !isEvent && content.text.trim() === "") return new NothingSaid({ command })
  return undefined
}

/**
 * Why this answer cannot leave by the ticket's channel. One that only takes requests in sets no bounds: answers go another
 * way; nor has what came by a channel to leave by it.
 */
export const uncarried = (ticket: Ticket, content: Content, context: Context): ChannelCannot | undefined => {
  const channel = context.vocabulary.channels.get(ticket.channel)
  if (channel === undefined || !channel.outbound || content.origin !== undefined || Actor.isOutside(context.actor)) return undefined
  if (!isOver(ticket, context)) return tooMuch(channel, content)
  return goesByMail(channel, ticket.requester) ? undefined : tooLate(channel)
}

/** Its words and files, where the channel has no room for them. */
export const tooMuch = (channel: Channel, content: Content): ChannelCannot | undefined => {
  const { length } = unfolded(content).news
  if (channel.maxLength !== null && length > channel.maxLength)
    return new ChannelCannot({ channel: channel.id, what: `carries at most ${channel.maxLength} characters, not ${length}` })
  if (!channel.attachments && (content.attachments?.length ?? 0) > 0)
    return new ChannelCannot({ channel: channel.id, what: "carries no attachments" })
  return undefined
}

export const tooLate = ({ id, answersWithin = 0 }: Channel): ChannelCannot =>
  new ChannelCannot({ channel: id, what: `takes answers only within ${Span.print(answersWithin)} of the person's own last word` })

/** The ticket after somebody spoke; only public words ask or answer. */
export const spoken = (ticket: Ticket, at: Instant.Instant, by: Actor.Actor, content: Content, isPublic: boolean): Ticket => ({
  ...ticket,
  messages: ticket.messages + 1,
  updatedAt: at,
  askedAt: isPublic && Actor.isOutside(by) ? at : ticket.askedAt,
  answeredAt: isPublic && Actor.isAgent(by) ? at : ticket.answeredAt,
  thread: isPublic ? threaded(ticket.thread, content.mail?.messageId ?? null) : ticket.thread,
  ...(by === Actor.requester(ticket.requester.id) ? lined(ticket.channel, content, at) : {})
})

/** Where answers go: to where this came from, if it came by the ticket's own channel. */
export const lined = (
  channel: string,
  { origin }: Content,
  at: Instant.Instant
): { readonly line?: Line; readonly heardAt?: Instant.Instant } =>
  origin?.channel === channel ? { line: { account: origin.account, thread: origin.thread, to: origin.person }, heardAt: at } : {}

/** The root stays, the oldest of the rest goes when the list is full (relays refuse long References). */
export const threaded = (thread: ReadonlyArray<string>, messageId: string | null): ReadonlyArray<string> => {
  if (messageId === null || thread.includes(messageId)) return thread
  return thread.length < limits.thread ? [...thread, messageId] : [thread[0]!, ...thread.slice(2), messageId]
}
