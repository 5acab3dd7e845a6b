/** What agents have seen of tickets, message by message, kept beside the tickets' history. */
import * as Schema from "effect/Schema"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import { type Aside, type Kept, keptIn, writing, written } from "./aside.ts"
import type { Unread } from "./Collaboration.ts"
import type { House } from "./House.ts"
import { existing, history, strandsOf, streamOf, ticketOf } from "./load.ts"

const { Seen, Conversation } = Ticket

const aside: Aside<Ticket.Seen.State, Ticket.Seen.Event> = {
  kind: "seen",
  initial: Seen.initial,
  evolve: Seen.evolve,
  readState: Schema.decodeUnknownResult(Seen.State),
  readEvent: Schema.decodeUnknownResult(Seen.Event),
  factsOf: () => ({})
}
const asideOf = (stream: string): string => `seen:${stream}`

/** A message as a ticket shows it; `number`: its place among those of the ticket that it lies in, from 1. */
export interface Shown {
  readonly message: Ticket.Conversation.Message
  readonly number: number
}

/** Every message that the ticket shows, in order. */
export const shownIn = async (house: House, ticket: Ticket.Ticket): Promise<ReadonlyArray<Shown>> => {
  const strands = [{ stream: ticket.id, events: await history(house, ticket.id) }, ...(await strandsOf(house, ticket))]
  const numbers = new Map<string, Map<string, number>>()
  for (const { stream, events } of strands) {
    const own = new Map<string, number>()
    for (const event of events) if (Conversation.isSaid(event)) own.set(event.messageId, own.size + 1)
    numbers.set(stream, own)
  }
  return Conversation.messages(Ticket.edgesOf(ticket).conversation, strands).map((message) => ({
    message,
    number: numbers.get(message.ticket)!.get(message.id)!
  }))
}

/** Up to a message, and all that was said before it; all of them, where none is named. @throws {MessageNotFound} */
export const markRead = async (house: House, ticketId: string, agent: string, upTo: string | undefined): Promise<void> => {
  const stream = await streamOf(house, ticketId)
  await written(house, ticketId, async () => {
    const { ticket } = await existing(house, stream)
    const marks =
      ticket.edges === undefined && upTo === undefined ? [{ stream, upTo: ticket.messages, but: [] }] : await marksOf(house, ticket, upTo)
    const kept = await keptIn(
      house,
      aside,
      marks.map((mark) => asideOf(mark.stream))
    )
    return { answer: undefined, writes: marks.flatMap((mark, i) => write(house, kept[i]!, agent, "Read", mark)) }
  })
}

interface Mark {
  readonly stream: string
  readonly upTo: number
  readonly but: ReadonlyArray<number>
}

/** In each ticket whose messages are shown, up to the last of them, but for what is shown elsewhere. */
const marksOf = async (house: House, ticket: Ticket.Ticket, upTo: string | undefined): Promise<ReadonlyArray<Mark>> => {
  const shown = await shownIn(house, ticket)
  const last = upTo === undefined ? shown.length - 1 : shown.findIndex(({ message }) => message.id === upTo)
  if (upTo !== undefined && last < 0) throw new Ticket.MessageNotFound({ ticketId: ticket.id, messageId: upTo })
  return [...Map.groupBy(shown.slice(0, last + 1), ({ message }) => message.ticket)].map(([stream, all]) => {
    const numbers = new Set(all.map(({ number }) => number))
    const most = Math.max(...numbers)
    return { stream, upTo: most, but: Array.from({ length: most }, (_, n) => n + 1).filter((n) => !numbers.has(n)) }
  })
}

const write = (house: House, kept: Kept<Ticket.Seen.State>, agent: string, _tag: "Read" | "Unread", { upTo, but }: Mark) => {
  const event: Ticket.Seen.Event = { _tag, at: Instant.make(house.now()), agent, upTo, but }
  return Seen.isNews(kept.state, event) ? [writing(aside, kept, event)] : []
}

/** The latest message that somebody else said counts as unseen again; the latest of their own, where nobody else said any. */
export const markUnread = async (house: House, ticketId: string, agent: string): Promise<void> => {
  const stream = await streamOf(house, ticketId)
  await written(house, ticketId, async () => {
    const shown = await shownIn(house, (await existing(house, stream)).ticket)
    const isOwn = ({ message }: Shown): boolean => message.by === Actor.agent(agent)
    const last = shown.findLast((one) => !isOwn(one)) ?? shown.at(-1)
    if (last === undefined) return { answer: undefined, writes: [] }
    const [kept] = await keptIn(house, aside, [asideOf(last.message.ticket)])
    const { upTo } = Seen.cursorOf(kept!.state, agent)
    // What lies before it there was not seen so far either, wherever it is shown.
    const said = (await history(house, last.message.ticket)).filter(Conversation.isSaid).map(({ by }, i) => ({ by, number: i + 1 }))
    const others = said.filter(({ by, number }) => number > upTo && number < last.number && by !== Actor.agent(agent))
    const but = [...others.map(({ number }) => number), last.number]
    return { answer: undefined, writes: write(house, kept!, agent, "Unread", { stream: last.message.ticket, upTo: last.number, but }) }
  })
}

/** For a page of tickets. @throws {TicketNotFound} */
export const unread = async (house: House, agent: string, asked: ReadonlyArray<string>): Promise<ReadonlyArray<Unread>> => {
  const streams = await Promise.all(asked.map((one) => streamOf(house, one)))
  const distinct = [...new Set(streams)]
  const { found } = await house.storage.find(house.tenant, {
    kind: "ticket",
    streams: distinct,
    order: [],
    limit: Math.max(1, distinct.length)
  })
  const tickets = new Map(await Promise.all(found.map(async (one) => [one.stream, await ticketOf(house, one)] as const)))
  const kept = await keptIn(house, aside, distinct.map(asideOf))
  const states = new Map(kept.map(({ stream, state }) => [stream, state]))
  return Promise.all(
    streams.map(async (stream) => {
      const ticket = tickets.get(stream) ?? (await existing(house, stream)).ticket
      return unreadOf(house, agent, ticket, states.get(asideOf(stream))!)
    })
  )
}

const unreadOf = async (house: House, agent: string, ticket: Ticket.Ticket, own: Ticket.Seen.State): Promise<Unread> => {
  const cursor = Seen.cursorOf(own, agent)
  // Whoever has seen all of it need not be told which messages there are.
  if (ticket.edges === undefined && cursor.upTo >= ticket.messages && cursor.but.length === 0)
    return { ticket: ticket.id, messages: 0, unseenByAll: false }
  const shown = await shownIn(house, ticket)
  const others = [...new Set(shown.map(({ message }) => message.ticket))]
  const kept = await keptIn(house, aside, others.map(asideOf))
  const states = new Map(others.map((stream, i) => [stream, kept[i]!.state]))
  const isSeenBy = (who: string, { message, number }: Shown): boolean =>
    Seen.has(Seen.cursorOf(states.get(message.ticket)!, who), number, message.by === Actor.agent(who))
  return {
    ticket: ticket.id,
    messages: shown.filter((one) => !isSeenBy(agent, one)).length,
    unseenByAll: isUntouched(shown, states, isSeenBy)
  }
}

/** Nobody of the desk has seen the latest word from outside, or said anything since. */
const isUntouched = (
  shown: ReadonlyArray<Shown>,
  states: ReadonlyMap<string, Ticket.Seen.State>,
  isSeenBy: (agent: string, one: Shown) => boolean
): boolean => {
  const place = shown.findLastIndex(({ message }) => Actor.isOutside(message.by))
  const last = shown[place]
  if (last === undefined || shown.slice(place).some(({ message }) => Actor.isAgent(message.by))) return false
  return !states.get(last.message.ticket)!.some(({ agent }) => isSeenBy(agent, last))
}

/** @throws {UnknownWord} of whoever is no agent of the desk. */
export const agentIdOf = ({ workspace: { agents } }: House, as: unknown): string => {
  const agent = typeof as === "string" && as.startsWith("agent:") ? as.slice("agent:".length) : undefined
  if (agent === undefined || !agents.has(agent))
    throw new Ticket.UnknownWord({ what: "agent", word: String(as).slice(0, 200), known: [...agents.keys()] })
  return agent
}
