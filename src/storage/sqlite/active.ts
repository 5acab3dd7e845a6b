/** Whether a condition asks for unsolved tickets alone: these have indexes of their own, a fraction of the size of all. */
import type { Findable, StateTest } from "../../condition/Condition.ts"

const categories: ReadonlyArray<unknown> = ["new", "open", "pending", "onHold"]

/** The WHERE of those indexes, word for word: SQLite uses them only where it finds it again. */
export const active = "statusCategory IN ('snew', 'sopen', 'spending', 'sonHold')"

export const asksForActive = (condition: Findable): boolean => {
  if ("all" in condition) return condition.all.some(asksForActive)
  if ("any" in condition) return condition.any.length > 0 && condition.any.every(asksForActive)
  if ("not" in condition || condition.field !== "statusCategory") return false
  if (condition.op === "is") return categories.includes(condition.value)
  return condition.op === "in" && condition.value.every((value) => categories.includes(value))
}

/** What is left to ask of a record that is known to be active: most questions for active tickets are for all of them. */
export const askedOfActive = (condition: Findable): Findable => {
  if ("all" in condition) return { all: condition.all.map(askedOfActive) }
  return "op" in condition && isMetByActive(condition) ? { all: [] } : condition
}

const isMetByActive = (test: StateTest): boolean =>
  test.field === "statusCategory" &&
  test.op === "in" &&
  categories.every((category) => (test.value as ReadonlyArray<unknown>).includes(category))
