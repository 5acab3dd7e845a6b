/**
 * A condition that asks for one of a few values (the four categories of unsolved tickets) as one condition for each
 * value: an index gives the records of one value in order, but those of several only after sorting all of them.
 */
import type { Condition, Scalar, Test } from "../../condition/Condition.ts"
import { isColumn } from "./records.ts"

const MOST = 8

/** No record meets two of them, since a column holds one value; together they are the condition. */
export const lanesOf = (where: Condition | undefined): ReadonlyArray<Condition | undefined> => {
  const choice = where === undefined ? undefined : choiceIn(where)
  if (where === undefined || choice === undefined) return [where]
  return [...new Set(choice.value)].map((value) => settled(where, choice, value))
}

type Choice = Extract<Test, { readonly op: "in" }>

/** A choice that every record must meet: the condition itself, or a part of what must all hold. */
const choiceIn = (condition: Condition): Choice | undefined => {
  if ("all" in condition) return condition.all.map(choiceIn).find((choice) => choice !== undefined)
  return "op" in condition &&
    condition.op === "in" &&
    isColumn(condition.field) &&
    condition.value.length <= MOST &&
    condition.value.length > 1
    ? condition
    : undefined
}

const settled = (condition: Condition, choice: Choice, value: Scalar): Condition =>
  condition === choice
    ? { field: choice.field, op: "is", value }
    : "all" in condition
      ? { all: condition.all.map((inner) => settled(inner, choice, value)) }
      : condition
