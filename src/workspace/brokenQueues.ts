/** What queues say against the rest of a definition. */
import { catalogue } from "../channel/catalogue.ts"
import { all, ids, ofCondition, unknown } from "./brokenCondition.ts"
import { type Entry, list, twice } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const brokenQueues = (full: Loose): ReadonlyArray<Problem> =>
  list(full, "queues").flatMap(({ path, value }) => [
    ...ofCondition(value["where"], `${path}.where`, full, { place: "store" }),
    ...list(value, "skills", path).flatMap((skill) => ofCondition(skill.value["where"], `${skill.path}.where`, full, { place: "store" })),
    ...(isLoose(value["strategy"]) ? ofStrategy({ path: `${path}.strategy`, value: value["strategy"] }, full) : [])
  ])

const ofStrategy = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => {
  const channels = new Set([...catalogue.map(({ id }) => id), ...ids(full, "channels")])
  const weights = list(value, "weights", path)
  return [
    ...twice(weights, "channel"),
    ...twice(list(value, "relaxing", path), "skill"),
    ...weights.flatMap((weight) => unknown(weight.value["channel"], `${weight.path}.channel`, "channel", channels)),
    ...all(value["excluded"]).flatMap((id, i) => unknown(id, `${path}.excluded[${i}]`, "agent", ids(full, "agents")))
  ]
}
