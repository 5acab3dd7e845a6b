/** Hands one answer of the outbox to the outlet of its channel. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Outgoing } from "../channel/Outlet.ts"
import { Dispatch } from "../mail/announce/Dispatch.ts"
import type { Delivery } from "../mail/Ports.ts"
import type { Claim } from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"
import type { House } from "./House.ts"

type Told = Pick<Delivery, "state" | "reply">

const decode = Schema.decodeUnknownResult(Dispatch)

/** Never rejects. `undefined`: this desk has no outlet for the channel. */
export const dispatch = async (house: House, { payload }: Claim): Promise<Told | undefined> => {
  const read = decode(payload)
  if (Result.isFailure(read)) return { state: "failed", reply: "the answer cannot be read" }
  const { channel, line, text, attachments, ticketId, messageId } = read.success
  const outlet = house.carriers.outlets.get(channel)
  if (outlet === undefined) return undefined
  const files = await filesOf(house, attachments)
  if (typeof files === "string") return { state: "retry", reply: files }
  try {
    const { state, reply } = await outlet.send({ ...line, key: `channel:${ticketId}:${messageId}`, text, attachments: files })
    return { state, reply: Text.cut(Text.clean(reply), 500) }
  } catch {
    // An outlet must not reject; one that does may have sent it before. What went wrong there may hold secrets.
    return { state: "unknown", reply: "the outlet failed" }
  }
}

/** Their bytes; in words what is missing. */
const filesOf = async ({ blobs, tenant }: House, attachments: Dispatch["attachments"]): Promise<Outgoing["attachments"] | string> => {
  const files: Array<Outgoing["attachments"][number]> = []
  for (const { name, type, ref } of attachments) {
    const bytes = ref === null ? undefined : await blobs.get(tenant, ref).catch(() => undefined)
    if (bytes === undefined) return `the attachment ${Text.cut(name, 100)} cannot be read`
    files.push({ name, type, bytes })
  }
  return files
}
