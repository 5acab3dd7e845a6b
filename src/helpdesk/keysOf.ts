/** The keys by which what somebody writes next would find what they wrote before. */
import * as Line from "../channel/Line.ts"
import type { Arrived } from "../channel/Inbound.ts"
import { idKey } from "../mail/Threading.ts"
import type { Json } from "../storage/Storage.ts"
import type { Origin } from "../ticket/Origin.ts"

interface Said {
  readonly content?: { readonly mail?: { readonly messageId: string | null }; readonly origin?: Origin }
}

/** `tickets`: all that conversations of theirs may have gone on from. */
export const keysOf = (events: ReadonlyArray<Json>, tickets: ReadonlyArray<string>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    const { mail, origin } = (event as Said).content ?? {}
    return [...(mail?.messageId == null ? [] : [idKey(mail.messageId)]), ...(origin === undefined ? [] : keysAt(origin, tickets))]
  })

const keysAt = (origin: Origin, tickets: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { channel, account, id, thread, person, name, verified, kind } = origin
  const arrived: Arrived = { channel, account, id, thread, kind, text: "", person: { identity: person, name, verified } }
  const bonds = thread === null ? (["person"] as const) : (["thread", "person"] as const)
  return [Line.saidKey(arrived), ...bonds.flatMap((bond) => [undefined, ...tickets].map((after) => Line.keyOf(arrived, bond, after)))]
}
