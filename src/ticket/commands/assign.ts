/** Assign: put an agent or a team in charge, or nobody. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { NotInTeam, type UnknownWord, unknownWord } from "../Refusal.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const Someone = Schema.NullOr(Slug)

/** The queue that gave it out, and why to this agent: what was said of each of them, the chosen one first. */
const Routed = Schema.Struct({
  queue: Slug,
  reasons: Schema.Array(Schema.Struct({ agent: Slug, verdict: Schema.Literals(["chosen", "later", "unfit"]), why: Text.upTo(1000) })).check(
    Schema.isMaxLength(100)
  )
})

/** What is left out stays as it is; `null` takes it away. An agent who is not in the ticket's team takes the ticket out of it. */
export class Assign extends Schema.Opaque<Assign>()(
  Schema.TaggedStruct("Assign", {
    agent: Schema.optionalKey(Someone),
    team: Schema.optionalKey(Someone),
    /** Said by the desk itself; of anybody else it is not believed. */
    routed: Schema.optionalKey(Routed)
  })
) {}
export class Assigned extends Schema.Opaque<Assigned>()(
  Fact("Assigned", {
    agent: Someone,
    team: Someone,
    from: Schema.Struct({ agent: Someone, team: Someone }),
    /** There, where a queue gave it out. */
    routed: Schema.optionalKey(Routed),
    /** There, where nobody asked: the ticket moved, and who had it does not work for its department. */
    because: Schema.optionalKey(Schema.Literal("department"))
  })
) {}

export const assign = command(Assign, {
  decide: (ticket, wish, context): Decision<Assigned> => {
    const { vocabulary } = context
    // Only what is asked for is checked: whoever left the workspace since then can still be relieved.
    const no = stranger(wish.agent ?? null, wish.team ?? null, vocabulary)
    if (no !== undefined) return Result.fail(no)
    const agent = wish.agent !== undefined ? wish.agent : fits(ticket.assignee, wish.team, vocabulary) ? ticket.assignee : null
    const team = wish.team !== undefined ? wish.team : fits(wish.agent, ticket.team, vocabulary) ? ticket.team : null
    if (ticket.assignee === agent && ticket.team === team) return nothing
    const routed = wish.routed === undefined || context.actor !== Actor.system ? {} : { routed: wish.routed }
    return happened<Assigned>({
      _tag: "Assigned",
      ...stamp(context),
      agent,
      team,
      from: { agent: ticket.assignee, team: ticket.team },
      ...routed
    })
  },
  events: [on(Assigned, (ticket, { at, agent, team }) => ({ ...ticket, assignee: agent, team, updatedAt: at }))]
})

/** Why these two cannot be in charge together; `undefined` when they can. */
export const stranger = (agent: string | null, team: string | null, vocabulary: Vocabulary): UnknownWord | NotInTeam | undefined => {
  const unknown =
    (team === null ? undefined : unknownWord("team", team, vocabulary.teams)) ??
    (agent === null ? undefined : unknownWord("agent", agent, vocabulary.agents))
  if (unknown !== undefined || agent === null || team === null) return unknown
  return fits(agent, team, vocabulary) ? undefined : new NotInTeam({ agent, team })
}

/** Nobody fits everywhere, and so does everybody where there is no team; `undefined`: not asked for. */
export const fits = (agent: string | null | undefined, team: string | null | undefined, vocabulary: Vocabulary): boolean =>
  agent === undefined ||
  agent === null ||
  team === undefined ||
  team === null ||
  (vocabulary.agents.get(agent)?.teams.includes(team) ?? false)
