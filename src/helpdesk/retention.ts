/** Erases what an automation asked to have erased: a ticket, and those that were merged into it. Begun again, it ends the same. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../people/Actor.ts"
import { Id } from "../text/Id.ts"
import type { Json } from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import type { Answer } from "../webhook/Caller.ts"
import { eraseDrafts } from "./eraseDrafts.ts"
import { erasePurged } from "./erasePurged.ts"
import { purgeTicket } from "./erasing.ts"
import type { House } from "./House.ts"
import { existing } from "./load.ts"

const decode = Schema.decodeUnknownResult(Schema.Struct({ ticketId: Id, by: Actor.Actor, why: Schema.String, purged: Schema.Boolean }))

/** Never rejects. */
export const erased = async (house: House, payload: Json): Promise<Answer> => {
  const read = decode(payload)
  if (Result.isFailure(read)) return { state: "failed", reply: "what is to be erased cannot be read" }
  const { ticketId, by: actor, why } = read.success
  try {
    if (read.success.purged) {
      await erasePurged(house, ticketId, { actor, why })
      return { state: "sent", reply: "" }
    }
    const { ticket } = await existing(house, ticketId)
    for (const id of [...Ticket.mergedTickets(Ticket.edgesOf(ticket)), ticketId]) {
      await purgeTicket(house, id, { actor, why })
      await eraseDrafts(house, { field: "ticket", op: "is", value: id })
    }
    return { state: "sent", reply: "" }
  } catch {
    return { state: "retry", reply: "it could not be erased" }
  }
}
