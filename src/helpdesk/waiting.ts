/** What a waiting ticket asks of an agent, from its document and its past. */
import { skillsFor, type Queue } from "../assignment/Queue.ts"
import type { Waiting } from "../assignment/Waiting.ts"
import * as Actor from "../people/Actor.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import type { Found } from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { history, ticketOf } from "./load.ts"

export const waitingOf = async (house: House, queue: Queue, found: Found): Promise<Waiting> => {
  const { stream, document } = found
  const ticket = await ticketOf(house, found)
  const events = await history(house, stream)
  return {
    ticket: stream,
    rank: ticket.priority === null ? null : (house.workspace.priorities.get(ticket.priority)?.rank ?? null),
    since: ticket.openedAt,
    channel: ticket.channel,
    team: ticket.team ?? queue.team,
    skills: skillsFor(queue, document.facts),
    owners: queue.strategy.stickyOwner ? [...new Set([...ownersIn(events), ...(await ownersOf(house, ticket.requester.id))])] : [],
    excluded: [...new Set([...whoGaveBack(events), ...same(house, ticket.requester.email)])]
  }
}

/** Whoever had it, the latest first. */
const ownersIn = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<string> =>
  events.flatMap((event) => (event._tag === "Assigned" && event.from.agent !== null ? [event.from.agent] : [])).toReversed()

const FEW = 10

/** Who has, or had last, the latest other tickets of the requester. */
const ownersOf = async ({ storage, tenant }: House, requester: string): Promise<ReadonlyArray<string>> => {
  const { found } = await storage.find(tenant, {
    kind: "ticket",
    where: {
      all: [
        { field: "requester", op: "is", value: requester },
        { field: "assignee", op: "isSet", value: true }
      ]
    },
    order: [{ field: "updatedAt", descending: true }],
    limit: FEW
  })
  return found.flatMap(({ document }) => (typeof document.facts["assignee"] === "string" ? [document.facts["assignee"]] : []))
}

/** Agents who had it and put it back themselves: it is not to come to them again. */
const whoGaveBack = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<string> =>
  events.flatMap((event) =>
    event._tag === "Assigned" && event.agent === null && event.from.agent !== null && event.by === Actor.agent(event.from.agent)
      ? [event.from.agent]
      : []
  )

/** Nobody answers their own request. */
const same = ({ workspace }: House, email: string | null): ReadonlyArray<string> =>
  email === null ? [] : [...workspace.agents.values()].filter((agent) => EmailAddress.equals(agent.email, email)).map(({ id }) => id)
