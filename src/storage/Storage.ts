/**
 * Where a desk is kept. Ten verbs, all in plain JSON values and promises; the tenant comes first in each.
 * The house computes what is stored (events, documents, facts, keys, effects); a storage keeps it, finds it again
 * and sees to it that a commit happens whole or not at all. `testing/storageContract.ts` says all of this as checks.
 */
import type { Facts, Findable } from "../condition/Condition.ts"

/** Any JSON value: what `JSON.parse(JSON.stringify(x))` gives back unchanged. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** What a stream is of. `removed`: a ticket that lies aside, where no question about tickets meets it; a record changes its kind. */
export type Kind = "ticket" | "requester" | "organization" | "quarantine" | "promise" | "queue" | "link" | "seen" | "draft" | "removed"

/** A record as it stands after its latest event: a cache of its events, with what can be searched for. */
export interface Document {
  readonly kind: Kind
  readonly body: Json
  /** What conditions and orders read. Keys are field names; text is folded. */
  readonly facts: Facts
  /** The earliest instant (epoch milliseconds) at which the record wants to be looked at. */
  readonly wakeAt: number | null
}

/** What an event says of one person, kept apart from it: events stay for good, this can be erased. */
export interface Vaulted {
  /** Of the event in its stream, 1 the first. */
  readonly version: number
  /** Whose it is. At most one entry for each event and subject. */
  readonly subject: string
  /** Never `null`. */
  readonly value: Json
}

export interface StreamWrite {
  /** Unique in the tenant. */
  readonly stream: string
  /** How many events the writer believes there are: 0 for a new stream. */
  readonly expected: number
  readonly events: ReadonlyArray<Json>
  /** What these events say of people; nothing, where it is left out. */
  readonly vault?: ReadonlyArray<Vaulted>
  readonly document: Document
  /** Words to find the record by, beside those added before: already cut into words (`Search.words`), joined by single blanks. */
  readonly words: string
}

/** A name that leads to a stream: a Message-ID, an address, a reference. */
export interface Key {
  readonly key: string
  readonly stream: string
  /** `true`: the commit fails with `KeyTaken` if another stream has it. `false`: the first to have it keeps it. */
  readonly exclusive: boolean
}

/** Something to be done outside. A key seen before is not written again, so what it stands for happens once. */
export interface Effect {
  readonly key: string
  readonly kind: string
  readonly stream: string
  readonly payload: Json
  /** Not before (epoch milliseconds). */
  readonly dueAt: number
}

/** Something to be done outside that nobody has done yet. */
export type Pending = Pick<Effect, "key" | "kind" | "stream" | "payload">

/**
 * What must be gone when the commit is answered: not only out of reach, but out of the bytes of the store, as far as they are
 * in its hands. `value` and `payload` replace what was there; `null`: nothing does.
 */
export interface Erasure {
  readonly vault: ReadonlyArray<{ readonly stream: string; readonly version: number; readonly subject: string; readonly value: Json }>
  /** All entries of words that a stream can be found by, in place of those before; those of its `StreamWrite` come on top. */
  readonly words: ReadonlyArray<{ readonly stream: string; readonly entries: ReadonlyArray<string> }>
  /** None of those that the batch writes. */
  readonly keys: ReadonlyArray<string>
  /** Effects that are not done yet. One without a payload never will be, and its key is free again. */
  readonly effects: ReadonlyArray<{ readonly key: string; readonly payload: Json }>
}

export interface Batch {
  /** Idempotency: `digest` says what was asked, so that one id is not used for two wishes. */
  readonly command: { readonly id: string; readonly digest: string }
  readonly at: number
  /** Each stream once. */
  readonly streams: ReadonlyArray<StreamWrite>
  readonly keys: ReadonlyArray<Key>
  readonly effects: ReadonlyArray<Effect>
  /** Each record whose words are erased is written in the same batch. */
  readonly erase?: Erasure
}

export interface Head {
  readonly stream: string
  /** How many events the stream has. */
  readonly version: number
}

export type CommitAnswer =
  | { readonly _tag: "Committed"; readonly heads: ReadonlyArray<Head> }
  /** This very command was committed before; nothing happened now. `heads` are those of then. */
  | { readonly _tag: "Repeated"; readonly heads: ReadonlyArray<Head> }
  /** This command id was used before, for another wish. */
  | { readonly _tag: "CommandReused" }
  | { readonly _tag: "Conflict"; readonly stream: string; readonly expected: number; readonly actual: number }
  | { readonly _tag: "KeyTaken"; readonly key: string; readonly stream: string }

export interface Found {
  readonly stream: string
  readonly version: number
  readonly document: Document
}

export interface Order {
  readonly field: string
  readonly descending: boolean
}

export interface Query {
  readonly kind: Kind
  /** Only these streams. */
  readonly streams?: ReadonlyArray<string>
  readonly where?: Findable
  /** Only records with at least one entry of `words` that holds all of these words; same form as `words`. No words find nothing. */
  readonly text?: string
  /**
   * Ascending: false, true, numbers, text by code point. Unset comes last in both directions, and so does a list, which has
   * no place of its own; ties are broken by `stream`, ascending by code point.
   */
  readonly order: ReadonlyArray<Order>
  readonly limit: number
  /** The `next` of the page before. */
  readonly after?: string
}

export interface Page {
  readonly found: ReadonlyArray<Found>
  /** Opaque; `null`: that was all. */
  readonly next: string | null
}

/**
 * Something due, lent to one holder until its lease ends; then it is due again. `attempt` fences a holder whose lease has
 * ended. A commit to a stream replaces its wakeup and ends the claim on it: what was settled by the commit needs no `settle`.
 */
export interface Claim {
  readonly id: string
  /** How often it was lent, from 1. */
  readonly attempt: number
  readonly stream: string
  /** The effect's kind and payload; for a wakeup `"wakeup"` and the document's version. */
  readonly kind: string
  readonly payload: Json
  /** What the last `settle` of an effect left: who got it already. */
  readonly progress: Json
}

export interface Settlement {
  readonly id: string
  readonly attempt: number
  readonly outcome: { readonly _tag: "Done" } | { readonly _tag: "Retry"; readonly at: number } | { readonly _tag: "Dead" }
  readonly progress: Json
}

export interface FeedEntry {
  readonly stream: string
  readonly version: number
  readonly event: Json
}

export interface Storage {
  /** All or nothing, over every stream of the batch. */
  readonly commit: (tenant: string, batch: Batch) => Promise<CommitAnswer>
  /** Events `from` (1 is the first) onwards, in order, at most `limit`. A stream that nobody wrote to is empty. */
  readonly read: (tenant: string, stream: string, from: number, limit: number) => Promise<ReadonlyArray<Json>>
  /** What is kept apart of the events `from` up to and including `to`, in the order of these. */
  readonly vault: (tenant: string, stream: string, from: number, to: number) => Promise<ReadonlyArray<Vaulted>>
  readonly find: (tenant: string, query: Query) => Promise<Page>
  /** How many records of the kind meet each condition. */
  readonly count: (tenant: string, kind: Kind, conditions: ReadonlyArray<Findable>) => Promise<ReadonlyArray<number>>
  /** Those of the keys that are known. */
  readonly lookup: (
    tenant: string,
    keys: ReadonlyArray<string>
  ) => Promise<ReadonlyArray<{ readonly key: string; readonly stream: string }>>
  /** Every committed event of the tenant once, in an order that never changes; `after` is the last position seen, 0 at first. */
  readonly feed: (
    tenant: string,
    after: number,
    limit: number
  ) => Promise<{ readonly entries: ReadonlyArray<FeedEntry>; readonly position: number }>
  /** What is due at `now`, each to one holder for `lease` milliseconds, the longest due first. */
  readonly claim: (tenant: string, what: "effects" | "wakeups", now: number, limit: number, lease: number) => Promise<ReadonlyArray<Claim>>
  /** What these streams asked to have done and nobody has done yet, due or not, lent or not. */
  readonly outbox: (tenant: string, streams: ReadonlyArray<string>) => Promise<ReadonlyArray<Pending>>
  /** Ends claims. What is `Done` or `Dead` is remembered by its key alone. Answers the ids that were still the claimer's; a late holder's settlement changes nothing. */
  readonly settle: (tenant: string, what: "effects" | "wakeups", settlements: ReadonlyArray<Settlement>) => Promise<ReadonlyArray<string>>
  readonly close: () => Promise<void>
}
