/**
 * Takes out of one ticket what it says of people: from the vault, the document, the index of words, the outbox and the blob
 * store, and writes down that it is gone. Begun again after whatever interrupted it, it ends the same.
 */
import * as Result from "effect/Result"
import { AUTOMATIC } from "../desk/automate.ts"
import { documentOf } from "../desk/handle.ts"
import { wordsOf } from "../desk/words.ts"
import type * as Actor from "../people/Actor.ts"
import type { Erasure, Json } from "../storage/Storage.ts"
import { wordOf } from "../storage/vault/declared.ts"
import type { Held } from "../storage/vault/examine.ts"
import { type Entry, filesIn, sealOf } from "../storage/vault/Seal.ts"
import { ownerOf } from "../storage/vault/vaulted.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import { decodeEvent } from "./codec.ts"
import { Contended } from "./Failure.ts"
import { type Halves, halvesOf, openedWith } from "./halves.ts"
import type { House } from "./House.ts"
import { replayed } from "./load.ts"
import { loneFiles } from "./loneFiles.ts"
import { purged, type Unsaid, unsaidIn } from "./unsaid.ts"

/** Who has it erased, and why. */
export interface Eraser {
  readonly actor: Actor.Actor
  readonly why: string
  readonly via?: string | undefined
}

export interface Wish extends Eraser, Pick<Ticket.Erase, "what" | "message"> {
  readonly ticketId: string
  /** What is to be behind a seal: another entry, or nothing (`null`). Those that are left out stay as they are. */
  readonly entries: (halves: Halves) => ReadonlyMap<Held, Entry | null>
  /** What becomes of what nobody has carried out yet. */
  readonly unsaid: (gone: ReadonlyArray<Held>) => Unsaid
  /** Keys that lead to the ticket, and shall not any more. */
  readonly keys?: (events: ReadonlyArray<Json>, gone: ReadonlyArray<Held>) => ReadonlyArray<string>
}

export interface Gone {
  readonly ticketId: string
  /** Of which something is gone. */
  readonly messages: number
  /** Blobs that nobody referred to any more. */
  readonly files: number
}

const ATTEMPTS = 20

/** `undefined`: nothing was left to erase. @throws {TicketNotFound | NotAnAgent} */
export const eraseFrom = async (house: House, wish: Wish): Promise<Gone | undefined> => {
  const { tenant } = house
  const { ticketId } = wish
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const halves = await halvesOf(house, ticketId)
    if (halves.bodies.length === 0) throw new Ticket.TicketNotFound({ ticketId })
    const entries = wish.entries(halves)
    const touched = [...entries.keys()]
    const effects = await unsaidIn(house, ticketId, wish.unsaid(touched))
    if (touched.length === 0 && effects.length === 0) return undefined
    const left = halves.held.flatMap((held) => {
      const entry = entries.get(held)
      return entry === null ? [] : [{ ...held, entry: entry ?? held.entry }]
    })
    const opened = openedWith(halves.bodies, left)
    const before = openedWith(halves.bodies, halves.held)
    const files = await loneFiles(house, ticketId, before, opened)
    // Before what refers to them: of those that are left over nobody would know.
    for (const file of files) await house.blobs.delete(tenant, file)
    const known = await house.storage.lookup(tenant, wish.keys?.(before, touched) ?? [])
    const keys = known.filter(({ stream }) => stream === ticketId).map(({ key }) => key)
    if (await isCommitted(house, wish, { entries, left, opened, effects, keys }))
      return { ticketId, messages: messagesIn(halves.bodies, touched), files: files.length }
  }
  throw new Contended({ ticketId, attempts: ATTEMPTS })
}

/** All that it says of people, whatever state it is in; who did what kind of thing when stays. @throws {TicketNotFound | NotAnAgent} */
export const purgeTicket = (house: House, ticketId: string, doer: Eraser): Promise<Gone | undefined> =>
  eraseFrom(house, {
    ...doer,
    ticketId,
    what: "ticket",
    message: null,
    entries: ({ held }) => new Map(held.map((one) => [one, null])),
    unsaid: () => purged
  })

interface Change extends Pick<Erasure, "effects" | "keys"> {
  readonly entries: ReadonlyMap<Held, Entry | null>
  readonly left: ReadonlyArray<Held>
  /** The events as they will be read from now on. */
  readonly opened: ReadonlyArray<Json>
}

/** Decided by the ticket alone: no rule of the desk has a say in what is erased, and none answers it. */
const isCommitted = async (house: House, wish: Wish, { entries, left, opened, effects, keys }: Change): Promise<boolean> => {
  const { ticketId, actor, via = AUTOMATIC } = wish
  const past = opened.map((event, i) => decodeEvent(ticketId, i + 1, event))
  const now = Instant.max(Instant.make(house.now()), past.at(-1)!.at)
  const context = { now, id: house.newId(), actor, via, vocabulary: house.workspace }
  const decided = Ticket.decide(Ticket.replay(past), factOf(wish, entries), context)
  if (Result.isFailure(decided)) throw decided.failure
  const { ticket, sla, memory } = await replayed(house, [...past, ...decided.success])
  const document = documentOf(house, ticket!, sla.clocks, memory)
  const write = { stream: ticketId, expected: past.length, events: decided.success as never, document, words: "" }
  const answer = await house.storage.commit(house.tenant, {
    command: { id: context.id, digest: "" },
    at: now,
    streams: [write],
    keys: [],
    effects: [],
    erase: {
      vault: [...entries].map(([{ version, subject }, entry]) => ({ stream: ticketId, version, subject, value: entry as never })),
      words: [{ stream: ticketId, entries: wordsFor(past, opened, left, ownerOf(write)) }],
      keys,
      effects
    }
  })
  return answer._tag === "Committed"
}

const factOf = ({ what, why, message }: Wish, entries: ReadonlyMap<Held, Entry | null>): Ticket.Erase => {
  const gone: Array<{ readonly from: number; to: number }> = []
  const rewritten: Array<Ticket.Erase["rewritten"][number]> = []
  for (const [{ seal }, entry] of [...entries].toSorted(([a], [b]) => a.seal - b.seal)) {
    const last = gone.at(-1)
    // What no seal is of is nothing that was written here; it goes without a word.
    if (seal < 0) continue
    if (entry !== null) rewritten.push({ seal, as: sealOf(entry) })
    else if (last?.to === seal - 1) last.to = seal
    else gone.push({ from: seal, to: seal })
  }
  return { _tag: "Erase", what, why, message, gone, rewritten }
}

/** What the ticket can still be found by, event by event. */
const wordsFor = (
  events: ReadonlyArray<Ticket.Event>,
  opened: ReadonlyArray<Json>,
  left: ReadonlyArray<Held>,
  owner: string
): ReadonlyArray<string> => {
  const subjects = Map.groupBy(left, ({ version }) => version)
  return events
    .map((event, i) => {
      const others = (subjects.get(i + 1) ?? []).filter(({ subject }) => subject !== owner)
      return [wordsOf([event]), ...others.map(({ subject }) => wordOf(subject)), ...filesIn(opened[i]!)]
        .filter((word) => word !== "")
        .join(" ")
    })
    .filter((entry) => entry !== "")
}

const messagesIn = (bodies: ReadonlyArray<Json>, touched: ReadonlyArray<Held>): number =>
  new Set(touched.flatMap(({ version }) => ("messageId" in (bodies[version - 1] as object) ? [version] : []))).size
