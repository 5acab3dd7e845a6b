/** Titles and summaries that an agent asks for: made once by the summarizer, kept as facts, and never made again by a replay. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { extract } from "../text/extract.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import { problemsOf } from "./codec.ts"
import { SummarizerFailed } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, load, streamOf } from "./load.ts"
import { standAt } from "./past.ts"
import type { Doer } from "./perform.ts"
import { again, digest } from "./run.ts"
import { messagesOf } from "./splitting.ts"
import type { Heard, Summarizer } from "./Summarizer.ts"
import { type Done, handledPart, type KeyHeld, together } from "./together.ts"

/** The desk's own, where no other is given: it answers in the language of the conversation. */
export const extractive: Summarizer = {
  name: "extractive",
  version: "1",
  suggest: async ({ messages }) => extract(messages.map(({ text }) => text))
}

export const suggest = async (
  house: House,
  ticketId: string,
  { language }: { readonly language?: string | undefined },
  { commandId, ...doer }: Doer
): Promise<Done | KeyHeld> => {
  const stream = await streamOf(house, ticketId)
  const summarizer = house.summarizer ?? extractive
  // Asked once, also where somebody else writes to the ticket meanwhile.
  let made: Promise<Ticket.Suggest> | undefined
  const done = await together(house, {
    ...doer,
    ticketId: stream,
    command: commandId === undefined ? undefined : { id: commandId, digest: digest([doer.actor, stream, { suggest: language ?? null }]) },
    plan: async () => {
      const subject = await existing(house, stream)
      // Whoever may not ask is told so before a word leaves the desk.
      await handledPart(house, { subject, commands: [probe] }, doer, "probe")
      made ??= asked(house, summarizer, subject, language)
      const command = await made
      return { parts: [{ subject: await load(house, stream), commands: [command] }] }
    }
  })
  return done === null ? again(house, stream) : "keyHeld" in done ? done : done[0]!
}

const probe: Ticket.Suggest = {
  _tag: "Suggest",
  title: "",
  summary: "",
  coversUpTo: 1,
  leftOut: 0,
  internal: false,
  maker: { name: "probe", version: "" }
}

const asked = async (
  house: House,
  summarizer: Summarizer,
  { ticket, version }: { readonly ticket: Ticket.Ticket; readonly version: number },
  language: string | undefined
): Promise<Ticket.Suggest> => {
  const { internal } = house.workspace.summaries
  const heard = heardOf(await messagesOf(house, ticket), internal)
  if (heard.length === 0) throw new SummarizerFailed({ reason: "nothing was said that it may read" })
  const messages = fitting(heard)
  const said = await answerOf(summarizer, { messages, ...(language === undefined ? {} : { language }) })
  const { name, version: ofMaker } = summarizer
  return {
    _tag: "Suggest",
    ...said,
    coversUpTo: version,
    leftOut: heard.length - messages.length,
    internal: internal && messages.some(({ side }) => side === "note"),
    maker: { name: oneLine(name, 100) || "unnamed", version: oneLine(ofMaker, 100) }
  }
}

/** What the workspace lets it read: public messages, and notes where it says so. */
const heardOf = (messages: ReadonlyArray<Ticket.Conversation.Message>, internal: boolean): ReadonlyArray<Heard> =>
  messages
    // A title becomes the subject, which everybody reads.
    .filter(({ visibility, to }) => internal || (visibility === "public" && to === undefined))
    .map(({ by, visibility, at, content }) => ({ side: Ticket.sideOf(by, visibility), at, text: Ticket.unfolded(content).news.trim() }))
    .filter(({ text }) => text !== "")

/** Characters that it is given at most: the first message, which says what it is about, and the latest. */
const MOST = 200_000
const fitting = ([first, ...rest]: ReadonlyArray<Heard>): ReadonlyArray<Heard> => {
  let room = MOST - first!.text.length
  const from = rest.findLastIndex(({ text }) => (room -= text.length) < 0)
  return [first!, ...rest.slice(from + 1)]
}

const Answer = Schema.Struct({ title: Schema.String, summary: Schema.String })
const answer = Schema.decodeUnknownResult(Answer)

const answerOf = async (
  summarizer: Summarizer,
  wish: Parameters<Summarizer["suggest"]>[0]
): Promise<{ readonly title: string; readonly summary: string }> => {
  let said: unknown
  try {
    said = await summarizer.suggest(wish)
  } catch (cause) {
    throw new SummarizerFailed({ reason: Text.cut(Text.clean(cause instanceof Error ? cause.message : String(cause)), 500) })
  }
  const read = answer(said)
  if (Result.isFailure(read)) throw new SummarizerFailed({ reason: problemsOf(read.failure).join("; ") })
  const { title, summary } = read.success
  return {
    title: oneLine(title, Ticket.longest.title),
    summary: Text.cut(Text.clean(summary), Ticket.longest.summary).trim()
  }
}

/** Line breaks, and whatever else is not seen, are blanks. */
const oneLine = (text: string, most: number): string =>
  Text.cut(
    Text.clean(text)
      .replace(/(?:(?![\u200C\u200D])[\s\p{C}\p{Zl}\p{Zp}])+/gu, " ")
      .trim(),
    most
  ).trimEnd()

/** How many messages came since, of those that whoever made it could read. */
type Aged<T> = T & { readonly unread: number }

export interface Summaries {
  readonly suggestion: Aged<Ticket.Suggestion> | null
  readonly summary: Aged<Ticket.Summary> | null
}

/** Both as they are, and how old they are. */
export const summaries = async (house: House, ticketId: string): Promise<Summaries> => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  const { suggestion, summary } = ticket
  if (suggestion === undefined) return { suggestion: null, summary: null }
  const now = await messagesOf(house, ticket)
  const aged = async <T extends Pick<Ticket.Suggestion, "coversUpTo">>(one: T): Promise<Aged<T>> => {
    const then = await standAt(house, ticket.id, { version: one.coversUpTo })
    const read = new Set(then?.conversation.map(({ id, ticket: origin }) => `${origin} ${id}`))
    const since = heardOf(
      now.filter(({ id, ticket: origin }) => !read.has(`${origin} ${id}`)),
      house.workspace.summaries.internal
    )
    return { ...one, unread: since.length }
  }
  return { suggestion: await aged(suggestion), summary: summary === undefined ? null : await aged(summary) }
}
