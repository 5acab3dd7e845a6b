/** Keeps a message apart that could not, or must not, become one of a ticket yet: all of it, as it was handed over. */
import { Buffer } from "node:buffer"
import { inspect } from "node:util"
import type { Arrived } from "../channel/Inbound.ts"
import * as Line from "../channel/Line.ts"
import { subjectOf } from "../desk/written.ts"
import type { Cause } from "../mail/Incoming.ts"
import type { Actor } from "../people/Actor.ts"
import * as Identity from "../people/Identity.ts"
import * as Text from "../text/Text.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"
import { quarantine } from "./quarantine.ts"
import type { Received } from "./receive.ts"

/** `message`: what could be read of it. Kept once, as messages are. */
export const apart = async (
  house: House,
  whole: unknown,
  message: Arrived | undefined,
  cause: Cause,
  detail: string,
  as?: Actor
): Promise<Received> => {
  const bytes = bytesOf(whole)
  const raw = await house.blobs.put(house.tenant, bytes)
  const record = await quarantine(
    house,
    {
      at: Instant.make(house.now()),
      raw,
      size: bytes.length,
      causes: [cause],
      detail: Text.cut(Text.clean(detail), 1000),
      from: message === undefined ? null : Identity.key(message.person.identity),
      subject: message === undefined ? null : subjectOf(message, ""),
      channel: true,
      ...(as === undefined ? {} : { as })
    },
    [message === undefined ? `copy:${raw}` : Line.saidKey(message)]
  )
  return record === undefined ? { _tag: "Duplicate" } : { _tag: "Quarantined", id: record.id, causes: record.causes, detail: record.detail }
}

/** As JSON, bytes in base64; what is no JSON in whatever words there are for it. */
export const bytesOf = (whole: unknown): Uint8Array => {
  try {
    return new TextEncoder().encode(JSON.stringify(whole, plain) ?? inspected(whole))
  } catch {
    return new TextEncoder().encode(inspected(whole))
  }
}
/** A `Buffer` has turned itself into a list of numbers by the time that its value is handed in. */
function plain(this: unknown, key: string, value: unknown): unknown {
  const bytes = (this as Readonly<Record<string, unknown>>)[key]
  return bytes instanceof Uint8Array ? { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64") } : value
}
const inspected = (whole: unknown): string => {
  try {
    return inspect(whole, { customInspect: false, maxStringLength: null, maxArrayLength: null, depth: 20 })
  } catch {
    return "(it cannot be looked at)"
  }
}
