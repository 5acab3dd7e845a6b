/** Every field that can be asked, its type, and what each type can be asked: the one table that checks, builders and guides go by. */
import type { Operator } from "./Condition.ts"

/** By type. What is not a table here cannot be asked: `subject` has no `gt`. */
export const operators = {
  /** One of some words, or an id. */
  choice: ["is", "in", "isSet", "changed", "changedTo", "changedFrom"],
  /** A choice of words that have an order. */
  rank: ["is", "in", "lt", "lte", "gt", "gte", "isSet", "changed", "changedTo", "changedFrom", "increased", "decreased"],
  /** Compared without regard to case. */
  text: [
    "is",
    "in",
    "contains",
    "containsAny",
    "containsAll",
    "startsWith",
    "endsWith",
    "matches",
    "isSet",
    "changed",
    "changedTo",
    "changedFrom"
  ],
  number: ["is", "in", "lt", "lte", "gt", "gte", "isSet", "changed", "changedTo", "changedFrom", "increased", "decreased"],
  /** Milliseconds since 1970; increased: moved to a later time. */
  instant: ["is", "lt", "lte", "gt", "gte", "isSet", "changed", "increased", "decreased"],
  /** A day like 2026-01-05. */
  date: ["is", "in", "lt", "lte", "gt", "gte", "isSet", "changed", "changedTo", "changedFrom"],
  boolean: ["is", "isSet", "changed", "changedTo", "changedFrom"],
  list: ["is", "in", "contains", "containsAny", "containsAll", "isSet", "changed", "changedTo", "changedFrom", "added", "removed"],
  /** A way down a tree; it contains every step of itself. */
  path: ["is", "in", "contains", "containsAny", "containsAll", "isSet", "changed", "changedTo", "changedFrom"]
} as const satisfies Readonly<Record<string, ReadonlyArray<Operator>>>

export type Type = keyof typeof operators

/** A list of the definition of a desk that words come from. */
export type List =
  | "statuses"
  | "priorities"
  | "kinds"
  | "categories"
  | "departments"
  | "brands"
  | "teams"
  | "agents"
  | "channels"
  | "calendars"
  | "metrics"
  | "slaPolicies"
  | "automations"
  | "approvals"
  | "links"

export interface Field {
  readonly type: Type
  /** What it can hold; anything of its type, where it is left out. */
  readonly words?: List | ReadonlyArray<string>
  /** Text of a list is folded where people write it. */
  readonly folded?: true
}

/** What every ticket can be asked, besides its own fields (`fields.<id>`). */
export const ticket = {
  status: { type: "choice", words: "statuses" },
  statusCategory: { type: "choice", words: ["new", "open", "pending", "onHold", "solved", "closed"] },
  priority: { type: "rank", words: "priorities" },
  priorityRank: { type: "number" },
  kind: { type: "choice", words: "kinds" },
  category: { type: "path", words: "categories" },
  department: { type: "choice", words: "departments" },
  brand: { type: "choice", words: "brands" },
  assignee: { type: "choice", words: "agents" },
  team: { type: "choice", words: "teams" },
  requester: { type: "choice" },
  organization: { type: "choice" },
  channel: { type: "choice", words: "channels" },
  /** The address of ours that it came to: `endsWith` asks for a domain. */
  receivedAt: { type: "text" },
  tags: { type: "list", folded: true },
  followers: { type: "list", words: "agents" },
  /** Addresses in the conversation, the requester's among them; their ASCII letters small. */
  parties: { type: "list" },
  /** Only some see it. */
  restricted: { type: "boolean" },
  restrictedAgents: { type: "list", words: "agents" },
  restrictedTeams: { type: "list", words: "teams" },
  subject: { type: "text" },
  reference: { type: "choice" },
  /** The ticket that answers for it since it was merged. */
  mergedInto: { type: "choice" },
  /** It lies aside: no other ticket is found by a question that asks for this. */
  removed: { type: "boolean" },
  /** It lies aside as spam. */
  spam: { type: "boolean" },
  /** It lies aside, and nothing is left of it but that it was there. */
  purged: { type: "boolean" },
  policy: { type: "choice", words: "slaPolicies" },
  due: { type: "instant" },
  escalated: { type: "boolean" },
  approvalsPending: { type: "list", words: "approvals" },
  approvalsApproved: { type: "list", words: "approvals" },
  /** Also by silence. */
  approvalsRejected: { type: "list", words: "approvals" },
  /** Types of links whose name is said of the ticket: with `parent` it is the parent of others. */
  linksTo: { type: "list", words: "links" },
  /** Those whose inverse is: with `parent` it is a child. */
  linksFrom: { type: "list", words: "links" },
  /** Those that are not done. */
  activitiesOpen: { type: "number" },
  /** When the next of them is to be done. */
  activityDue: { type: "instant" },
  /** The latest score. */
  rating: { type: "number" },
  /** When the requester was asked for one last, and when they will be. */
  ratingAsked: { type: "instant" },
  ratingDue: { type: "instant" },
  /** Milliseconds written down in it, corrections taken off. */
  timeSpent: { type: "number" },
  /** Until when; unset: it is not put aside. */
  snoozed: { type: "instant" },
  /** Until when its channel takes an answer; unset where that has no bound. */
  canReplyUntil: { type: "instant" },
  messages: { type: "number" },
  reopened: { type: "number" },
  openedAt: { type: "instant" },
  updatedAt: { type: "instant" },
  askedAt: { type: "instant" },
  answeredAt: { type: "instant" },
  /** The last word that everybody reads, of somebody outside or of an agent; when it was opened, where there was none since. */
  spokenAt: { type: "instant" },
  solvedAt: { type: "instant" },
  closedAt: { type: "instant" }
} as const satisfies Readonly<Record<string, Field>>

/** What triggers can ask besides, of the commit that they answer. It has no before: nothing of this changes. */
export const commit = {
  "requester.name": { type: "text" },
  "requester.email": { type: "text" },
  "commit.at": { type: "instant" },
  "commit.calendars": { type: "list", words: "calendars" },
  "commit.automations": { type: "list", words: "automations" },
  "commit.opened": { type: "boolean" },
  "commit.actor": { type: "choice" },
  "commit.by": { type: "choice", words: ["agent", "requester", "participant", "rule", "integration", "system"] },
  "commit.via": { type: "choice", words: "channels" },
  "commit.events": { type: "list" },
  "commit.breached": { type: "list", words: "metrics" },
  "commit.approved": { type: "list", words: "approvals" },
  "commit.rejected": { type: "list", words: "approvals" },
  "commit.thresholds": { type: "list" },
  "commit.mentioned": { type: "list", words: "agents" },
  "commit.text": { type: "text" },
  "commit.said": { type: "list", words: ["public", "internal"] }
} as const satisfies Readonly<Record<string, Field>>

/** By the type that a field of the workspace's own was given. */
export const ofType = {
  text: "text",
  number: "number",
  boolean: "boolean",
  date: "date",
  dateTime: "instant",
  pattern: "text",
  lookup: "choice",
  select: "choice",
  multiSelect: "list",
  tree: "path"
} as const satisfies Readonly<Record<string, Type>>

/** Ids, of a set or of a map. */
export type Words = Pick<ReadonlySet<string>, "has" | "keys">

/** The words of one desk, as far as they are known. */
export interface Terms {
  /** `undefined`: not known here, so that any word will do. */
  readonly words: (list: List) => Words | undefined
  /** The fields of its own, by `fields.<id>`. */
  readonly own: ReadonlyMap<string, Field>
}

/** Where a condition is asked: of records in a store, of a ticket at hand, of one on its way to a status, or of a commit. */
export type Place = "store" | "ticket" | "transition" | "commit"

/** What is of the commit can be asked there. */
const isOfCommit = (place: Place): boolean => place === "transition" || place === "commit"

export const fieldOf = (name: string, place: Place, { own }: Terms): Field | undefined =>
  Object.hasOwn(ticket, name)
    ? ticket[name as keyof typeof ticket]
    : isOfCommit(place) && Object.hasOwn(commit, name)
      ? commit[name as keyof typeof commit]
      : own.get(name)

export const namesOf = (place: Place, { own }: Terms): ReadonlyArray<string> => [
  ...Object.keys(ticket),
  ...own.keys(),
  ...(isOfCommit(place) ? Object.keys(commit) : [])
]

/** What the field can hold; `undefined`: anything of its type, or nobody knows here. */
export const wordsOf = ({ words }: Field, terms: Terms): Words | undefined =>
  words === undefined ? undefined : typeof words === "string" ? terms.words(words) : new Set(words)

/** A field of the workspace's own, from what its definition says of it, which may be anything. `undefined`: no such type. */
export const own = (type: unknown, choices: unknown): Field | undefined =>
  typeof type !== "string" || !Object.hasOwn(ofType, type)
    ? undefined
    : Array.isArray(choices)
      ? { type: ofType[type as keyof typeof ofType], words: idsOf(choices) }
      : { type: ofType[type as keyof typeof ofType] }

/** Of a list, or of all levels of a tree, which may be anything. */
export const idsOf = (entries: unknown): ReadonlyArray<string> =>
  Array.isArray(entries)
    ? entries.flatMap((entry: { readonly id?: unknown; readonly children?: unknown } | null) =>
        typeof entry?.id === "string" ? [entry.id, ...idsOf(entry.children)] : []
      )
    : []
