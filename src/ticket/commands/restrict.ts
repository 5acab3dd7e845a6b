/** Restrict: from now on only those named see a ticket, and whoever has it. Naming nobody lifts that. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Denied, unknownWord } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { Circle } from "../Circle.ts"

export class Restrict extends Schema.Opaque<Restrict>()(Schema.TaggedStruct("Restrict", Circle.fields)) {}
export class Restricted extends Schema.Opaque<Restricted>()(Fact("Restricted", { ...Circle.fields, from: Schema.NullOr(Circle) })) {}

const nobody: Circle = { agents: [], teams: [] }

export const restrict = command(Restrict, {
  closed: true,
  decide: (ticket, wish, context): Decision<Restricted> => {
    const agents = [...new Set(wish.agents)]
    const teams = [...new Set(wish.teams)]
    const { vocabulary, actor } = context
    const no =
      agents.map((one) => unknownWord("agent", one, vocabulary.agents)).find((one) => one !== undefined) ??
      teams.map((one) => unknownWord("team", one, vocabulary.teams)).find((one) => one !== undefined)
    if (no !== undefined) return Result.fail(no)
    const from = ticket.restricted ?? null
    if (isSame(from ?? nobody, { agents, teams })) return nothing
    // Whoever let fewer people see it had a reason that no rule knows.
    if (from !== null && Actor.isRule(actor))
      return Result.fail(new Denied({ actor, action: "restrict", reason: "a rule lets nobody see what others restricted" }))
    return happened<Restricted>({ _tag: "Restricted", ...stamp(context), agents, teams, from })
  },
  events: [
    on(Restricted, ({ restricted, ...ticket }, { at, agents, teams }) => ({
      ...ticket,
      ...(agents.length + teams.length === 0 ? {} : { restricted: { agents, teams } }),
      updatedAt: at
    }))
  ]
})

const isSame = (one: Circle, other: Circle): boolean =>
  sorted(one.agents) === sorted(other.agents) && sorted(one.teams) === sorted(other.teams)
const sorted = (ids: ReadonlyArray<string>): string => ids.toSorted().join(" ")
