/** Merge into: a ticket joins another, which answers for it from now on. It keeps what it has, and takes nothing more. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id, Slug } from "../../text/Id.ts"
import { defaultOf } from "../belonging.ts"
import { edgesOf } from "../Edges.ts"
import * as Status from "../Status.ts"
import type { ApprovalFact } from "../ApprovalFact.ts"
import { unanswered } from "./changeStatus.ts"
import { withdrawnBy } from "./withdrawApproval.ts"
import { command, type Decision, Fact, on, stamp } from "../rule.ts"

/** The desk itself asks for it, with `Absorb` on the other side. */
export class MergeInto extends Schema.Opaque<MergeInto>()(
  Schema.TaggedStruct("MergeInto", {
    merge: Id,
    into: Id,
    reference: Schema.String,
    /** What waits for permission keeps it from being merged, or is asked no more. */
    approvals: Schema.Literals(["refuse", "withdraw"])
  })
) {}
export class MergedInto extends Schema.Opaque<MergedInto>()(
  Fact("MergedInto", { merge: Id, into: Id, reference: Schema.String, status: Slug, statusCategory: Status.Category, ...Status.stamped })
) {}

export const mergeInto = command(MergeInto, {
  closed: true,
  decide: (ticket, { merge, into, reference, approvals }, context): Decision<MergedInto | ApprovalFact> => {
    const status = defaultOf(ticket.department, "closed", context.vocabulary)
    const waiting = approvals === "refuse" ? unanswered(ticket, status.id, context) : undefined
    if (waiting !== undefined) return Result.fail(waiting)
    const withdrawn = withdrawnBy(ticket, `merged into ${reference}`, context)
    if (Result.isFailure(withdrawn)) return Result.fail(withdrawn.failure)
    const merged: MergedInto = {
      _tag: "MergedInto",
      ...stamp(context),
      merge,
      into,
      reference,
      status: status.id,
      statusCategory: status.category,
      ...Status.effectOf(status)
    }
    return Result.succeed([...withdrawn.success, merged])
  },
  events: [
    on(MergedInto, (ticket, { at, merge, into, status, statusCategory, slaEffect = "byCategory" }) => ({
      ...ticket,
      status,
      statusCategory,
      slaEffect,
      escalated: false,
      solvedAt: ticket.solvedAt ?? at,
      closedAt: ticket.closedAt ?? at,
      updatedAt: at,
      edges: {
        ...edgesOf(ticket),
        mergedInto: {
          merge,
          into,
          survivor: into,
          at,
          was: {
            status: ticket.status,
            statusCategory: ticket.statusCategory,
            slaEffect: ticket.slaEffect,
            escalated: ticket.escalated,
            solvedAt: ticket.solvedAt,
            closedAt: ticket.closedAt
          }
        }
      }
    }))
  ]
})
