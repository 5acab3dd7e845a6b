/** Streams beside the tickets: small states of many writers, folded from events of their own, their document a cache. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Facts } from "../condition/Condition.ts"
import type * as Storage from "../storage/Storage.ts"
import { Contended, CorruptRecord } from "./Failure.ts"
import type { House } from "./House.ts"

export interface Aside<State, Event> {
  readonly kind: Storage.Kind
  readonly initial: State
  readonly evolve: (state: State, event: Event) => State
  readonly readState: (body: unknown) => Result.Result<State, Schema.SchemaError>
  readonly readEvent: (body: unknown) => Result.Result<Event, Schema.SchemaError>
  /** What it is found by. Never words: what lies here nobody else searches. */
  readonly factsOf: (state: State) => Facts
}

/** As it was read: whoever writes on is told of a conflict where somebody else wrote meanwhile. */
export interface Kept<State> {
  readonly stream: string
  readonly version: number
  readonly state: State
}

/** In the order of the streams. */
export const keptIn = async <S, E>(house: House, aside: Aside<S, E>, streams: ReadonlyArray<string>): Promise<ReadonlyArray<Kept<S>>> => {
  if (streams.length === 0) return []
  const query = { kind: aside.kind, streams, order: [], limit: streams.length }
  const { found } = await house.storage.find(house.tenant, query)
  const byStream = new Map(found.map((record) => [record.stream, record]))
  return Promise.all(
    streams.map(async (stream) => {
      const record = byStream.get(stream)
      return record === undefined ? { stream, version: 0, state: aside.initial } : keptOf(house, aside, record)
    })
  )
}

/** From its events alone, where its document is of another version of this library. */
export const keptOf = async <S, E>(house: House, aside: Aside<S, E>, { stream, version, document }: Storage.Found): Promise<Kept<S>> => {
  const state = aside.readState(document.body)
  return { stream, version, state: Result.isSuccess(state) ? state.success : await replayed(house, aside, stream) }
}

const PAGE = 1000

const replayed = async <S, E>(house: House, aside: Aside<S, E>, stream: string): Promise<S> => {
  let state = aside.initial
  for (let from = 1; ; from += PAGE) {
    const page = await house.storage.read(house.tenant, stream, from, PAGE)
    for (const [i, body] of page.entries()) {
      const event = aside.readEvent(body)
      if (Result.isFailure(event)) throw new CorruptRecord({ stream, version: from + i, problem: event.failure.message.slice(0, 500) })
      state = aside.evolve(state, event.success)
    }
    if (page.length < PAGE) return state
  }
}

/** One thing more that happened. */
export const writing = <S, E extends object>(aside: Aside<S, E>, { stream, version, state }: Kept<S>, event: E): Storage.StreamWrite => {
  const after = aside.evolve(state, event)
  return {
    stream,
    expected: version,
    events: [json(event)],
    document: { kind: aside.kind, body: json(after), facts: aside.factsOf(after), wakeAt: null },
    words: ""
  }
}

/** Every value of the domain is plain JSON; TypeScript wants to hear it of named types. */
const json = (value: unknown): never => value as never

const ATTEMPTS = 100

/** Writes what there is to write, again from the beginning where somebody else was first. `writes`: no streams, where there is nothing to say. */
export const written = async <A>(
  house: House,
  ticketId: string,
  plan: () => Promise<{ readonly writes: ReadonlyArray<Storage.StreamWrite>; readonly answer: A }>
): Promise<A> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { writes, answer } = await plan()
    if (writes.length === 0) return answer
    const batch = { command: { id: house.newId(), digest: "" }, at: house.now(), streams: writes, keys: [], effects: [] }
    if ((await house.storage.commit(house.tenant, batch))._tag === "Committed") return answer
  }
  throw new Contended({ ticketId, attempts: ATTEMPTS })
}
