/** Batches to try a storage with: each says what matters to its check and leaves the rest plain. */
import type { Facts } from "../../condition/Condition.ts"
import type {
  Batch,
  Claim,
  CommitAnswer,
  Effect,
  Found,
  Json,
  Key,
  Query,
  Settlement,
  Storage,
  StreamWrite
} from "../../storage/Storage.ts"
import type { Clause, Runs } from "../Clause.ts"
import { must, usual } from "../Clause.ts"

/** The tenant of most checks. */
export const desk = "desk"

export const write = (
  stream: string,
  expected: number,
  more: Partial<StreamWrite> & { readonly facts?: Facts; readonly wakeAt?: number } = {}
): StreamWrite => ({
  stream,
  expected,
  events: more.events ?? [{ number: expected + 1 }],
  document: more.document ?? { kind: "ticket", body: { stream, expected }, facts: more.facts ?? {}, wakeAt: more.wakeAt ?? null },
  words: more.words ?? "",
  ...(more.vault === undefined ? {} : { vault: more.vault })
})

let commands = 0
/** A command that nobody gave before. */
export const batch = (streams: ReadonlyArray<StreamWrite>, more: Partial<Batch> = {}): Batch => ({
  command: { id: `command-${++commands}`, digest: "wish" },
  at: 0,
  keys: [],
  effects: [],
  ...more,
  streams
})

export const key = (name: string, stream: string, exclusive: boolean): Key => ({ key: name, stream, exclusive })

export const effect = (name: string, more: Partial<Effect> = {}): Effect => ({
  key: name,
  kind: "letter",
  stream: "a",
  payload: { to: name },
  dueAt: 0,
  ...more
})

export const committed = async (
  storage: Storage,
  ...given: Parameters<Storage["commit"]>
): Promise<Extract<CommitAnswer, { _tag: "Committed" }>> => {
  const answer = await storage.commit(...given)
  if (answer._tag !== "Committed") throw new Error(`expected the commit to be granted, got ${JSON.stringify(answer)}`)
  return answer
}

/** All pages of a query, one after the other. */
export const all = async (
  storage: Storage,
  tenant: string,
  query: Query,
  between?: () => Promise<unknown>
): Promise<ReadonlyArray<Found>> => {
  const found: Array<Found> = []
  let after: string | undefined
  for (let page = 0; page < 10_000; page++) {
    const answer = await storage.find(tenant, after === undefined ? query : { ...query, after })
    must(answer.found.length <= query.limit, `a page of ${answer.found.length} where at most ${query.limit} were asked for`)
    found.push(...answer.found)
    if (answer.next === null) return found
    after = answer.next
    await between?.()
  }
  throw new Error("the pages of a query never end")
}

export const tickets = (more: Partial<Query> = {}): Query => ({ kind: "ticket", order: [], limit: 100, ...more })
export const streamsOf = (found: ReadonlyArray<{ readonly stream: string }>): ReadonlyArray<string> => found.map(({ stream }) => stream)

export const settlement = (
  { id, attempt }: Pick<Claim, "id" | "attempt">,
  outcome: Settlement["outcome"] = { _tag: "Done" },
  progress: Json = null
): Settlement => ({ id, attempt, outcome, progress })

/** A clause whose check gets an open storage, closed for it afterwards. */
export const clause = (promise: string, check: (storage: Storage, runs: Runs) => Promise<void>): Clause<Storage> => ({
  promise,
  check: async (open, runs = usual) => {
    const storage = await open()
    try {
      await check(storage, runs)
    } finally {
      await storage.close()
    }
  }
})
