/** What triggers say against the rest of a definition. */
import { commitFields } from "../condition/question.ts"
import { verbs } from "../ticket/commands/changeStatus.ts"
import { all, ids, ofCondition, unknown } from "./brokenCondition.ts"
import { type Entry, list } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const brokenTriggers = (full: Loose): ReadonlyArray<Problem> =>
  list(full, "triggers").flatMap(({ path, value }) => [
    ...ofCondition(value["where"], `${path}.where`, full, { more: commitFields }),
    ...all(value["then"]).flatMap((action, i) => (isLoose(action) ? ofAction({ path: `${path}.then[${i}]`, value: action }, full) : []))
  ])

/** Which property of a command names a word of which list. */
const words = [
  { property: "priority", list: "priorities", what: "priority" },
  { property: "agent", list: "agents", what: "agent" },
  { property: "team", list: "teams", what: "team" },
  { property: "field", list: "fields", what: "field" }
] as const

const ofAction = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => {
  const statuses = new Set([...ids(full, "statuses"), ...verbs.keys()])
  return [
    ...words.flatMap(({ property, list: of, what }) => unknown(value[property], `${path}.${property}`, what, ids(full, of))),
    ...["status", "then"].flatMap((property) => unknown(value[property], `${path}.${property}`, "status", statuses))
  ]
}
