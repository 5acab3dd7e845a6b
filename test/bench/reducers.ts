/** The least code that folds a ticket: one switch, written out by hand for the events that the benchmarks use. */
import type * as Ticket from "../../src/ticket/index.ts"

type State = Ticket.Ticket
type Event = Ticket.Event
type Mutable = { -readonly [K in keyof State]: State[K] }

const isDone = (category: string): boolean => category === "solved" || category === "closed"

export const opened = (event: Ticket.Opened): State => ({
  id: event.ticketId,
  reference: event.reference,
  subject: event.subject,
  status: event.status,
  statusCategory: event.statusCategory,
  priority: event.priority,
  kind: event.kind,
  category: event.category,
  department: event.department,
  brand: event.brand,
  fields: event.fields,
  tags: event.tags,
  requester: event.requester,
  submitter: event.by,
  assignee: event.agent,
  team: event.team,
  followers: [],
  participants: event.participants,
  proposed: [],
  channel: event.via,
  receivedAt: event.receivedAt,
  thread: [],
  followUpOf: event.followUpOf,
  escalated: false,
  messages: 1,
  openedAt: event.at,
  updatedAt: event.at,
  askedAt: event.at,
  answeredAt: null,
  solvedAt: null,
  closedAt: null,
  reopened: 0,
  slaEffect: "byCategory",
  policy: null,
  due: null
})

/** A new ticket for every event. Made anew for each user: code shared with a peer would be tuned to the peer's objects too. */
export const spreading =
  () =>
  (state: State, event: Event): State => {
    switch (event._tag) {
      case "Opened":
        return opened(event)
      case "Replied":
        return event.by.startsWith("agent:")
          ? { ...state, messages: state.messages + 1, updatedAt: event.at, answeredAt: event.at }
          : { ...state, messages: state.messages + 1, updatedAt: event.at, askedAt: event.at }
      case "Noted":
        return { ...state, messages: state.messages + 1, updatedAt: event.at }
      case "Assigned":
        return { ...state, assignee: event.agent, team: event.team, updatedAt: event.at }
      case "Prioritized":
        return { ...state, priority: event.priority, updatedAt: event.at }
      case "Categorized":
        return { ...state, category: event.category, updatedAt: event.at }
      case "Tagged":
        return { ...state, tags: [...state.tags, ...event.tags], updatedAt: event.at }
      case "FieldSet":
        return {
          ...state,
          fields: [...state.fields.filter((entry) => entry.field !== event.field), { field: event.field, value: event.value }],
          updatedAt: event.at
        }
      case "StatusChanged": {
        const done = isDone(event.statusCategory)
        return {
          ...state,
          status: event.status,
          statusCategory: event.statusCategory,
          updatedAt: event.at,
          solvedAt: done ? event.at : null,
          closedAt: event.statusCategory === "closed" ? event.at : null,
          reopened: isDone(state.statusCategory) && !done ? state.reopened + 1 : state.reopened
        }
      }
      default:
        return state
    }
  }

/** The same ticket, changed in place; an Opened does not come here. */
export const mutating =
  () =>
  (ticket: State, event: Event): void => {
    const state = ticket as Mutable
    state.updatedAt = event.at
    switch (event._tag) {
      case "Replied":
        state.messages++
        if (event.by.startsWith("agent:")) state.answeredAt = event.at
        else state.askedAt = event.at
        return
      case "Noted":
        state.messages++
        return
      case "Assigned":
        state.assignee = event.agent
        state.team = event.team
        return
      case "Prioritized":
        state.priority = event.priority
        return
      case "Categorized":
        state.category = event.category
        return
      case "Tagged":
        state.tags = [...state.tags, ...event.tags]
        return
      case "FieldSet":
        state.fields = [...state.fields.filter((entry) => entry.field !== event.field), { field: event.field, value: event.value }]
        return
      case "StatusChanged": {
        const done = isDone(event.statusCategory)
        if (isDone(state.statusCategory) && !done) state.reopened++
        state.status = event.status
        state.statusCategory = event.statusCategory
        state.solvedAt = done ? event.at : null
        state.closedAt = event.statusCategory === "closed" ? event.at : null
      }
    }
  }
