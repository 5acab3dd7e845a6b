/** Who is who at the desk, and around one ticket: where the names of approvers are looked up. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import type { Exclusion } from "./Definition.ts"
import type { Source } from "./Source.ts"

const Slugs = Schema.Array(Slug).check(Schema.isMaxLength(200))

export class Staff extends Schema.Opaque<Staff>()(
  Schema.Struct({
    /** Whoever is not among them is asked nothing, whatever names them. */
    agents: Schema.Array(Schema.Struct({ id: Slug, teams: Slugs, roles: Slugs })),
    /** Of the requester. */
    manager: Schema.NullOr(Slug),
    /** What the fields of the ticket say that name agents. */
    fields: Schema.Array(Schema.Struct({ field: Slug, agent: Slug })),
    /** `null`, as for the submitter: is no agent. */
    requester: Schema.NullOr(Slug),
    submitter: Schema.NullOr(Slug),
    assignee: Schema.NullOr(Slug)
  })
) {}

/** The agents whom a source means, in the order of the staff; none where it means nobody. */
export const agentsOf = (staff: Staff, source: Source): ReadonlyArray<string> =>
  staff.agents.filter((agent) => isMeant(staff, source, agent)).map(({ id }) => id)

const isMeant = (staff: Staff, source: Source, { id, teams, roles }: Staff["agents"][number]): boolean =>
  "agent" in source
    ? id === source.agent
    : "team" in source
      ? teams.includes(source.team)
      : "role" in source
        ? roles.includes(source.role)
        : "field" in source
          ? staff.fields.some(({ field, agent }) => field === source.field && agent === id)
          : id === staff.manager

/** The agents who have no say; `asker`: the agent who asks for the approval, `null` where it is somebody else. */
export const excluded = (staff: Staff, exclusions: ReadonlyArray<Exclusion>, asker: string | null): ReadonlyArray<string> => {
  const agents = exclusions.flatMap((exclusion) => (exclusion === "requester" ? [staff.requester, asker] : [staff[exclusion]]))
  return [...new Set(agents.filter((agent) => agent !== null))]
}
