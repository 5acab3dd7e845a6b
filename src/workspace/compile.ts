/** A definition made ready for use: lists become maps, defaults are looked up once. */
import type { Definition as Approval } from "../approval/Definition.ts"
import type { Candidate } from "../assignment/Candidate.ts"
import { scheduleOf } from "../automation/Timer.ts"
import { catalogue } from "../channel/catalogue.ts"
import type { Channel } from "../channel/Channel.ts"
import type { Question } from "../condition/Variable.ts"
import type { Place } from "../condition/Fields.ts"
import { prepared } from "../condition/question.ts"
import * as LinkType from "../ticket/LinkType.ts"
import { phrase } from "../ticket/NoAnswer.ts"
import * as Status from "../ticket/Status.ts"
import type { FollowUpPolicy, Vocabulary } from "../ticket/Vocabulary.ts"
import * as Ruleset from "../trigger/Ruleset.ts"
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
    webhooks: byId(definition.webhooks),
    departments: byId(definition.departments),
    defaultDepartment: definition.departments[0]!.id,
    moves: definition.moves,
    brands: byId(definition.brands),
    defaultBrand: definition.brands[0]!.id,
    teams: byId(definition.teams),
    agents: byId(definition.agents),
    approvals: new Map(definition.approvals.map((one) => [one.id, { definition: one, calendars: calendarsOf(one, definition) }])),
    timeTypes: byId(definition.timeTypes),
    links: byId<LinkType.LinkType>([...LinkType.standard, ...definition.links]),
    needsNoAnswer: new Set(definition.needsNoAnswer.map(phrase)),
    followUp: policies(definition),
    onAgentCreate: definition.onAgentCreate,
    purgeAfter: definition.purgeAfter,
    mentions: definition.mentions
  }
  return {
    ...vocabulary,
    ...promisesOf(definition, vocabulary),
    rules: Ruleset.make(definition.triggers.map((one) => ready(one, vocabulary, "commit"))),
    triggerStrategy: definition.triggerStrategy,
    schedule: scheduleOf(
      definition.automations.filter(({ enabled }) => enabled).map((one) => ready(one, vocabulary)),
      byId(definition.calendars)
    ),
    queues: definition.queues.map((queue) => ({
      ...ready(queue, vocabulary),
      skills: queue.skills.map((one) => ready(one, vocabulary))
    })),
    candidates: candidatesOf(definition),
    surveys: surveysOf(definition, vocabulary),
    roles: byId(definition.roles.map((role) => ({ ...role, grants: role.grants.map((grant) => ready(grant, vocabulary, "store")) }))),
    colleagues: definition.colleagues,
    macros: byId(definition.macros.map((one) => ready(one, vocabulary))),
    views: byId(definition.views.map((one) => ready(one, vocabulary))),
    transitions: definition.transitions.map((one) => ready(one, vocabulary, "transition")),
    definition,
    name: definition.name,
    supportAddresses: definition.supportAddresses,
    defaultAddress: definition.defaultAddress,
    merging: definition.merging,
    summaries: definition.summaries,
    forwarders: definition.forwarders,
    archive: definition.archive,
    acknowledge: definition.acknowledge,
    approvalPage: definition.approvalPage,
    attachmentLimit: definition.attachmentLimit
  }
}

const ready = <T extends { readonly where: Question }>(one: T, vocabulary: Vocabulary, place: Place = "ticket"): T => ({
  ...one,
  where: prepared(one.where, vocabulary, place)
})

const candidatesOf = ({ agents, calendars }: Definition): ReadonlyArray<Candidate> => {
  const known = byId(calendars)
  return agents.map(({ id, teams, skills = [], capacity = null, calendar = null }) => ({
    agent: id,
    teams,
    skills,
    capacity,
    calendar: calendar === null ? null : known.get(calendar)!
  }))
}

const surveysOf = ({ satisfaction, calendars }: Definition, vocabulary: Vocabulary): Workspace["surveys"] => {
  const known = byId(calendars)
  return satisfaction.map((one) => ({
    ...ready(one, vocabulary),
    calendar: one.ask.calendar === null ? null : known.get(one.ask.calendar)!
  }))
}

const calendarsOf = ({ steps }: Approval, { calendars }: Definition) => {
  const named = new Set(steps.flatMap(({ expiries }) => expiries.map(({ calendar }) => calendar)))
  return calendars.filter(({ id }) => named.has(id))
}

const byId = <T extends { readonly id: string }>(all: ReadonlyArray<T>): ReadonlyMap<string, T> => new Map(all.map((one) => [one.id, one]))

const policies = ({ departments, followUp }: Definition): ReadonlyMap<string, FollowUpPolicy> =>
  Array.isArray(followUp)
    ? new Map(followUp.map(({ department, ...policy }) => [department, policy]))
    : new Map(departments.map((department) => [department.id, followUp as FollowUpPolicy]))
