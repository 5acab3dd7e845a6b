/** Assign: put an agent or a team in charge, or nobody. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { NotInTeam, UnknownWord } from "../Refusal.ts"
import type { Ticket } from "../Ticket.ts"
import { command, type Decision, type Context, Fact, happened, nothing, on, stamp } from "../rule.ts"

const Someone = Schema.NullOr(Slug)

/** What is left out stays as it is; `null` takes it away. An agent who is not in the ticket's team takes the ticket out of it. */
export class Assign extends Schema.Opaque<Assign>()(
  Schema.TaggedStruct("Assign", { agent: Schema.optionalKey(Someone), team: Schema.optionalKey(Someone) })
) {}
export class Assigned extends Schema.Opaque<Assigned>()(
  Fact("Assigned", { agent: Someone, team: Someone, from: Schema.Struct({ agent: Someone, team: Someone }) })
) {}

export const assign = command(Assign, {
  decide: (ticket, wish, context): Decision<Assigned> => {
    const agent =
      wish.agent === undefined
        ? wish.team === undefined
          ? ticket.assignee
          : keepIfMember(ticket.assignee, wish.team, context)
        : wish.agent
    const team = wish.team === undefined ? keepIfTeamOf(ticket.team, agent, context) : wish.team
    const no = stranger(agent, team, context)
    if (no !== undefined) return Result.fail(no)
    if (ticket.assignee === agent && ticket.team === team) return nothing
    return happened<Assigned>({ _tag: "Assigned", ...stamp(context), agent, team, from: { agent: ticket.assignee, team: ticket.team } })
  },
  events: [on(Assigned, (ticket: Ticket, { at, agent, team }) => ({ ...ticket, assignee: agent, team, updatedAt: at }))]
})

/** Why these two cannot be in charge together; `undefined` when they can. */
export const stranger = (agent: string | null, team: string | null, { vocabulary }: Context): UnknownWord | NotInTeam | undefined => {
  if (team !== null && !vocabulary.teams.has(team))
    return new UnknownWord({ what: "team", word: team, known: [...vocabulary.teams.keys()] })
  if (agent === null) return undefined
  if (!vocabulary.agents.has(agent)) return new UnknownWord({ what: "agent", word: agent, known: [...vocabulary.agents.keys()] })
  return team !== null && !isMember(agent, team, { vocabulary }) ? new NotInTeam({ agent, team }) : undefined
}

const isMember = (agent: string, team: string, { vocabulary }: Pick<Context, "vocabulary">): boolean =>
  vocabulary.agents.get(agent)?.teams.includes(team) ?? false
const keepIfMember = (agent: string | null, team: string | null, context: Context): string | null =>
  agent === null || team === null || isMember(agent, team, context) ? agent : null
const keepIfTeamOf = (team: string | null, agent: string | null, context: Context): string | null =>
  team === null || agent === null || isMember(agent, team, context) ? team : null
