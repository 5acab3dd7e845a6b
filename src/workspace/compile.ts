/** A definition made ready for use: lists become maps, defaults are looked up once. */
import * as Result from "effect/Result"
import { catalogue } from "../channel/catalogue.ts"
import type { Channel } from "../channel/Channel.ts"
import type { Condition } from "../condition/Condition.ts"
import { commitFields, question } from "../condition/question.ts"
import * as Status from "../ticket/Status.ts"
import type { FollowUpPolicy, Vocabulary } from "../ticket/Vocabulary.ts"
import { inOrder } from "../trigger/Trigger.ts"
import type { Definition } from "./Definition.ts"
import { promisesOf } from "./promisesOf.ts"
import type { Workspace } from "./Workspace.ts"

/** Takes a definition without contradictions. */
export const compile = (definition: Definition): Workspace => {
  const vocabulary: Vocabulary = {
    statuses: byId(definition.statuses),
    defaultStatus: Object.fromEntries(
      definition.statuses.filter((status) => status.isDefault).map((status) => [status.category, status])
    ) as Record<Status.Category, Status.Status>,
    priorities: new Map(definition.priorities.map((priority, rank) => [priority.id, { priority, rank }])),
    defaultPriority: definition.defaultPriority,
    kinds: byId(definition.kinds),
    categories: definition.categories,
    fields: byId(definition.fields),
    channels: byId<Channel>([...catalogue, ...definition.channels]),
    departments: byId(definition.departments),
    defaultDepartment: definition.departments[0]!.id,
    brands: byId(definition.brands),
    defaultBrand: definition.brands[0]!.id,
    teams: byId(definition.teams),
    agents: byId(definition.agents),
    followUp: policies(definition),
    onAgentCreate: definition.onAgentCreate
  }
  return {
    ...vocabulary,
    ...promisesOf(definition, vocabulary),
    triggers: inOrder(definition.triggers).map((trigger) => ({ ...trigger, where: prepared(trigger.where, vocabulary) })),
    triggerStrategy: definition.triggerStrategy,
    definition,
    name: definition.name,
    supportAddresses: definition.supportAddresses,
    defaultAddress: definition.defaultAddress,
    acknowledge: definition.acknowledge,
    attachmentLimit: definition.attachmentLimit
  }
}

/** A definition without contradictions asks for no field that is not there. */
const prepared = (where: Condition, vocabulary: Vocabulary): Condition =>
  Result.getOrElse(question(where, vocabulary, commitFields), () => where)

const byId = <T extends { readonly id: string }>(all: ReadonlyArray<T>): ReadonlyMap<string, T> => new Map(all.map((one) => [one.id, one]))

const policies = ({ departments, followUp }: Definition): ReadonlyMap<string, FollowUpPolicy> =>
  Array.isArray(followUp)
    ? new Map(followUp.map(({ department, ...policy }) => [department, policy]))
    : new Map(departments.map((department) => [department.id, followUp as FollowUpPolicy]))
