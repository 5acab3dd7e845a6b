/** Those who alone see a restricted ticket, beside its assignee. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import type { Vocabulary } from "./Vocabulary.ts"

const Slugs = Schema.Array(Slug).check(Schema.isMaxLength(1000))

export class Circle extends Schema.Opaque<Circle>()(Schema.Struct({ agents: Slugs, teams: Slugs })) {}

/** All of the workspace whom it names, themselves or by their team. */
export const membersOf = ({ agents, teams }: Circle, vocabulary: Pick<Vocabulary, "agents">): ReadonlyArray<string> =>
  [...vocabulary.agents.values()]
    .filter((agent) => agents.includes(agent.id) || agent.teams.some((team) => teams.includes(team)))
    .map(({ id }) => id)

/** Nobody sees what comes from the one ticket and could not see it before. `undefined`: that one is not restricted. */
export const isWithin = (circle: Circle | undefined, wider: Circle | undefined, vocabulary: Pick<Vocabulary, "agents">): boolean => {
  if (wider === undefined) return true
  if (circle === undefined) return false
  const members = new Set(membersOf(wider, vocabulary))
  return membersOf(circle, vocabulary).every((one) => members.has(one))
}

/** Those who are in both; as it was written, where one of them says it all. */
export const meet = (one: Circle | undefined, other: Circle | undefined, vocabulary: Pick<Vocabulary, "agents">): Circle | undefined => {
  if (isWithin(one, other, vocabulary)) return one
  if (isWithin(other, one, vocabulary)) return other
  const members = new Set(membersOf(other!, vocabulary))
  return { agents: membersOf(one!, vocabulary).filter((agent) => members.has(agent)), teams: [] }
}
