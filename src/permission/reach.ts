/** Of which tickets somebody may do something, as a condition: the one that decides on a ticket at hand is the one that stores are asked. */
import { type Findable, isFindable } from "../condition/Condition.ts"
import { type Asker, settled } from "../condition/Variable.ts"
import type { Agent } from "../people/Agent.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import type { Reader } from "../ticket/Conversation.ts"
import type { Instant } from "../time/Instant.ts"
import type { Capability } from "./Capability.ts"
import type { Colleagues, Grant, Role } from "./Role.ts"

/** What a workspace says of who may do what. */
export interface Rights {
  /** Their conditions prepared. Without any, every agent may do everything with every ticket that is not restricted to others. */
  readonly roles: ReadonlyMap<string, Role>
  readonly colleagues: Colleagues
}

/** Somebody outside the desk, by all that ties them to tickets. */
export interface Person extends Reader {
  /** The organization that they belong to now. */
  readonly organization: string | null
}

const everything: Findable = { all: [] }
const nothing: Findable = { any: [] }
const plain: Findable = { not: { field: "restricted", op: "is", value: true } }

/** Restricted tickets are let out of sight first; of the rest the grants of all roles of the agent add up. */
export const reachOf = (rights: Rights, agent: Agent, action: Capability, now: Instant): Findable => ({
  all: [unrestricted(rights, agent, now), granted(rights, agent, action, now)]
})

/** The grants that have the capability, with the role that each is of. */
export const grantsOf = (
  { roles }: Rights,
  agent: Agent,
  action: Capability
): ReadonlyArray<{ readonly role: string; readonly grant: Grant }> =>
  (agent.roles ?? []).flatMap((id) =>
    (roles.get(id)?.grants ?? []).filter(({ can }) => can.includes(action)).map((grant) => ({ role: id, grant }))
  )

const granted = (rights: Rights, agent: Agent, action: Capability, now: Instant): Findable =>
  rights.roles.size === 0
    ? action === "seeRestricted"
      ? nothing
      : everything
    : { any: grantsOf(rights, agent, action).map(({ grant }) => placesOf(grant, { now, agent })) }

/** The tickets of a grant. A definition without contradictions asks in it for nothing that a store cannot answer. */
export const placesOf = ({ where }: Grant, asker: Asker): Findable => {
  const condition = settled(where, asker)
  return isFindable(condition) ? condition : nothing
}

export const unrestricted = (rights: Rights, agent: Agent, now: Instant): Findable => ({
  any: [
    plain,
    { field: "assignee", op: "is", value: agent.id },
    { field: "restrictedAgents", op: "contains", value: agent.id },
    { field: "restrictedTeams", op: "containsAny", value: agent.teams },
    granted(rights, agent, "seeRestricted", now)
  ]
})

/** What is restricted is between its parties and those few. */
const amongColleagues = (organization: string): Findable => ({
  all: [{ field: "organization", op: "is", value: organization }, plain]
})

/** The tickets that somebody outside is a party to, or a colleague of the requester where the workspace lets colleagues read. */
export const reachOutside = ({ colleagues }: Rights, { id, addresses, organization }: Person): Findable => ({
  any: [
    ...(id === null ? [] : [{ field: "requester", op: "is", value: id } as const]),
    { field: "parties", op: "containsAny", value: addresses.map(EmailAddress.key) },
    ...(organization === null || colleagues === "none" ? [] : [amongColleagues(organization)])
  ]
})
