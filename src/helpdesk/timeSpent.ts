/** Time that was spent, summed up over tickets: each entry counts once, for the ticket in whose conversation it is by now. */
import { type Facts, type Findable, holds } from "../condition/Condition.ts"
import { type Actor, system } from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import * as TimeEntry from "../ticket/TimeEntry.ts"
import type { House } from "./House.ts"
import { decoded } from "./joiningInput.ts"
import { existing, ticketOf } from "./load.ts"
import { verdictOn } from "./sight.ts"
import { instantOf } from "./wishes.ts"
import type { SpentInput, Tally } from "./Work.ts"
import { asked, TimeSpent } from "./workInput.ts"

/** `reader`: of the tickets that they may see. All of it is added up for each page: what is spent meanwhile is in the pages that follow. @throws {InputInvalid | ConditionInvalid} */
export const timeSpent = async (house: House, input: SpentInput, reader: Actor = system) => {
  const { by, where, from = -Infinity, to = Infinity, limit = 100, after } = read(input)
  const condition = where === undefined ? undefined : asked(house, where)
  const sums = new Map<string | null, TimeEntry.Total>()
  for await (const { id, time, placeOf } of timed(house))
    for (const entry of time) {
      const at = TimeEntry.when(entry)
      if (at < from || at >= to) continue
      const { ticket, facts } = await placeOf(await answering(placeOf, id, entry))
      if (condition !== undefined && !holds(condition, facts)) continue
      if ((await verdictOn(house, reader, "read", { ticket, facts }))._tag === "Deny") continue
      const key = by === "agent" ? entry.agent : by === "ticket" ? ticket.id : ticket.requester.organization
      sums.set(key, TimeEntry.plus(sums.get(key) ?? TimeEntry.none, entry))
    }
  return pageOf(
    [...sums].map(([key, sum]): Tally => ({ key, ...sum })),
    limit,
    after
  )
}

const someTime: Findable = { field: "timeSpent", op: "isSet", value: true }

// Page by page in the order of their ids, which no commit changes; what a page needs besides is read once.
async function* timed(house: House) {
  let after: string | null = null
  do {
    const page: Storage.Page = await house.storage.find(house.tenant, {
      kind: "ticket",
      where: someTime,
      order: [],
      limit: 100,
      ...(after === null ? {} : { after })
    })
    const known = new Map<string, ReturnType<PlaceOf>>()
    const placeOf: PlaceOf = (id) => {
      const place = known.get(id) ?? existing(house, id)
      known.set(id, place)
      return place
    }
    for (const found of page.found) known.set(found.stream, standing(house, found))
    for (const { stream: id } of page.found) yield { id, time: (await placeOf(id)).ticket.time ?? [], placeOf }
    after = page.next
  } while (after !== null)
}

const standing = async (house: House, found: Storage.Found): ReturnType<PlaceOf> => ({
  ticket: await ticketOf(house, found),
  facts: found.document.facts
})

const read = (input: SpentInput): Omit<SpentInput, "from" | "to"> & { readonly from?: number; readonly to?: number } => {
  const { from, to } = input
  const dated = {
    ...input,
    ...(from instanceof Date ? { from: instantOf(from, "from") } : {}),
    ...(to instanceof Date ? { to: instantOf(to, "to") } : {})
  }
  return decoded("timeSpent", TimeSpent, dated) as ReturnType<typeof read>
}

type PlaceOf = (id: string) => Promise<{ readonly ticket: Ticket.Ticket; readonly facts: Facts }>

/** The ticket that an entry counts for: where its message was given to, and what that was merged into. */
const answering = async (placeOf: PlaceOf, stream: string, { message }: TimeEntry.TimeEntry): Promise<string> => {
  const seen = new Set<string>()
  for (let at = stream; ;) {
    seen.add(at)
    const { edges } = (await placeOf(at)).ticket
    if (edges === undefined) return at
    const said = message === null ? null : { stream, message }
    const isGone = said !== null && !Ticket.Pieces.has(edges.conversation, said)
    const to = isGone ? edges.away.findLast(({ pieces }) => Ticket.Pieces.has(pieces, said))?.to : undefined
    // Step by step: one in between may have given the message away before it was merged itself.
    const next = to ?? edges.mergedInto?.into
    if (next === undefined || seen.has(next)) return at
    at = next
  }
}

/** By key; those of none come last. */
const pageOf = (tallies: ReadonlyArray<Tally>, limit: number, after: string | undefined) => {
  const all = tallies.toSorted((a, b) => (a.key === null ? 1 : b.key === null ? -1 : Text.compare(a.key, b.key)))
  const start = after === undefined ? 0 : all.findIndex(({ key }) => key === null || Text.compare(key, after) > 0)
  const rows = start < 0 ? [] : all.slice(start, start + limit)
  const isLast = start < 0 || start + limit >= all.length
  return { rows, next: isLast ? null : rows.at(-1)!.key }
}
