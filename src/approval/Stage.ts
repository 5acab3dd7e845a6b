/** One step of an approval on its way: who is asked, who answered what, and how it ended. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { Vote } from "./Answer.ts"
import { patience } from "./Definition.ts"
import { Rule } from "./Rule.ts"
import { Source } from "./Source.ts"

const Agents = Schema.Array(Slug)

/** The people whom a source named when they were asked; since then some of them may have been replaced. */
export class Group extends Schema.Opaque<Group>()(Schema.Struct({ source: Source, agents: Agents })) {}

/** An expiry of the definition; `to`: who replaces the silent, nobody unless it escalates. */
export class Expiry extends Schema.Opaque<Expiry>()(
  Schema.Struct({ ...patience, then: Schema.Literals(["reject", "approve", "remind", "escalate"]), to: Agents })
) {}

const panel = {
  id: Slug,
  name: Text.filled(100),
  groups: Schema.Array(Group),
  rule: Rule,
  veto: Schema.Boolean,
  excluded: Agents,
  expiries: Schema.Array(Expiry)
}

/** A step with its names looked up: the people who are asked. */
export class Panel extends Schema.Opaque<Panel>()(Schema.Struct(panel)) {}

export class Stage extends Schema.Opaque<Stage>()(
  Schema.Struct({
    ...panel,
    /** `null`: steps before it are not decided yet. */
    openedAt: Schema.NullOr(Instant),
    /** The expiry that comes next, by its place, and when its time began to count: at the opening, or at the expiry before. */
    next: Schema.Struct({ expiry: Schema.Int, since: Schema.NullOr(Instant) }),
    /** The last answer for each approver, and of each person one, in the order in which they came. */
    votes: Schema.Array(Vote),
    /** `null`: not decided yet. */
    end: Schema.NullOr(
      Schema.Struct({
        at: Instant,
        verdict: Schema.Literals(["approved", "rejected", "expired"]),
        by: Schema.Literals(["votes", "expiry"])
      })
    )
  })
) {}

export const isOpen = ({ openedAt, end }: Stage): boolean => openedAt !== null && end === null

/** Everybody who is asked, each once. */
export const approversOf = ({ groups }: Panel): ReadonlyArray<string> => [...new Set(groups.flatMap(({ agents }) => agents))]

export const answersOf = ({ votes }: Stage): ReadonlyMap<string, Vote> => new Map(votes.map((vote) => [vote.onBehalfOf, vote]))

/** Other people are asked: answers for those who are not asked any more are void, and so is what somebody said for another who is asked themselves now. */
export const regrouped = (stage: Stage, groups: ReadonlyArray<Group>): Stage => {
  const approvers = new Set(approversOf({ ...stage, groups }))
  const isValid = ({ by, onBehalfOf }: Vote): boolean => approvers.has(onBehalfOf) && (by === onBehalfOf || !approvers.has(by))
  return { ...stage, groups, votes: stage.votes.filter(isValid) }
}
