/** Mail that could not, or must not, become a message yet. Its raw bytes are kept; nothing is dropped. */
import * as Schema from "effect/Schema"
import { Cause } from "../mail/Incoming.ts"
import type * as Storage from "../storage/Storage.ts"
import { Instant } from "../time/Instant.ts"
import * as Search from "../text/Search.ts"
import type { House } from "./House.ts"

export class Quarantined extends Schema.Opaque<Quarantined>()(
  Schema.Struct({
    id: Schema.String,
    at: Instant,
    /** Where the raw bytes lie in the blob store. */
    raw: Schema.String,
    size: Schema.Int,
    causes: Schema.Array(Cause),
    detail: Schema.String,
    from: Schema.NullOr(Schema.String),
    subject: Schema.NullOr(Schema.String)
  })
) {}

/** Keeps a mail apart. `copy` is the key of its content: a second delivery of the same mail finds it taken, and answers `undefined`. */
export const quarantine = async (
  house: House,
  mail: Omit<Quarantined, "id">,
  keys: ReadonlyArray<string>
): Promise<Quarantined | undefined> => {
  const id = house.newId()
  const record: Quarantined = { id, ...mail }
  const body = record as unknown as Storage.Json
  const answer = await house.storage.commit(house.tenant, {
    command: { id: house.newId(), digest: "" },
    at: mail.at,
    streams: [
      {
        stream: id,
        expected: 0,
        events: [{ _tag: "Quarantined", mail: body }],
        document: { kind: "quarantine", body, facts: { at: mail.at, causes: mail.causes, from: mail.from }, wakeAt: null },
        words: Search.words(`${mail.from ?? ""} ${mail.subject ?? ""}`)
      }
    ],
    keys: keys.map((key) => ({ key, stream: id, exclusive: true })),
    effects: []
  })
  return answer._tag === "KeyTaken" ? undefined : record
}

const decode = Schema.decodeUnknownSync(Quarantined)

/** The latest first. */
export const quarantined = async (house: House, limit: number): Promise<ReadonlyArray<Quarantined>> => {
  const { found } = await house.storage.find(house.tenant, { kind: "quarantine", order: [{ field: "at", descending: true }], limit })
  return found.map((record) => decode(record.document.body))
}
