/** Somebody of the desk whom a note calls by name: an agent, or all of a team. */
import * as Schema from "effect/Schema"
import { type UnknownWord, unknownWord } from "./Refusal.ts"
import type { Vocabulary } from "./Vocabulary.ts"

export const Mention = Schema.Union([
  Schema.TemplateLiteral(["agent:", Schema.String]),
  Schema.TemplateLiteral(["team:", Schema.String])
]).check(Schema.isPattern(/^(?:agent|team):[a-zA-Z][a-zA-Z0-9_-]{0,62}$/, { expected: "an agent or a team like agent:bo or team:billing" }))
export type Mention = typeof Mention.Type

export const agentOf = (mention: Mention): string | undefined => (mention.startsWith("agent:") ? mention.slice("agent:".length) : undefined)
export const teamOf = (mention: Mention): string | undefined => (mention.startsWith("team:") ? mention.slice("team:".length) : undefined)

/** The first that the workspace does not have. */
export const unknownAmong = (mentions: ReadonlyArray<Mention>, { agents, teams }: Vocabulary): UnknownWord | undefined => {
  for (const mention of mentions) {
    const agent = agentOf(mention)
    const no = agent === undefined ? unknownWord("team", teamOf(mention)!, teams) : unknownWord("agent", agent, agents)
    if (no !== undefined) return no
  }
  return undefined
}

/** The agents who are meant, each once: by their own name, or with their team. */
export const heardBy = (mentions: ReadonlyArray<Mention>, { agents }: Pick<Vocabulary, "agents">): ReadonlyArray<string> =>
  mentions.length === 0
    ? []
    : [...agents.values()]
        .filter(({ id, teams }) => mentions.includes(`agent:${id}`) || teams.some((team) => mentions.includes(`team:${team}`)))
        .map(({ id }) => id)
