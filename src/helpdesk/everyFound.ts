/** All records that a question finds, page by page, in the order of their ids, which no commit changes. */
import type { Found, Query } from "../storage/Storage.ts"
import type { House } from "./House.ts"

export async function* everyFound(
  { storage, tenant }: House,
  question: Pick<Query, "kind" | "where" | "text">
): AsyncGenerator<Found, void, undefined> {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<House["storage"]["find"]>> = await storage.find(tenant, {
      ...question,
      order: [],
      limit: 100,
      ...(after === null ? {} : { after })
    })
    yield* page.found
    after = page.next
  } while (after !== null)
}
