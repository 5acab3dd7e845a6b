/** The desk in the hands of one agent. */
import * as Actor from "../../people/Actor.ts"
import * as Ticket from "../../ticket/index.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import { RequesterMissing } from "../Failure.ts"
import type { Helpdesk } from "../Helpdesk.ts"
import type { House } from "../House.ts"
import { limited } from "../limited.ts"
import { mayEverywhere } from "../mayEverywhere.ts"
import { seen, verdict } from "../sight.ts"
import type { AgentDesk, Own } from "./AgentDesk.ts"
import { veiled, veiledAll } from "./veil.ts"
import { verbs } from "./verbs.ts"

type Verb = (...args: ReadonlyArray<unknown>) => unknown

/** @throws {UnknownWord} where the workspace has no such agent. */
export const asAgent = <W extends Workspace>(house: House, desk: Helpdesk<W>, actor: Actor.Actor): AgentDesk<W> => {
  const agent = house.workspace.agents.get(Actor.idOf(actor))
  if (agent === undefined) throw Ticket.unknownWord("agent", Actor.idOf(actor), house.workspace.agents)!
  const all = desk as unknown as Readonly<Record<string, Verb>>
  const as = actor as `agent:${never}`
  const see = (ticketId: string) => seen(house, actor, ticketId)
  const sight = limited(house, agent)
  // Last, so that nobody speaks for somebody else.
  const acts = ([verb]: readonly [string, unknown]) => [
    verb,
    (of: unknown, input: object = {}) => {
      const ask = async () => all[verb]!(of, { ...input, as: actor })
      return typeof of === "string" ? veiled(house, actor, of, ask) : ask()
    }
  ]
  const looks = ([verb]: readonly [string, unknown]) => [
    verb,
    async (ticketId: string, ...rest: ReadonlyArray<unknown>) => {
      await see(ticketId)
      return veiled(house, actor, ticketId, async () => all[verb]!(ticketId, ...rest))
    }
  ]
  const entries = Object.entries(verbs)
  const own: Own<W> = {
    open: (input) => desk.open({ ...input, as }),
    preview: (ticketId, input) =>
      veiled(house, actor, ticketId, async () => desk.preview(ticketId, { ...input, as, workspace: undefined } as never)),
    can: async ({ action, ticketId }) => {
      await see(ticketId)
      return verdict(house, actor, action, ticketId)
    },
    whyNot: async (rule, ticketId) => {
      await see(ticketId)
      return desk.whyNot(rule, ticketId)
    },
    links: async (ticketId) => {
      await see(ticketId)
      return veiledAll(house, actor, (await import("../links.ts")).links(sight, ticketId))
    },
    find: async (find = {}) => veiledAll(house, actor, (await import("../finding.ts")).search(sight, find)),
    count: async (conditions) => (await import("../finding.ts")).count(sight, conditions),
    macros: (input = {}) => desk.macros({ ...input, as }),
    views: () => desk.views({ as }),
    view: (id, page = {}) => veiledAll(house, actor, desk.view(id, { ...page, as })),
    viewCounts: () => desk.viewCounts({ as }),
    contactHistory: (contact, page = {}) => veiledAll(house, actor, desk.contactHistory(contact, { ...page, as })),
    openActivities: async (find = {}) => veiledAll(house, actor, (await import("../activities.ts")).openActivities(sight, find)),
    timeSpent: async (input) => (await import("../timeSpent.ts")).timeSpent(house, input, actor),
    requester: async (id) => {
      const [count] = await sight.storage.count(house.tenant, "ticket", [{ field: "requester", op: "is", value: id }])
      if (count === 0) throw new RequesterMissing({ reason: `there is nobody with the id ${id}` })
      return desk.requester(id)
    },
    quarantine: async (limit) => {
      mayEverywhere(house, actor, "quarantine")
      return desk.quarantine(limit)
    },
    recoverQuarantined: (id) => desk.recoverQuarantined(id, { as }),
    unread: ({ tickets }) => desk.unread({ as, tickets }),
    drafts: (page = {}) => desk.drafts({ ...page, as }),
    drafting: async (ticketId) => {
      await see(ticketId)
      return desk.drafting(ticketId, { as })
    },
    setAvailability: (availability) => desk.setAvailability(agent.id, availability)
  }
  return {
    ...Object.fromEntries(entries.filter(([, how]) => how === "acts").map(acts)),
    ...Object.fromEntries(entries.filter(([, how]) => how === "looks").map(looks)),
    ...own
  } as AgentDesk<W>
}
