/** What agents are writing, kept beside the tickets: nobody finds it by its words, and no customer is told of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Ticket from "../ticket/index.ts"
import { limits } from "../ticket/limits.ts"
import * as Instant from "../time/Instant.ts"
import { type Aside, type Kept, keptIn, keptOf, writing, written } from "./aside.ts"
import type { Drafted, DraftInput, Drafting } from "./Collaboration.ts"
import { StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, streamOf } from "./load.ts"
import { shownIn } from "./seen.ts"
import { contentOf } from "./wishes.ts"

const { Draft } = Ticket

export const aside: Aside<Ticket.Draft.State, Ticket.Draft.Event> = {
  kind: "draft",
  initial: Draft.initial,
  evolve: Draft.evolve,
  readState: Schema.decodeUnknownResult(Draft.State),
  readEvent: Schema.decodeUnknownResult(Draft.Event),
  // Named as a ticket's are, which have columns of their own; what was sent is found by whose it was alone.
  factsOf: ({ of, draft }) => ({ ...of, ...(draft === null ? {} : { assignee: draft.agent, updatedAt: draft.saved }) })
}

/** The ticket that answers for it now, and all that are one with it: the one that was asked first. */
export interface Family {
  readonly living: Ticket.Ticket
  readonly all: ReadonlyArray<string>
}

/** @throws {TicketNotFound} */
export const familyOf = async (house: House, ticketId: string): Promise<Family> => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  const { mergedInto } = Ticket.edgesOf(ticket)
  const living = mergedInto === null ? ticket : (await existing(house, mergedInto.survivor)).ticket
  return { living, all: [...new Set([ticket.id, living.id, ...Ticket.mergedTickets(Ticket.edgesOf(living))])] }
}

export type Held = Kept<Ticket.Draft.State>

/** The agent's draft, whichever of the tickets it was begun in; where there is none, what was sent last; else a place for one in the first. */
export const heldIn = async (house: House, { all }: Family, agent: string): Promise<Held> => {
  const held = await keptIn(
    house,
    aside,
    all.map((ticket) => `draft:${ticket}:${agent}`)
  )
  return held.find(({ state }) => state.draft !== null) ?? held.find(({ state }) => state.sent !== null) ?? held[0]!
}

/** Whoever expects 0 expects that there is none. */
export const unlessStale = ({ stream, version, state }: Held, expected: number | undefined): void => {
  const actual = state.draft === null ? 0 : version
  if (expected !== undefined && expected !== actual) throw new StaleVersion({ ticketId: stream, expected, actual })
}

type Words = Omit<DraftInput, "expectedVersion">

export const saveDraft = async (
  house: House,
  ticketId: string,
  agent: string,
  { attachments, ...input }: Words,
  expected: number | undefined
): Promise<Drafted> => {
  const files = attachments === undefined ? undefined : ((await contentOf(house, { text: "", attachments })).attachments ?? [])
  return written(house, ticketId, async () => {
    const family = await familyOf(house, ticketId)
    const held = await heldIn(house, family, agent)
    unlessStale(held, expected)
    const was = held.state.draft
    if (was === null && family.all[0] !== family.living.id)
      throw new Ticket.TicketMerged({ ticketId: family.all[0]!, survivor: family.living.id, command: "SaveDraft" })
    const at = was === null ? await heldAt(house, family.living.id, agent) : held
    if (at.version >= limits.draftVersions) throw new Ticket.TooMany({ what: "versions of a draft", limit: limits.draftVersions })
    const place = was === null ? await begin(house, family.living, agent) : was
    const draft: Ticket.Draft.Draft = {
      ...place,
      text: input.text,
      attachments: files ?? place.attachments,
      visibility: input.visibility ?? place.visibility,
      shared: input.shared ?? place.shared,
      saved: Instant.make(house.now())
    }
    if (was !== null && JSON.stringify({ ...draft, saved: was.saved }) === JSON.stringify(was))
      return { answer: { ...was, version: held.version }, writes: [] }
    return {
      answer: { ...draft, version: at.version + 1 },
      writes: [writing(aside, at, { _tag: "DraftSaved", at: draft.saved, draft })]
    }
  })
}

const heldAt = async (house: House, ticket: string, agent: string): Promise<Held> =>
  (await keptIn(house, aside, [`draft:${ticket}:${agent}`]))[0]!

const begin = async (house: House, ticket: Ticket.Ticket, agent: string): Promise<Ticket.Draft.Draft> => {
  const now = Instant.make(house.now())
  const known = await Promise.all(
    Ticket.edgesOf(ticket).conversation.map(async ({ stream }) => ({
      stream,
      said: stream === ticket.id ? ticket.messages : (await existing(house, stream)).ticket.messages
    }))
  )
  return {
    ticket: ticket.id,
    requester: ticket.requester.id,
    agent,
    text: "",
    attachments: [],
    visibility: "public",
    shared: false,
    begun: now,
    saved: now,
    known
  }
}

/** `whose`: the agent who writes it. `version`: one of one's own from before. */
export const draftOf = async (
  house: House,
  ticketId: string,
  agent: string,
  { of: whose = agent, version }: { readonly of?: string; readonly version?: number }
): Promise<Drafted | undefined> => {
  const held = await heldIn(house, await familyOf(house, ticketId), whose)
  const { draft } = held.state
  if (whose !== agent) return draft?.shared === true && version === undefined ? { ...draft, version: held.version } : undefined
  if (version === undefined) return draft === null ? undefined : { ...draft, version: held.version }
  const [body] = await house.storage.read(house.tenant, held.stream, version, 1)
  const event = aside.readEvent(body)
  return version > 0 && Result.isSuccess(event) && event.success._tag === "DraftSaved" ? { ...event.success.draft, version } : undefined
}

export const draftsOf = async (
  house: House,
  agent: string,
  { limit = 50, after }: { readonly limit?: number; readonly after?: string }
) => {
  const { found, next } = await house.storage.find(house.tenant, {
    kind: "draft",
    where: { field: "assignee", op: "is", value: agent },
    order: [{ field: "updatedAt", descending: true }],
    limit,
    ...(after === undefined ? {} : { after })
  })
  const kept = await Promise.all(found.map((record) => keptOf(house, aside, record)))
  return {
    drafts: kept.flatMap(({ version, state }): ReadonlyArray<Drafted> => (state.draft === null ? [] : [{ ...state.draft, version }])),
    next
  }
}

export const discardDraft = async (house: House, ticketId: string, agent: string): Promise<void> =>
  written(house, ticketId, async () => {
    const held = await heldIn(house, await familyOf(house, ticketId), agent)
    const event = { _tag: "DraftDiscarded", at: Instant.make(house.now()) } as const
    return { answer: undefined, writes: held.state.draft === null ? [] : [writing(aside, held, event)] }
  })

const LATELY = 600_000

export const drafting = async (house: House, ticketId: string, but: string | undefined): Promise<ReadonlyArray<Drafting>> => {
  const { all } = await familyOf(house, ticketId)
  const { found } = await house.storage.find(house.tenant, {
    kind: "draft",
    where: {
      all: [
        { field: "ticket", op: "in", value: all },
        { field: "updatedAt", op: "gt", value: house.now() - LATELY }
      ]
    },
    order: [{ field: "updatedAt", descending: true }],
    limit: 100
  })
  const kept = await Promise.all(found.map((record) => keptOf(house, aside, record)))
  return kept.flatMap(({ state: { draft } }): ReadonlyArray<Drafting> => {
    if (draft === null || draft.agent === but) return []
    const { agent, begun, saved } = draft
    return [{ agent, name: house.workspace.agents.get(agent)?.name ?? agent, begun, saved }]
  })
}

/** Those that others said since the draft was begun. */
export const messagesSince = async (house: House, ticket: Ticket.Ticket, draft: Ticket.Draft.Draft): Promise<ReadonlyArray<string>> =>
  (await shownIn(house, ticket))
    .filter(({ message, number }) => message.by !== `agent:${draft.agent}` && Draft.isSince(draft, message, number))
    .map(({ message }) => message.id)
