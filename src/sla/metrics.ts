/** What help desks measure, as values: take them, change them, or write your own. */
import type { Metric } from "./Metric.ts"

type Named<Id extends string> = Metric & { readonly id: Id }

const outside = ["requester", "participant"] as const
const done = ["solved", "closed"] as const
const always = { after: [], runs: "always", anchor: "first", cancel: [] } as const
const once = { repeats: "never", onReopen: "never" } as const
const agentSays = [{ on: "message", by: ["agent"], visibility: "public" }] as const
const opened = [{ on: "opened" }] as const
const customerSays = [{ on: "message", by: outside, visibility: "public" }] as const
const waived = [{ on: "answerWaived" }] as const
const isDone = [{ on: "entered", statuses: done }] as const

/**
 * From the opening to the first public word of an agent after it. Bots do not count, and solving without a word ends nothing.
 * Where the desk wrote first, from the first word that comes back; a request that needs no answer ends it without one.
 */
export const firstReply: Named<"firstReply"> = {
  id: "firstReply",
  name: "First reply",
  ...always,
  start: [{ on: "opened", outbound: false }, ...customerSays],
  stop: agentSays,
  cancel: waived,
  ...once
}

/**
 * From the oldest unanswered word from outside to an agent's public one; solving it answers too, and a word that needs no
 * answer makes it moot. After the first reply.
 */
export const nextReply: Named<"nextReply"> = {
  id: "nextReply",
  name: "Next reply",
  ...always,
  start: customerSays,
  stop: [...agentSays, ...isDone],
  cancel: waived,
  after: [...agentSays, ...waived],
  repeats: "afterStop",
  onReopen: "never"
}

/** From each public word of an agent to the next, whatever the customer says, until the ticket is solved. */
export const periodicUpdate: Named<"periodicUpdate"> = {
  id: "periodicUpdate",
  name: "Periodic update",
  ...always,
  start: agentSays,
  stop: agentSays,
  cancel: isDone,
  repeats: "onStop",
  onReopen: "never"
}

/** The same, but the clock rests while the customer is waited for. */
export const pausableUpdate: Named<"pausableUpdate"> = {
  ...periodicUpdate,
  id: "pausableUpdate",
  name: "Pausable update",
  runs: ["new", "open", "onHold"]
}

const untilSolved = { ...always, start: opened, stop: isDone, repeats: "never", onReopen: "resume" } as const

/** How long the requester waits for the desk, over all returns of the ticket. */
export const requesterWait: Named<"requesterWait"> = {
  id: "requesterWait",
  name: "Requester wait",
  ...untilSolved,
  runs: ["new", "open", "onHold"]
}
/** How long the ticket lies with the agents, over all its returns. */
export const agentWork: Named<"agentWork"> = { id: "agentWork", name: "Agent work", ...untilSolved, runs: ["new", "open"] }
/** From the opening to the last solution, whoever is waited for. */
export const resolution: Named<"resolution"> = {
  id: "resolution",
  name: "Resolution",
  ...untilSolved,
  runs: ["new", "open", "pending", "onHold"]
}
/** From the opening to the first solution: a return starts nothing. */
export const firstResolution: Named<"firstResolution"> = {
  ...resolution,
  id: "firstResolution",
  name: "First resolution",
  onReopen: "never"
}

/** How long a team has the ticket: a promise between the teams of a desk (an OLA). Each team, and each return, begins anew. */
export const groupOwnership: Named<"groupOwnership"> = {
  id: "groupOwnership",
  name: "Group ownership",
  start: [{ on: "teamGiven" }],
  stop: [{ on: "teamTaken" }, ...isDone],
  cancel: [],
  after: [],
  runs: ["new", "open", "pending", "onHold"],
  anchor: "first",
  repeats: "onStop",
  onReopen: "restart"
}

export type StandardMetric =
  | "firstReply"
  | "nextReply"
  | "periodicUpdate"
  | "pausableUpdate"
  | "requesterWait"
  | "agentWork"
  | "resolution"
  | "firstResolution"
  | "groupOwnership"

/** What a workspace measures that says nothing of it. */
export const standard: ReadonlyArray<Metric & { readonly id: StandardMetric }> = [
  firstReply,
  nextReply,
  periodicUpdate,
  pausableUpdate,
  requesterWait,
  agentWork,
  resolution,
  firstResolution,
  groupOwnership
]
