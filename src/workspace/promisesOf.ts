/** The SLA policies of a definition made ready: conditions prepared, versions known. */
import { prepared } from "../condition/question.ts"
import { calendarVersion, type Pinned, versionOf } from "../sla/Promises.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import type { Definition } from "./Definition.ts"
import type { Workspace } from "./Workspace.ts"

/** Takes a definition without contradictions: its conditions ask for no field that is not there. */
export const promisesOf = (definition: Definition, vocabulary: Vocabulary): Pick<Workspace, "slaPolicies" | "promises"> => {
  const calendars = definition.calendars.map((calendar) => ({ id: calendar.id, version: calendarVersion(calendar) }))
  // A ticket may come from one policy to another: what any of them promises is measured from its beginning.
  const promised = new Set<string>(definition.slaPolicies.flatMap(({ targets }) => targets.map(({ metric }) => metric)))
  const metrics = definition.metrics.filter(({ id }) => promised.has(id))
  const policies = definition.slaPolicies.map((policy) => {
    const named = new Set(policy.targets.map(({ calendar }) => calendar))
    const pinned: Pinned = { policy, metrics, calendars: calendars.filter(({ id }) => named.has(id)) }
    return { pinned, version: versionOf(pinned) }
  })
  return {
    slaPolicies: policies.map(({ pinned: { policy }, version }) => ({
      ...policy,
      where: prepared(policy.where, vocabulary, "ticket"),
      version
    })),
    promises: {
      policies: new Map(policies.map(({ pinned, version }) => [version, pinned])),
      calendars: new Map(definition.calendars.map((calendar) => [calendarVersion(calendar), calendar]))
    }
  }
}
