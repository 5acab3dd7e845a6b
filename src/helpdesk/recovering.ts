/** What lies in quarantine becomes a message after all: once, whoever asks for it how often. */
import { Buffer } from "node:buffer"
import type { Actor } from "../people/Actor.ts"
import { accept } from "./accept.ts"
import { NotConfigured, NotRecoverable } from "./Failure.ts"
import type { House } from "./House.ts"
import { over, recordIn } from "./quarantine.ts"
import type { Reading, Received } from "./receive.ts"
import { isTaken } from "./Recovery.ts"

/** The same way as anything that comes in, but for what spoke against it. @throws {NotRecoverable | NotConfigured} */
export const recoverQuarantined = async (house: House, id: string, as: Actor, reading: Reading | undefined): Promise<Received> => {
  const found = await recordIn(house, id)
  if (found === undefined) throw new NotRecoverable({ id, reason: "there is no such record" })
  if (found.isOver) return { _tag: "Duplicate" }
  const { raw, channel, as: speaker } = found.record
  const bytes = await house.blobs.get(house.tenant, raw)
  if (bytes === undefined) throw new NotRecoverable({ id, reason: "its bytes are not there any more" })
  const turn = (ticketId: string) => over(found, { _tag: "Recovered", at: house.now(), by: as, ticket: ticketId })
  try {
    if (channel === true) return await accept(house, revived(id, bytes), speaker, { id, turn })
    if (reading === undefined) throw new NotConfigured({ needs: "mail.parser" })
    const { receive } = await import("./receive.ts")
    return await receive(house, bytes, reading, { id, turn })
  } catch (cause) {
    if (isTaken({ id, turn }, cause)) return { _tag: "Duplicate" }
    throw cause
  }
}

/** As it was handed over: see `bytesOf`. */
const revived = (id: string, bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes), (_, value: unknown) => (isFile(value) ? Buffer.from(value.base64, "base64") : value))
  } catch {
    throw new NotRecoverable({ id, reason: "it is no message that could be read" })
  }
}
const isFile = (value: unknown): value is { readonly base64: string } =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).join() === "base64" &&
  typeof (value as { base64: unknown }).base64 === "string"
