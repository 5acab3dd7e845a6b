/** Which agents may use something of the desk's: a view, a macro. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import type { Agent } from "./Agent.ts"

const Slugs = Schema.Array(Slug).check(Schema.isMaxLength(1000))

/** `null`: every agent. Otherwise those named, and those of the teams. */
export const Access = Schema.NullOr(Schema.Struct({ agents: Slugs, teams: Slugs }))
export type Access = typeof Access.Type

export const mayUse = (access: Access, { id, teams }: Pick<Agent, "id" | "teams">): boolean =>
  access === null || access.agents.includes(id) || teams.some((team) => access.teams.includes(team))
