/** Who is there and whose turn it is, kept in the desk's store: one stream for all queues, since they give to the same agents. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { availableFrom } from "../assignment/Absence.ts"
import * as Rota from "../assignment/Rota.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import { CorruptRecord } from "./Failure.ts"
import type { House } from "./House.ts"

/** The rota as it was read: whoever writes on takes turns that nobody else took meanwhile, or is told of a conflict. */
export interface Kept {
  readonly version: number
  readonly rota: Rota.Rota
}

const STREAM = "queue:rota"

export const rotaOf = async (house: House): Promise<Kept> => {
  const { found } = await house.storage.find(house.tenant, { kind: "queue", streams: [STREAM], order: [], limit: 1 })
  const record = found[0]
  if (record === undefined) return { version: 0, rota: Rota.initial }
  const rota = decodeRota(record.document.body)
  return { version: record.version, rota: Result.isSuccess(rota) ? rota.success : await replayed(house) }
}

const decodeRota = Schema.decodeUnknownResult(Rota.Rota)
const decodeEvent = Schema.decodeUnknownResult(Rota.Event)

const PAGE = 1000

/** From its events alone, where its document is of another version of this library. */
const replayed = async (house: House): Promise<Rota.Rota> => {
  let rota = Rota.initial
  for (let from = 1; ; from += PAGE) {
    const page = await house.storage.read(house.tenant, STREAM, from, PAGE)
    for (const [i, body] of page.entries()) {
      const event = decodeEvent(body)
      if (Result.isFailure(event))
        throw new CorruptRecord({ stream: STREAM, version: from + i, problem: event.failure.message.slice(0, 500) })
      rota = Rota.evolve(rota, event.success)
    }
    if (page.length < PAGE) return rota
  }
}

/** One thing more that happened, and the rota after it. */
export const writing = ({ version, rota }: Kept, event: Rota.Event): { readonly write: Storage.StreamWrite; readonly after: Kept } => {
  const after = Rota.evolve(rota, event)
  const document = { kind: "queue", body: json(after), facts: {}, wakeAt: null } as const
  return {
    write: { stream: STREAM, expected: version, events: [json(event)], document, words: "" },
    after: { version: version + 1, rota: after }
  }
}

/** Every value of the domain is plain JSON; TypeScript wants to hear it of named types. */
const json = (value: object): never => value as never

export interface Availability {
  readonly away: boolean
  /** There again from then on; `null`: when somebody says so. */
  readonly until: Instant.Instant | null
}

/** Respected by whatever is given out from now on: who reads the rota before this reads it again. */
export const setAvailability = async (house: House, agent: string, { away, until }: Availability): Promise<void> => {
  const unknown = Ticket.unknownWord("agent", agent, house.workspace.agents)
  if (unknown !== undefined) throw unknown
  for (;;) {
    const at = Instant.make(house.now())
    const event: Rota.Event = away ? { _tag: "WentAway", at, agent, until } : { _tag: "CameBack", at, agent }
    const { write } = writing(await rotaOf(house), event)
    const batch = { command: { id: house.newId(), digest: "" }, at, streams: [write], keys: [], effects: [] }
    // Each conflict is what somebody else got done, so this ends.
    if ((await house.storage.commit(house.tenant, batch))._tag === "Committed") return
  }
}

/** Whether a finished ticket, should it come back to life, would come back to somebody who is not there. */
export const isOwnerAway = async (house: House, ticket: Ticket.State): Promise<boolean> => {
  if (house.workspace.queues.length === 0 || ticket === undefined || ticket.assignee === null || !Ticket.isDone(ticket)) return false
  const candidate = house.workspace.candidates.find(({ agent }) => agent === ticket.assignee)
  const now = Instant.make(house.now())
  return candidate === undefined || availableFrom(candidate, (await rotaOf(house)).rota.absences, now) !== now
}
