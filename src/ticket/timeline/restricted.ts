/** What the desk is told of who alone sees a ticket. */
import type { Restricted } from "../commands/restrict.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Change } from "./Entry.ts"
import * as names from "./names.ts"

export const restrictedTo = ({ agents, teams }: Restricted): string =>
  agents.length + teams.length === 0 ? "lets all who may see tickets see it again" : "restricted who sees it"

export const circles = (vocabulary: Vocabulary, { from, agents, teams }: Restricted): ReadonlyArray<Change> => [
  { field: "Agents", from: names.agents(vocabulary, from?.agents), to: names.agents(vocabulary, agents) },
  { field: "Teams", from: names.teams(vocabulary, from?.teams), to: names.teams(vocabulary, teams) }
]
