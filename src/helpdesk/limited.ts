/** The lists of a desk as one agent sees them: what is asked of the store is asked of their tickets alone. */
import type { Findable } from "../condition/Condition.ts"
import type { Agent } from "../people/Agent.ts"
import { reachOf } from "../permission/reach.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"

/** The same desk with a store in which an agent finds what they may see, and nothing else. To look, not to touch. */
export const limited = (house: House, agent: Agent): House => ({
  ...house,
  storage: limitedStorage(house, agent),
  get promises() {
    return house.promises
  }
})

const isMerged: Findable = { field: "mergedInto", op: "isSet", value: true }
const both = (one: Findable | undefined, other: Findable): Findable => (one === undefined ? other : { all: [one, other] })

/** What a store cannot know of a merged ticket, that of the one that answers for it, is looked up page by page. */
const limitedStorage = (house: House, agent: Agent): Storage.Storage => {
  const { storage, workspace } = house
  const reach = () => reachOf(workspace, agent, "read", Instant.make(house.now()))
  const readable = async (
    tenant: string,
    kind: Storage.Kind,
    found: ReadonlyArray<Storage.Found>
  ): Promise<ReadonlyArray<Storage.Found>> => {
    const survivors = new Set(found.flatMap((one) => survivorOf(one) ?? []))
    if (survivors.size === 0) return found
    const page = await storage.find(tenant, { kind, streams: [...survivors], where: reach(), order: [], limit: survivors.size })
    const seen = new Set(page.found.map(({ stream }) => stream))
    return found.filter((one) => seen.has(survivorOf(one) ?? "") || survivorOf(one) === undefined)
  }
  const find: Storage.Storage["find"] = async (tenant, query) => {
    if (!isOfTickets(query.kind)) return storage.find(tenant, query)
    const where = both(query.where, { any: [isMerged, reach()] })
    const found: Array<Storage.Found> = []
    let page: Storage.Page
    let after = query.after
    do {
      const limit = query.limit - found.length
      page = await storage.find(tenant, { ...query, where, limit, ...(after === undefined ? {} : { after }) })
      found.push(...(await readable(tenant, query.kind, page.found)))
      after = page.next ?? undefined
    } while (found.length < query.limit && page.next !== null)
    return { found, next: page.next }
  }
  const merged = async (tenant: string, kind: Storage.Kind, where: Findable): Promise<number> => {
    let count = 0
    let after: string | null = null
    do {
      const page: Storage.Page = await find(tenant, {
        kind,
        where: both(where, isMerged),
        order: [],
        limit: PAGE,
        ...(after === null ? {} : { after })
      })
      count += page.found.length
      after = page.next
    } while (after !== null)
    return count
  }
  return {
    ...storage,
    find,
    count: async (tenant, kind, conditions) => {
      if (!isOfTickets(kind)) return storage.count(tenant, kind, conditions)
      const own = { all: [{ not: isMerged }, reach()] }
      const counts = await storage.count(tenant, kind, [
        ...conditions.map((one) => both(one, own)),
        ...conditions.map((one) => both(one, isMerged))
      ])
      const aliases = counts.slice(conditions.length)
      return Promise.all(conditions.map(async (one, i) => counts[i]! + (aliases[i] === 0 ? 0 : await merged(tenant, kind, one))))
    }
  }
}

const PAGE = 500

/** In their place, or laid aside. */
const isOfTickets = (kind: Storage.Kind): boolean => kind === "ticket" || kind === "removed"

const survivorOf = ({ document }: Storage.Found): string | undefined => {
  const { mergedInto } = document.facts
  return typeof mergedInto === "string" ? mergedInto : undefined
}
