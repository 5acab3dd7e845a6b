/**
 * The tickets of a desk page by page, in the order of their ids, which no commit changes: those that meet `where`, or all.
 * Ids alone: each is to be loaded when it is its turn.
 */
import type { Findable } from "../condition/Condition.ts"
import type { House } from "./House.ts"

export async function* everyTicket(house: House, where: Findable | undefined): AsyncGenerator<ReadonlyArray<string>> {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<House["storage"]["find"]>> = await house.storage.find(house.tenant, {
      kind: "ticket",
      ...(where === undefined ? {} : { where }),
      order: [],
      limit: 100,
      ...(after === null ? {} : { after })
    })
    yield page.found.map(({ stream }) => stream)
    after = page.next
  } while (after !== null)
}
