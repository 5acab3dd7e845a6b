/** Whom a step asks, by the name under which a workspace knows them. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import { byKey } from "../text/Shaped.ts"

/**
 * An agent; the agents of a team, or of a role; the manager of the ticket's requester; the agent whom a field of the
 * ticket names. Who that is, is looked up when the approval is asked for.
 */
export type Source =
  | { readonly agent: string }
  | { readonly team: string }
  | { readonly role: string }
  | { readonly managerOf: "requester" }
  | { readonly field: string }

export const Source: Schema.Codec<Source> = byKey<Source>(
  [
    ["agent", Schema.Struct({ agent: Slug })],
    ["team", Schema.Struct({ team: Slug })],
    ["role", Schema.Struct({ role: Slug })],
    ["managerOf", Schema.Struct({ managerOf: Schema.Literal("requester") })],
    ["field", Schema.Struct({ field: Slug })]
  ],
  "approvers named by agent, team, role, managerOf or field"
)

/** `team finance`, `the manager of the requester`. */
export const say = (source: Source): string =>
  "agent" in source
    ? source.agent
    : "team" in source
      ? `team ${source.team}`
      : "role" in source
        ? `role ${source.role}`
        : "field" in source
          ? `field ${source.field}`
          : "the manager of the requester"
