/** Everything known of the agents when a queue gives out: who they are, who is away, what they have in hand, whose turn it is. */
import type { Load } from "../assignment/Load.ts"
import { inHand, type Queue } from "../assignment/Queue.ts"
import { type Roster, standings } from "../assignment/Roster.ts"
import * as Rota from "../assignment/Rota.ts"
import type { Findable } from "../condition/Condition.ts"
import type { Instant } from "../time/Instant.ts"
import type { House } from "./House.ts"

/** Nobody is, if nobody is at work with room for one light ticket more: then it does not matter what waits. */
export const isAnybodyFree = (roster: Roster, now: Instant): boolean =>
  standings(roster, now).some(
    ({ candidate: { agent, capacity }, availableFrom, load }) =>
      availableFrom === now && (capacity === null || load < capacity) && !roster.strategy.excluded.includes(agent)
  )

export const rosterOf = async (house: House, { id, strategy }: Queue, rota: Rota.Rota): Promise<Roster> => ({
  strategy,
  candidates: house.workspace.candidates,
  absences: rota.absences,
  loads: await loadsOf(house, strategy),
  cursor: Rota.cursorOf(rota, id)
})

/** Counted apart: channels with a weight of their own; the others weigh alike. */
const loadsOf = async ({ storage, tenant, workspace }: House, { weights }: Queue["strategy"]): Promise<ReadonlyArray<Load>> => {
  const listed = weights.map(({ channel }) => channel)
  const other = [...workspace.channels.keys()].find((id) => !listed.includes(id))
  const among: Findable = listed.length === 0 ? { all: [] } : { not: { field: "channel", op: "in", value: listed } }
  const groups: ReadonlyArray<readonly [channel: string, where: Findable]> = [
    ...listed.map((channel) => [channel, { field: "channel", op: "is", value: channel }] as const),
    ...(other === undefined ? [] : [[other, among] as const])
  ]
  const asked = workspace.candidates.flatMap(({ agent }) =>
    groups.map(([channel, where]) => ({ agent, channel, where: { all: [inHand(agent), where] } }))
  )
  const counts = await storage.count(
    tenant,
    "ticket",
    asked.map(({ where }) => where)
  )
  return asked.flatMap(({ agent, channel }, i) => (counts[i] === 0 ? [] : [{ agent, channel, tickets: counts[i]! }]))
}
