/** Facts and conditions made by chance, from few fields and few values, so that they often meet; and each value has hurt some store. */
import type { Fact, Facts, Findable, Scalar, StateTest } from "../../condition/Condition.ts"
import type { Order } from "../../storage/Storage.ts"
import type { Luck } from "./Luck.ts"

const texts = [
  "",
  "open",
  "solved",
  "Open",
  "ope",
  "opeñ",
  "it's",
  '"',
  "%",
  "_",
  "o%",
  "\\",
  "'); --",
  "😀",
  "\uFFFD",
  "z",
  " open",
  "1",
  "true",
  "null",
  "[]"
]
const numbers = [
  0,
  1,
  -1,
  2,
  10,
  0.1,
  1.5,
  -0.1,
  5e-324,
  1.7976931348623157e308,
  4.35,
  1e21,
  2 ** 53 - 1,
  1 - 2 ** 53,
  1780000000000,
  1780000000001
]
export const values: ReadonlyArray<Scalar> = [...texts, ...numbers, true, false]

/** Fields as a ticket has them, and others that no store can know beforehand. */
const fields = [
  "status",
  "assignee",
  "priorityRank",
  "updatedAt",
  "subject",
  "escalated",
  "tags",
  "fields.size",
  "fields.status",
  "fields.a-b",
  "constructor"
]

/** `lists`: whether any field may hold a list, or only those where tickets have one. */
export const randomFacts = (luck: Luck, lists: boolean): Facts => {
  const facts: Record<string, Fact> = {}
  for (const field of fields) {
    if (luck.chance(0.2)) continue
    const list = field === "tags" || (lists && luck.chance(0.2))
    facts[field] = list ? luck.list(3, () => luck.pick(values)) : luck.chance(0.1) ? null : usual(luck, field)
  }
  return facts
}

/** Mostly a value of the kind that the field has, so that ranges and orders have something to do. */
const usual = (luck: Luck, field: string): Scalar =>
  luck.chance(0.2)
    ? luck.pick(values)
    : field === "priorityRank" || field === "updatedAt" || field === "fields.size"
      ? luck.pick(numbers)
      : luck.pick(texts)

export const randomCondition = (luck: Luck, depth = 3): Findable => {
  if (depth === 0 || luck.chance(0.4)) return randomTest(luck)
  const inner = (): Findable => randomCondition(luck, depth - 1)
  return luck.pick<() => Findable>([() => ({ all: luck.list(3, inner) }), () => ({ any: luck.list(3, inner) }), () => ({ not: inner() })])()
}

const randomTest = (luck: Luck): StateTest => {
  const field = luck.pick(fields)
  const several = (): ReadonlyArray<Scalar> => luck.list(4, () => (luck.chance(0.5) ? usual(luck, field) : luck.pick(values)))
  return luck.pick<() => StateTest>([
    () => ({ field, op: luck.pick(["is", "lt", "lte", "gt", "gte", "contains"] as const), value: usual(luck, field) }),
    () => ({ field, op: luck.pick(["is", "lt", "lte", "gt", "gte", "contains"] as const), value: usual(luck, field) }),
    () => ({ field, op: luck.pick(["in", "containsAny", "containsAll"] as const), value: several() }),
    () => ({ field, op: luck.pick(["startsWith", "endsWith"] as const), value: luck.pick(parts) }),
    () => ({ field, op: "isSet", value: luck.chance(0.5) })
  ])()
}
/** Texts, and what some of them begin or end with. */
const parts = [...texts, "o", "op", "n", "ñ", "--", "s", "sopen", "'"]

export const randomOrder = (luck: Luck): ReadonlyArray<Order> =>
  luck.list(3, () => ({ field: luck.pick(fields), descending: luck.chance(0.5) }))
