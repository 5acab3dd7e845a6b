/**
 * How other products measure, as values: for those who move from one, and for audits of what the move changes. As documented
 * and read in November 2026; what a preset does is what its golden tests show, no more.
 */
import type { Metric } from "./Metric.ts"
import {
  agentWork,
  firstReply,
  firstResolution,
  groupOwnership,
  nextReply,
  pausableUpdate,
  periodicUpdate,
  requesterWait,
  resolution
} from "./metrics.ts"
import type { Policy } from "./Policy.ts"

export interface Preset {
  readonly metrics: ReadonlyArray<Metric>
  /** To be spread into a policy. */
  readonly policy: Pick<Policy, "onRetarget" | "onScheduleChange" | "binding">
}

/** What is edited reaches a ticket at its next event, keeps the time used, and judges all of it by the latest hours. */
const follows: Preset["policy"] = { onRetarget: "carryElapsed", onScheduleChange: "retroactive", binding: "live" }

const working = ["new", "open"] as const
const outside = ["requester", "participant"] as const
const agentSays = [{ on: "message", by: ["agent"], visibility: "public" }] as const
const isDone = [{ on: "entered", statuses: ["solved", "closed"] }] as const

/** Elsewhere a ticket that an agent wrote first counts like any other, and nobody says that a word needs no answer. */
const firstAnswer = { ...firstReply, start: [{ on: "opened" }], cancel: [] } as const
const nextAnswer = { ...nextReply, cancel: [], after: agentSays } as const

/**
 * Zendesk: support.zendesk.com articles 4408834848154, 4408821871642, 4408829459866; the group SLA of 5322445643802. A ticket
 * is judged by its last schedule for the whole of its life.
 */
export const zendesk: Preset = {
  metrics: [firstAnswer, nextAnswer, periodicUpdate, pausableUpdate, requesterWait, agentWork, resolution, groupOwnership],
  policy: follows
}

/**
 * Zammad: docs.zammad.org, manage/slas; lib/escalation.rb. All three clocks rest in pending states; a ticket that comes back
 * goes on counting from its creation.
 */
export const zammad: Preset = {
  metrics: [
    { ...firstAnswer, runs: working },
    {
      ...nextAnswer,
      id: "update",
      name: "Update",
      runs: working,
      start: [{ on: "opened", by: outside }, ...nextAnswer.start],
      after: [],
      stop: agentSays,
      cancel: isDone,
      repeats: "afterStop"
    },
    { ...firstResolution, id: "solution", name: "Solution", runs: working, onReopen: "resume" }
  ],
  policy: follows
}

/** Jira Service Management: each return of a request is a new cycle, waiting for the customer pauses, edits reach cycles that run. */
export const jsm: Preset = {
  metrics: [
    { ...firstAnswer, id: "timeToFirstResponse", name: "Time to first response" },
    {
      ...resolution,
      id: "timeToResolution",
      name: "Time to resolution",
      runs: ["new", "open", "onHold"],
      onReopen: "restart"
    }
  ],
  policy: follows
}

/**
 * OTRS and its heirs: TicketEscalationIndexBuild. The update clock starts with an agent's word, and anew with the first
 * word of the customer after it; pending states suspend it.
 */
export const otrs: Preset = {
  metrics: [
    { ...firstAnswer, id: "firstResponse", name: "First response" },
    {
      ...periodicUpdate,
      id: "update",
      name: "Update",
      runs: ["new", "open", "onHold"],
      start: [
        { on: "opened", by: outside },
        { on: "message", by: [...outside, "agent"], visibility: "public" }
      ],
      anchor: "oldestUnanswered"
    },
    { ...firstResolution, id: "solution", name: "Solution", runs: ["new", "open", "onHold"], onReopen: "resume" }
  ],
  policy: follows
}
