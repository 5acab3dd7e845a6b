/** What is to be done for tickets, as it lies in them and in those that were merged into them. */
import type { Findable } from "../condition/Condition.ts"
import * as Text from "../text/Text.ts"
import * as Activity from "../ticket/Activity.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { existing, streamOf, ticketOf } from "./load.ts"
import type { Lying, Work } from "./Work.ts"
import { asked, OpenActivities } from "./workInput.ts"
import { decoded } from "./joiningInput.ts"
import type { Workspace } from "../workspace/Workspace.ts"

/** The ticket, and those that were merged into it. */
export const parts = async (house: House, ticket: Ticket.Ticket): Promise<ReadonlyArray<Ticket.Ticket>> => [
  ticket,
  ...(await Promise.all(Ticket.mergedTickets(Ticket.edgesOf(ticket)).map(async (id) => (await existing(house, id)).ticket)))
]

/** The ticket in which an activity lies; the one that was asked, where none of them has it. */
export const activityHolder = async (house: House, ticket: Ticket.Ticket, id: string): Promise<string> =>
  Activity.find(ticket, id) === undefined
    ? ((await parts(house, ticket)).find((part) => Activity.find(part, id) !== undefined)?.id ?? ticket.id)
    : ticket.id

/** @throws {TicketNotFound} */
export const activitiesOf = async (house: House, ticketId: string): Promise<ReadonlyArray<Lying<Activity.Activity>>> => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  return (await parts(house, ticket)).flatMap(({ id, activities = [] }) => activities.map((one) => ({ ...one, ticket: id })))
}

type Finding = Work<Workspace>["openActivities"]

/** @throws {InputInvalid | ConditionInvalid} */
export const openActivities = async (house: House, find: NonNullable<Parameters<Finding>[0]>): ReturnType<Finding> => {
  const { where, limit = 50, after } = decoded("openActivities", OpenActivities, find)
  const some: Findable = { field: "activitiesOpen", op: "gt", value: 0 }
  const page = await house.storage.find(house.tenant, {
    kind: "ticket",
    where: where === undefined ? some : { all: [some, asked(house, where)] },
    order: [{ field: "activityDue", descending: false }],
    limit,
    ...(after === undefined ? {} : { after })
  })
  const tickets = await Promise.all(page.found.map((found) => ticketOf(house, found)))
  return { rows: tickets.map((ticket) => ({ ticket, activities: inOrder(Activity.openOf(ticket)) })), next: page.next }
}

/** What nobody gave a time comes last. */
const inOrder = (activities: ReadonlyArray<Activity.Activity>): ReadonlyArray<Activity.Activity> =>
  activities.toSorted((a, b) => (Activity.when(a) ?? Infinity) - (Activity.when(b) ?? Infinity) || Text.compare(a.id, b.id))
