/** What a desk is asked for: its tickets in their place; those that lie aside only where a question asks for these. */
import * as Result from "effect/Result"
import { asksForRemoved } from "../condition/asksForRemoved.ts"
import type { Findable } from "../condition/Condition.ts"
import { question } from "../condition/question.ts"
import type { Question } from "../condition/Variable.ts"
import type { Page, Query } from "../storage/Storage.ts"
import * as Search from "../text/Search.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import * as Instant from "../time/Instant.ts"
import type { Find } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import { ticketOf } from "./load.ts"

/** A question as a store can be asked it. @throws {ConditionInvalid} */
export const asked = (house: House, where: Question, path = "where"): Findable => {
  const ready = question(where, house.workspace, { now: Instant.make(house.now()), agent: null }, path)
  if (Result.isFailure(ready)) throw ready.failure
  return ready.success
}

const urgentFirst = [
  { field: "priorityRank", descending: true },
  { field: "openedAt", descending: false }
] as const

export const search = async (
  house: House,
  { where, text, order, limit, after }: Find
): Promise<{ readonly tickets: ReadonlyArray<Ticket>; readonly next: string | null }> => {
  const page = await found(house, {
    ...(where === undefined ? {} : { where: asked(house, where) }),
    ...(text === undefined ? {} : { text: Search.words(text) }),
    ...(after === undefined ? {} : { after }),
    order: order ?? urgentFirst,
    limit: limit ?? 50
  })
  const tickets = await Promise.all(page.found.map((found) => ticketOf(house, found)))
  return { tickets, next: page.next }
}

export const count = (house: House, conditions: ReadonlyArray<Question>): Promise<ReadonlyArray<number>> =>
  counted(
    house,
    conditions.map((one, i) => asked(house, one, `[${i}]`))
  )

/** What was purged is found by no word, whatever the store remembers. */
const unpurged: Findable = { field: "purged", op: "is", value: false }

export const found = ({ storage, tenant }: House, { where, ...query }: Omit<Query, "kind">): Promise<Page> => {
  if (where === undefined || !asksForRemoved(where))
    return storage.find(tenant, { kind: "ticket", ...query, ...(where === undefined ? {} : { where }) })
  return storage.find(tenant, { kind: "removed", ...query, where: query.text === undefined ? where : { all: [where, unpurged] } })
}

export const counted = async ({ storage, tenant }: House, conditions: ReadonlyArray<Findable>): Promise<ReadonlyArray<number>> => {
  const aside = conditions.filter(asksForRemoved)
  if (aside.length === 0) return storage.count(tenant, "ticket", conditions)
  const inPlace = conditions.filter((one) => !asksForRemoved(one))
  const [those, these] = await Promise.all([storage.count(tenant, "removed", aside), storage.count(tenant, "ticket", inPlace)])
  return conditions.map((one) => (asksForRemoved(one) ? those[aside.indexOf(one)]! : these[inPlace.indexOf(one)]!))
}
