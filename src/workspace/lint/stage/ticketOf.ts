/** A ticket of which some facts are given; in everything else it is like any that was just opened. */
import type { Facts } from "../../../condition/Condition.ts"
import type * as Field from "../../../ticket/Field.ts"
import * as Status from "../../../ticket/Status.ts"
import type { Ticket } from "../../../ticket/Ticket.ts"
import { make } from "../../../time/Instant.ts"
import type { Workspace } from "../../Workspace.ts"
import { NOW } from "../space/values.ts"
import { approvalsOf } from "./approvalsOf.ts"
import { linksOf } from "./linksOf.ts"
import { ratingsOf } from "./ratingsOf.ts"
import { peopleOf } from "./peopleOf.ts"
import { workOf } from "./workOf.ts"

const yesterday = make(NOW - 86_400_000)

/** Takes facts that do not speak against each other. */
export const ticketOf = (facts: Facts, workspace: Workspace): Ticket => {
  const status = workspace.statuses.get(String(facts["status"])) ?? workspace.defaultStatus[categoryOf(facts)]
  const done = Status.isDone(status.category) ? yesterday : null
  const closed = status.category === "closed" ? yesterday : null
  const own: Omit<Ticket, "fields" | "requester"> = {
    id: "ticket",
    reference: "K7QM-4XW2",
    subject: "a question",
    status: status.id,
    statusCategory: status.category,
    slaEffect: status.slaEffect,
    priority: workspace.defaultPriority,
    kind: null,
    category: [],
    department: workspace.defaultDepartment,
    brand: workspace.defaultBrand,
    tags: [],
    submitter: "requester:somebody",
    assignee: null,
    team: null,
    followers: [],
    participants: [],
    proposed: [],
    channel: "email",
    receivedAt: null,
    thread: [],
    followUpOf: null,
    policy: null,
    due: null,
    escalated: false,
    messages: 1,
    openedAt: yesterday,
    updatedAt: yesterday,
    askedAt: yesterday,
    answeredAt: null,
    solvedAt: done,
    closedAt: closed,
    reopened: 0
  }
  const requester = requesterOf(facts)
  const given = Object.fromEntries(Object.entries(facts).filter(([field]) => field !== "due" && Object.hasOwn(own, field)))
  return {
    ...own,
    ...spokenOf(facts),
    ...given,
    ...approvalsOf(facts, workspace, yesterday),
    ...linksOf(facts),
    ...workOf(facts, yesterday),
    ...ratingsOf(facts, yesterday),
    ...(typeof facts["snoozed"] === "number" ? { snoozed: { until: make(facts["snoozed"]), why: "", by: "system", at: yesterday } } : {}),
    fields: fieldsOf(facts),
    ...peopleOf(facts, requester),
    requester
  }
}

/** Of the instants that may have been the last word, the first about which nothing is said. */
const spokenOf = (facts: Facts): Partial<Ticket> => {
  const at = facts["spokenAt"]
  const free = (["askedAt", "answeredAt", "openedAt"] as const).find((one) => !Object.hasOwn(facts, one))
  return typeof at !== "number" || free === undefined ? {} : { openedAt: make(Math.min(at, yesterday)), [free]: at }
}

const categoryOf = ({ closedAt, solvedAt, statusCategory }: Facts): Status.Category =>
  typeof statusCategory === "string"
    ? (statusCategory as Status.Category)
    : typeof closedAt === "number"
      ? "closed"
      : typeof solvedAt === "number"
        ? "solved"
        : "new"

const fieldsOf = (facts: Facts): ReadonlyArray<Field.Entry> =>
  Object.entries(facts)
    .filter(([field, value]) => field.startsWith("fields.") && value !== null)
    .map(([field, value]) => ({ field: field.slice("fields.".length), value: value as Field.Value }))

const requesterOf = (facts: Facts): Ticket["requester"] => ({
  id: String(facts["requester"] ?? "somebody"),
  name: String(facts["requester.name"] ?? "Somebody"),
  email: Object.hasOwn(facts, "requester.email") ? (facts["requester.email"] as string | null) : "somebody@example.org",
  organization: (facts["organization"] ?? null) as string | null
})
