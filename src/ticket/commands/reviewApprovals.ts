/** Review approvals: write down what became of them without anybody's answer: by time, by a change, by an approver who left the desk. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type Approval, undecided } from "../../approval/Approval.ts"
import { due } from "../../approval/due.ts"
import { replay } from "../../approval/evolve.ts"
import type { Fact } from "../../approval/Fact.ts"
import { invalidate } from "../../approval/invalidate.ts"
import { replace } from "../../approval/replace.ts"
import { approversOf } from "../../approval/Stage.ts"
import {
  ApprovalEscalated,
  ApprovalExpired,
  type ApprovalFact,
  ApprovalInvalidated,
  ApproversReminded,
  evolve,
  told
} from "../ApprovalFact.ts"
import { digestOf } from "../Approvals.ts"
import { command, type Context, type Decision, on } from "../rule.ts"
import type { Ticket } from "../Ticket.ts"

/** The desk itself asks for it; it only tells what is so, whoever asks. */
export class ReviewApprovals extends Schema.Opaque<ReviewApprovals>()(Schema.TaggedStruct("ReviewApprovals", {})) {}

type Owned = typeof ApproversReminded | typeof ApprovalEscalated | typeof ApprovalExpired | typeof ApprovalInvalidated

export const reviewApprovals = command<typeof ReviewApprovals, ApprovalFact, Owned>(ReviewApprovals, {
  outside: true,
  closed: true,
  merged: true,
  decide: (ticket, _wish, context): Decision<ApprovalFact> => {
    const facts: Array<ApprovalFact> = []
    for (const approval of ticket.approvals ?? []) {
      const found = told(approval.id, Result.succeed(reviewed(approval, ticket, context)), context)
      if (Result.isSuccess(found)) facts.push(...found.success)
    }
    return Result.succeed(facts)
  },
  events: [on(ApproversReminded, evolve), on(ApprovalEscalated, evolve), on(ApprovalExpired, evolve), on(ApprovalInvalidated, evolve)]
})

const reviewed = (approval: Approval, ticket: Ticket, { now, actor: by, vocabulary }: Context): ReadonlyArray<Fact> => {
  const facts: Array<Fact> = [...due(approval, now)]
  for (const from of namedIn(replay(facts, approval)!)) {
    if (vocabulary.agents.has(from)) continue
    const left = replace(replay(facts, approval)!, { by, from, to: null }, now)
    if (Result.isSuccess(left)) facts.push(...left.success)
  }
  const state = replay(facts, approval)!
  const isAlive = state.end === null || state.end.verdict === "approved"
  return isAlive ? [...facts, ...invalidate(state, { by, digest: digestOf(ticket, state.subject, state.covers) }, now)] : facts
}

/** Whoever is asked, or will be by an escalation. */
const namedIn = (approval: Approval): ReadonlySet<string> =>
  new Set(undecided(approval).flatMap((stage) => [...approversOf(stage), ...stage.expiries.flatMap(({ to }) => to)]))
