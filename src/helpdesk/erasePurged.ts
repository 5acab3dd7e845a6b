/** Takes out of the store what nothing shows any more since it was purged. Begun again, it ends the same. */
import type { Json } from "../storage/Storage.ts"
import { salt } from "../storage/vault/digest.ts"
import type { Held } from "../storage/vault/examine.ts"
import type { Entry } from "../storage/vault/Seal.ts"
import type * as Ticket from "../ticket/index.ts"
import { eraseDrafts } from "./eraseDrafts.ts"
import { type Eraser, eraseFrom } from "./erasing.ts"
import type { House } from "./House.ts"
import { history } from "./load.ts"
import { textsOf } from "./passages.ts"
import { linesOf } from "./traces.ts"
import { purged, without } from "./unsaid.ts"

/** Lines that are shorter stand everywhere. */
const SHORT = 4

/** Who says what, and who may read it. */
const ofPeople = /^(?:requester\.(?:name|email)|by|address|participants?(?:\..*)?)$/

export const erasePurged = async (house: House, ticketId: string, doer: Eraser): Promise<void> => {
  const events = await history(house, ticketId)
  const own = events.find((event) => event._tag === "Purged")
  const spared = new Set(own?.spared)
  const lost = new Set(events.flatMap((event) => (event._tag === "MessagesPurged" ? event.messages : [])))
  const isShown = (message: string): boolean => !lost.has(message) && (own === undefined || spared.has(message))
  await eraseFrom(house, {
    ...doer,
    ticketId,
    what: "ticket",
    message: null,
    entries: ({ bodies, held }) => new Map(held.flatMap((one) => left(one, bodies, isShown, own))),
    unsaid: (gone) =>
      own === undefined ? without(() => false, new Set(gone.flatMap(({ entry }) => linesOf(textsOf(entry), SHORT)))) : purged
  })
  if (own !== undefined) await eraseDrafts(house, { field: "ticket", op: "is", value: ticketId })
}

/**
 * Of a message that others show its words stay, and with them who was in the conversation; of one that nobody shows the words go,
 * and of a ticket that lives no more all else.
 */
const left = (
  held: Held,
  bodies: ReadonlyArray<Json>,
  isShown: (message: string) => boolean,
  own: Ticket.Purged | undefined
): ReadonlyArray<readonly [Held, Entry | null]> => {
  const { messageId } = bodies[held.version - 1] as { readonly messageId?: string }
  const [, values] = held.entry
  const stay = values.filter(([path]) => {
    const isSaid = messageId !== undefined && (path === "by" || path.startsWith("content."))
    return isSaid ? isShown(messageId) : own === undefined || (own.spared.length > 0 && ofPeople.test(path))
  })
  if (stay.length === values.length) return []
  return [[held, stay.length === 0 ? null : [salt(), stay]]]
}
