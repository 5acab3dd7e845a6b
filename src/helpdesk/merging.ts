/** Tickets that join and part, each time in one commit over all of them. */
import * as Result from "effect/Result"
import { mergeAfresh } from "../desk/merging/afresh.ts"
import { merge as planOf } from "../desk/merging/merge.ts"
import { unmerge as partingOf } from "../desk/merging/unmerge.ts"
import { causeOf, type Living, type Named, PARTING, type Step } from "../desk/merging/Wish.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import * as MergePolicy from "../ticket/MergePolicy.ts"
import { InputInvalid, StaleVersion } from "./Failure.ts"
import { unlessCircle } from "./circles.ts"
import type { House } from "./House.ts"
import { existing, history, load, type Loaded, streamOf } from "./load.ts"
import { look } from "./look.ts"
import type { Doer } from "./perform.ts"
import { again, digest } from "./run.ts"
import { type Done, type Part, together } from "./together.ts"

export interface Merging {
  /** Tickets by id or reference, to become part of the target. */
  readonly sources: ReadonlyArray<string>
  /** Whose properties are taken where the policy says nothing of them; the target's, where it is left out. */
  readonly principal?: string | undefined
  /** `target`: it keeps its id. `fresh`: a new ticket is made, and the target joins it like the others. */
  readonly survivor?: "target" | "fresh" | undefined
  /** What differs from the workspace's own policy. */
  readonly policy?: Partial<MergePolicy.MergePolicy> | undefined
  /** The people whose tickets these are agree, if they are not one and the same. */
  readonly consent?: boolean | undefined
}

/** What a merge came to. `done`: of the survivor; nothing happened to it, where all of them were one already. */
export interface Merged {
  /** The name of the merge. */
  readonly merge: string
  readonly done: Done
}

export interface Unmerging {
  /** Of a survivor: which of its members leave. All that came with its latest merge, where nothing is said. */
  readonly sources?: ReadonlyArray<string> | undefined
  /** Where messages go that came since the merge; those that are not named go where they were sent to. */
  readonly allocate?: ReadonlyArray<{ readonly message: string; readonly ticket: string }> | undefined
}

/** What is asked of one of the tickets before. */
interface Before {
  readonly of: string
  readonly commands: ReadonlyArray<Ticket.Command>
}

/** @throws why not, and then nothing has happened to any of them. */
export const merge = async (house: House, target: string, wish: Merging, doer: Doer, before?: Before): Promise<Merged> => {
  const id = doer.commandId ?? house.newId()
  const freshId = wish.survivor === "fresh" ? `${id}-fresh` : undefined
  const policy = { ...house.workspace.merging, ...wish.policy }
  let turns: ReadonlyArray<Storage.StreamWrite> = []
  const plan = async (draw: number): Promise<ReadonlyArray<Step<Loaded>>> => {
    const [first, ...sources] = await Promise.all([target, ...wish.sources].map((one) => named(house, one)))
    // What they have to do with others must not lead from one of them to another.
    turns = await unlessCircle(house, distinct([first!, ...sources]))
    const principal = wish.principal === undefined ? undefined : (await named(house, wish.principal)).living.stream
    if (principal !== undefined && ![first!, ...sources].some(({ living }) => living.stream === principal))
      throw new InputInvalid({ what: "principal", problems: ["expected one of the tickets that are merged"] })
    const asked = { merge: id, target: first!, sources, principal, policy, consent: wish.consent === true }
    const now = Instant.make(house.now())
    if (freshId === undefined) return preceded(granted(planOf(house, asked, now)), before)
    const context = { now, id, actor: doer.actor, via: doer.via, vocabulary: house.workspace }
    return granted(mergeAfresh(house, asked, await load(house, freshId), Ticket.Reference.of(freshId, draw), context))
  }
  const done = await jointly(house, await streamOf(house, target), doer, { merge: target, ...wish }, plan, causeOf(id), () => turns)
  return { merge: id, done: done[0] ?? (await again(house, freshId ?? (await named(house, target)).living.stream)) }
}

/** Of a ticket that was merged: it comes back. Of one that others were merged into: they do. @throws why not. */
export const unmerge = async (house: House, ticket: string, { sources, allocate = [] }: Unmerging, doer: Doer): Promise<Done> => {
  const plan = async (): Promise<ReadonlyArray<Step<Loaded>>> => {
    const asked = await existing(house, await streamOf(house, ticket))
    const { mergedInto } = Ticket.edgesOf(asked.ticket)
    const target = mergedInto === null ? asked : await existing(house, mergedInto.into)
    const { members } = Ticket.edgesOf(target.ticket)
    const ids = mergedInto !== null ? [asked.stream] : await leavingOf(house, target, sources)
    const living = async (one: string): Promise<Living<Loaded>> => existing(house, one)
    const leaving = await Promise.all(
      ids.map(async (one) => ({
        living: await living(one),
        carried: await Promise.all((members.find((member) => member.ticket === one)?.carried ?? []).map(living))
      }))
    )
    const staying = await Promise.all(members.filter((member) => !ids.includes(member.ticket)).map((member) => living(member.ticket)))
    const events = await history(house, target.stream)
    const context = { now: Instant.make(house.now()), id: "unmerge", actor: doer.actor, via: doer.via, vocabulary: house.workspace }
    const messages = await messagesSince(house, target.ticket, events)
    return granted(partingOf({ target, history: events, leaving, staying, messages, allocate }, context))
  }
  const done = await jointly(house, await streamOf(house, ticket), doer, { unmerge: ticket, sources, allocate }, plan, PARTING)
  return done[0] ?? again(house, await streamOf(house, ticket))
}

/** Those that came with the latest merge, where nobody says which. */
const leavingOf = async (house: House, { ticket, stream }: Living, sources: Unmerging["sources"]): Promise<ReadonlyArray<string>> => {
  const { members } = Ticket.edgesOf(ticket)
  const latest = members.at(-1)?.merge
  const ids = sources === undefined ? [] : await Promise.all(sources.map((source) => streamOf(house, source)))
  const leaving = sources === undefined ? members.filter((member) => member.merge === latest).map((member) => member.ticket) : ids
  const unknown = leaving.find((one) => !members.some((member) => member.ticket === one))
  if (leaving.length === 0 || unknown !== undefined) throw new Ticket.NotMerged({ ticketId: unknown ?? stream })
  return [...new Set(leaving)]
}

/** What none of its members brought. */
const messagesSince = async (
  house: House,
  ticket: Ticket.Ticket,
  events: ReadonlyArray<Ticket.Event>
): Promise<ReadonlyArray<Ticket.Conversation.Message>> => {
  const { conversation, members } = Ticket.edgesOf(ticket)
  const own = members.reduce((rest, { pieces }) => Ticket.Pieces.minus(rest, pieces), conversation)
  const strands = await Promise.all(
    own.map(async ({ stream }) => ({ stream, events: stream === ticket.id ? events : await history(house, stream) }))
  )
  return Ticket.Conversation.messages(own, strands)
}

/** A ticket, or the one that answers for it since it was merged; with all that is part of that. */
const named = async (house: House, asked: string): Promise<Named<Loaded>> => {
  const found = await existing(house, await streamOf(house, asked))
  const { mergedInto } = Ticket.edgesOf(found.ticket)
  const living = mergedInto === null ? found : await existing(house, mergedInto.survivor)
  const carried = await Promise.all(Ticket.mergedTickets(Ticket.edgesOf(living.ticket)).map((one) => existing(house, one)))
  return { asked: found.stream, living, carried }
}

/** `ticketId`: the one whose version may be expected. What became of each step; nothing, where it was granted before or there was nothing to do. */
export const jointly = async (
  house: House,
  ticketId: string,
  { commandId, expectedVersion, ...doer }: Doer,
  meaning: unknown,
  plan: (draw: number) => Promise<ReadonlyArray<Step<Loaded>>>,
  cause: string | undefined,
  beside: () => ReadonlyArray<Storage.StreamWrite> = () => []
): Promise<ReadonlyArray<Done>> => {
  const asked = () =>
    together(house, {
      ...doer,
      ticketId,
      command: commandId === undefined ? undefined : { id: commandId, digest: digest([doer.actor, meaning]) },
      plan: async (draw) => {
        const steps = await plan(draw)
        const actual = steps.find(({ subject }) => subject.stream === ticketId)?.subject.version
        if (expectedVersion !== undefined && actual !== undefined && actual !== expectedVersion)
          throw new StaleVersion({ ticketId, expected: expectedVersion, actual })
        return { parts: steps.map((step): Part => ({ ...step, cause })), beside: beside() }
      }
    })
  const done = await asked().catch(async (refusal: unknown) => {
    // Its time to be closed was over before anybody looked; what is asked of it depends on that.
    if (refusal instanceof Ticket.TicketClosed && ((await look(house, refusal.ticketId)) ?? 0) > 0) return asked()
    throw refusal
  })
  return done === null || "keyHeld" in done ? [] : done
}

const preceded = (steps: ReadonlyArray<Step<Loaded>>, before: Before | undefined): ReadonlyArray<Step<Loaded>> =>
  before === undefined
    ? steps
    : steps.map(({ subject, commands }) => ({
        subject,
        commands: subject.stream === before.of ? [...before.commands, ...commands] : commands
      }))

/** Each once: several names may be those of one. */
const distinct = (all: ReadonlyArray<Named<Loaded>>): ReadonlyArray<Ticket.Ticket> => [
  ...new Map(all.map(({ living }) => [living.stream, living.ticket])).values()
]

export const granted = <A>(answer: Result.Result<A, Error>): A => {
  if (Result.isFailure(answer)) throw answer.failure
  return answer.success
}
