/** Mail and messages that could not, or must not, become one of a ticket yet. They are kept as they came; nothing is dropped. */
import * as Schema from "effect/Schema"
import { Cause } from "../mail/Incoming.ts"
import { Actor } from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import { ERASED } from "../ticket/Personal.ts"
import * as Search from "../text/Search.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"

export class Quarantined extends Schema.Opaque<Quarantined>()(
  Schema.Struct({
    id: Schema.String,
    at: Instant.Instant,
    /** Where the raw bytes lie in the blob store. */
    raw: Schema.String,
    size: Schema.Int,
    causes: Schema.Array(Cause),
    detail: Schema.String,
    from: Schema.NullOr(Schema.String),
    subject: Schema.NullOr(Schema.String),
    /** Until when it is kept; not there: for ever. */
    expiresAt: Schema.optionalKey(Instant.Instant),
    /** It came by a channel other than mail. */
    channel: Schema.optionalKey(Schema.Literal(true)),
    /** Whoever of the desk spoke in it. */
    as: Schema.optionalKey(Actor)
  })
) {}

const DAY = 86_400_000

/** Keeps a mail apart. `copy` is the key of its content: a second delivery of the same mail finds it taken, and answers `undefined`. */
export const quarantine = async (
  house: House,
  mail: Omit<Quarantined, "id" | "expiresAt">,
  keys: ReadonlyArray<string>
): Promise<Quarantined | undefined> => {
  const id = house.newId()
  const days = house.workspace.purgeAfter.quarantine
  const record: Quarantined = { id, ...mail, ...(days === null ? {} : { expiresAt: Instant.plus(mail.at, days * DAY) }) }
  const body = record as unknown as Storage.Json
  const answer = await house.storage.commit(house.tenant, {
    command: { id: house.newId(), digest: "" },
    at: mail.at,
    streams: [
      {
        stream: id,
        expected: 0,
        events: [{ _tag: "Quarantined", mail: body }],
        document: {
          kind: "quarantine",
          body,
          facts: { at: mail.at, causes: mail.causes, from: mail.from },
          wakeAt: record.expiresAt ?? null
        },
        words: Search.words(`${mail.from ?? ""} ${mail.subject ?? ""}`)
      }
    ],
    keys: keys.map((key) => ({ key, stream: id, exclusive: true })),
    effects: []
  })
  return answer._tag === "KeyTaken" ? undefined : record
}

export const decodeQuarantined = Schema.decodeUnknownSync(Quarantined)

/** The record of somebody who is erased: when and why it was kept apart. */
export const blank = (record: Quarantined): Quarantined => ({ ...record, raw: "", detail: ERASED, from: null, subject: null })

/** What waits there, the latest first. */
export const quarantined = async (house: House, limit: number): Promise<ReadonlyArray<Quarantined>> => {
  const { found } = await house.storage.find(house.tenant, {
    kind: "quarantine",
    where: { field: "over", op: "isSet", value: false },
    order: [{ field: "at", descending: true }],
    limit
  })
  return found.map((record) => decodeQuarantined(record.document.body))
}

/** A record, and how many events it has; `undefined`: there is none such. `isOver`: it is a message by now, or expired. */
export const recordIn = async ({ storage, tenant }: House, id: string) => {
  const [found] = (await storage.find(tenant, { kind: "quarantine", streams: [id], order: [], limit: 1 })).found
  return found && { record: decodeQuarantined(found.document.body), version: found.version, isOver: found.document.facts["over"] === true }
}

/** What is written when a record is over: it waits no more, and who wrote what is not for anybody to read there. */
export const over = ({ record: { id, ...record }, version }: Over, event: Storage.Json): Storage.StreamWrite => {
  const { as: _as, ...bare } = { id, ...record, detail: "", from: null, subject: null }
  return {
    stream: id,
    expected: version,
    events: [event],
    document: { kind: "quarantine", body: bare, facts: { at: record.at, over: true }, wakeAt: null },
    words: ""
  }
}
type Over = NonNullable<Awaited<ReturnType<typeof recordIn>>>

/** How many facts followed: its time is over, or nothing. `undefined`: it is no record of the quarantine. */
export const expire = async (house: House, id: string): Promise<number | undefined> => {
  const found = await recordIn(house, id)
  if (found === undefined) return undefined
  const at = Instant.make(house.now())
  if (found.isOver || found.record.expiresAt === undefined || found.record.expiresAt > at) return 0
  // Nobody reads it there any more, so nobody keeps it either.
  const { eraseQuarantined } = await import("./eraseQuarantined.ts")
  return (await eraseQuarantined(house, over(found, { _tag: "Expired", at }))) === undefined ? 0 : 1
}
