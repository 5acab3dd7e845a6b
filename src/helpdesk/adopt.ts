/** When the automations of a desk change, tickets that are in their condition already begin to wait: each is looked at once. */
import { type Condition, isFindable } from "../condition/Condition.ts"
import { everyTicket } from "./everyTicket.ts"
import type { House } from "./House.ts"
import { look } from "./look.ts"

/**
 * Answers how many facts followed for each ticket that had waited long enough. Nothing to do where this version was adopted
 * before. Whoever dies on the way leaves the rest to the next who ticks.
 */
export const adopt = async (house: House): Promise<ReadonlyArray<number>> => {
  const { automations, version } = house.workspace.schedule
  if (automations.length === 0 || adopted.get(house) === version) return []
  const stream = `schedule:${version}`
  const { found } = await house.storage.find(house.tenant, { kind: "promise", streams: [stream], order: [], limit: 1 })
  const facts = found.length === 0 ? await lookAtAll(house) : []
  if (found.length === 0)
    // A conflict: another desk of this tenant was as quick.
    await house.storage.commit(house.tenant, {
      command: { id: stream, digest: "" },
      at: house.now(),
      streams: [
        { stream, expected: 0, events: [version], document: { kind: "promise", body: version, facts: {}, wakeAt: null }, words: "" }
      ],
      keys: [],
      effects: []
    })
  adopted.set(house, version)
  return facts
}
/** What each desk of this process has adopted already. */
const adopted = new WeakMap<House, string>()

const lookAtAll = async (house: House): Promise<ReadonlyArray<number>> => {
  const where: Condition = { any: house.workspace.schedule.automations.map((automation) => automation.where) }
  const facts: Array<number> = []
  for await (const page of everyTicket(house, isFindable(where) ? where : undefined))
    for (const ticketId of page) {
      const followed = await look(house, ticketId)
      if (followed !== undefined && followed > 0) facts.push(followed)
    }
  return facts
}
