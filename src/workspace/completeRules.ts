/** What a definition leaves out of its triggers, automations, macros and views. */
import { spanned } from "./completePromises.ts"
import { each } from "./entries.ts"
import { withDefaults } from "./naming.ts"
import { isLoose, type Loose } from "./plain.ts"

export const completeRules = (given: Loose): Loose => ({
  triggers: each(given["triggers"], trigger, []),
  automations: each(given["automations"], automation, []),
  macros: each(given["macros"], macro, []),
  views: each(given["views"], view, [])
})

/** What acts, with its actions written out. */
const acting =
  (defaults: Loose) =>
  (given: unknown): unknown => {
    const one = withDefaults(defaults)(given)
    return isLoose(one) ? { ...one, then: each(one["then"], action, []) } : one
  }
const trigger = acting({ phase: "route", enabled: true, where: { all: [] } })
const automation = (given: unknown): unknown => {
  const one = acting({ enabled: true, where: { all: [] }, calendar: null, since: null })(given)
  return isLoose(one) ? spanned(one, "after") : one
}
const macro = (given: unknown): unknown => {
  const one = acting({ where: { all: [] }, access: null, parameters: [] })(given)
  return isLoose(one) ? { ...one, access: access(one["access"]), parameters: each(one["parameters"], parameter, []) } : one
}
const parameter = withDefaults({ type: "text" })
const view = (given: unknown): unknown => {
  const one = withDefaults({
    where: { all: [] },
    columns: ["reference", "subject", "status", "priority", "assignee", "due"],
    access: null
  })(given)
  return isLoose(one) ? { ...one, access: access(one["access"]), order: each(one["order"], order, [...urgentFirst]) } : one
}
const urgentFirst: ReadonlyArray<unknown> = ["-priorityRank", "openedAt"]
/** `-due`: the latest first. */
const order = (given: unknown): unknown =>
  typeof given !== "string"
    ? given
    : given.startsWith("-")
      ? { field: given.slice(1), descending: true }
      : { field: given, descending: false }
const access = (given: unknown): unknown => (isLoose(given) ? { agents: [], teams: [], ...given } : given)
/** What is said may be written as a text alone. */
export const action = (given: unknown): unknown => {
  if (!isLoose(given) || !says.has(given["_tag"]) || "content" in given || !("text" in given)) return given
  const { text, ...own } = given
  return { ...own, content: { text } }
}
const says: ReadonlySet<unknown> = new Set(["Reply", "Note", "Forward"])
