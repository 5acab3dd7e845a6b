/** The tickets that meet a condition, one after the other in the order of their ids, which no commit changes; a page at a time is held. */
import type { Findable } from "../condition/Condition.ts"
import type * as Storage from "../storage/Storage.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import type { House } from "./House.ts"
import { ticketOf } from "./load.ts"

export async function* ticketsWhere(house: House, kind: Storage.Kind, where: Findable): AsyncGenerator<Ticket> {
  let after: string | null = null
  do {
    const page: Storage.Page = await house.storage.find(house.tenant, {
      kind,
      where,
      order: [],
      limit: 100,
      ...(after === null ? {} : { after })
    })
    for (const found of page.found) yield await ticketOf(house, found)
    after = page.next
  } while (after !== null)
}
