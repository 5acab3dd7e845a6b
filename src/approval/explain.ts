/** Why an approval stands as it does: what each step needs, who said what, and what happens next. */
import type { Actor } from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import type { Answer } from "./Answer.ts"
import type { Approval, Verdict } from "./Approval.ts"
import { type Delegation, standInsFor } from "./Delegation.ts"
import { dueAt, settled } from "./due.ts"
import { answersOf, approversOf, type Expiry, isOpen, type Stage } from "./Stage.ts"
import { type Tally, tally } from "./tally.ts"

/** `waiting`: for the steps before it. `dropped`: the approval ended without it. */
export type Standing = "waiting" | "open" | "approved" | "rejected" | "expired" | "dropped"

/** What one approver has to say. */
export interface Say {
  readonly agent: string
  /** `null`: has not answered. */
  readonly answer: Answer | null
  /** Who gave the answer, when, and why; themselves or a stand-in. */
  readonly by: string | null
  readonly at: Instant | null
  readonly reason: string
  /** Who could answer for them now, and until when; `until: null`, to the end. */
  readonly standIns: ReadonlyArray<{ readonly agent: string; readonly until: Instant | null }>
}

/** One step. */
export interface Account {
  readonly step: string
  readonly name: string
  readonly standing: Standing
  /** When it came to be so; `null` while it is waiting or dropped. */
  readonly since: Instant | null
  /** Time, not the answers, decided it. */
  readonly byExpiry: boolean
  /** Their numbers are weights, not people. */
  readonly weighted: boolean
  /** A single no rejects it. */
  readonly veto: boolean
  readonly tallies: ReadonlyArray<Tally>
  readonly says: ReadonlyArray<Say>
  /** What happens if nobody answers; `null`: nothing. */
  readonly next: { readonly at: Instant; readonly then: Expiry["then"]; readonly to: ReadonlyArray<string> } | null
}

/** `since` when it stands so; `reason`: of a withdrawal, else empty. */
export interface Explanation {
  readonly subject: string
  readonly by: Actor
  readonly verdict: Verdict
  readonly since: Instant
  readonly reason: string
  readonly order: Approval["order"]
  readonly steps: ReadonlyArray<Account>
}

/** As of an instant: what has fallen due by then is part of it, told or not. */
export const explain = (approval: Approval, now: Instant): Explanation => {
  const state = settled(approval, now)
  const { subject, by, order, askedAt, end, stages } = state
  return {
    subject,
    by,
    verdict: end?.verdict ?? "pending",
    since: end?.at ?? askedAt,
    reason: end?.reason ?? "",
    order,
    steps: stages.map((stage) => accountOf(state, stage, now))
  }
}

const accountOf = (approval: Approval, stage: Stage, now: Instant): Account => {
  const { id, name, rule, veto, openedAt, end, expiries, next } = stage
  const at = approval.end === null ? dueAt(approval, stage) : null
  const standing = end?.verdict ?? (approval.end !== null ? "dropped" : openedAt === null ? "waiting" : "open")
  const expiry = expiries[next.expiry]
  return {
    step: id,
    name,
    standing,
    since: end?.at ?? (standing === "open" ? openedAt : null),
    byExpiry: end?.by === "expiry",
    weighted: rule.kind === "weighted",
    veto,
    tallies: tally(stage),
    says: saysOf(stage, approval.end === null && isOpen(stage) ? approval.delegations : [], now),
    next: at === null || expiry === undefined ? null : { at, then: expiry.then, to: expiry.to }
  }
}

const saysOf = (stage: Stage, delegations: ReadonlyArray<Delegation>, now: Instant): ReadonlyArray<Say> => {
  const answers = answersOf(stage)
  const approvers = approversOf(stage)
  return approvers.map((agent) => {
    const { answer = null, by = null, at = null, reason = "" } = answers.get(agent) ?? {}
    const isFree = (one: string): boolean =>
      !approvers.includes(one) && !stage.excluded.includes(one) && stage.votes.every((vote) => vote.by !== one || vote.onBehalfOf === agent)
    const standIns = standInsFor(delegations, agent, now).filter(isFree)
    return { agent, answer, by, at, reason, standIns: standIns.map((one) => ({ agent: one, until: until(delegations, agent, one, now) })) }
  })
}

/** The first end of a delegation after which they do not stand in any more. */
const until = (delegations: ReadonlyArray<Delegation>, agent: string, standIn: string, now: Instant): Instant | null =>
  delegations
    .flatMap(({ until }) => (until !== null && until > now ? [until] : []))
    .toSorted((a, b) => a - b)
    .find((at) => !standInsFor(delegations, agent, at).includes(standIn)) ?? null
