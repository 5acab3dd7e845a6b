/** What a rule asks, in the form in which it can be searched. */
import type { Condition, Scalar } from "../../../condition/Condition.ts"
import { type Question, settled, type Variable } from "../../../condition/Variable.ts"
import { make } from "../../../time/Instant.ts"
import { NOW } from "./values.ts"

export interface Asked {
  /** Of nobody in particular, now. */
  readonly condition: Condition
  /** It is the same for everybody and at all times, so what never holds of it never holds. */
  readonly isLasting: boolean
}

export const askedOf = (where: Question): Asked => {
  const variables = variablesIn(where)
  return {
    condition: settled(where, { now: make(NOW), agent: null }),
    // Times relative to now move together; beside fixed ones they do not.
    isLasting: variables.every((one) => !("my" in one)) && !(variables.length > 0 && hasNumbers(where))
  }
}

const heldIn = (where: Question): ReadonlyArray<Scalar | Variable> =>
  "all" in where
    ? where.all.flatMap(heldIn)
    : "any" in where
      ? where.any.flatMap(heldIn)
      : "not" in where
        ? heldIn(where.not)
        : "value" in where
          ? [where.value].flat()
          : []
const variablesIn = (where: Question): ReadonlyArray<Variable> => heldIn(where).filter((value) => typeof value === "object")
const hasNumbers = (where: Question): boolean => heldIn(where).some((value) => typeof value === "number")
