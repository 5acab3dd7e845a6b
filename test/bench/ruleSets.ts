/** Rules as a desk has them, and tickets to ask them about; the same in every run. */
import type { Condition, Facts, Scalar } from "../../src/condition/Condition.ts"
import { factsOf } from "../../src/desk/facts.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { agents, departments, epoch, history, luck, type Luck, pick, priorities, teams, vocabulary, word, workspace } from "./data.ts"

/** What the tests of a rule choose from: fields of a ticket, and the values that they have. */
const choices: ReadonlyArray<readonly [field: string, values: ReadonlyArray<Scalar>]> = [
  ["status", ["new", "open", "pending", "onHold", "solved", "closed"]],
  ["priority", priorities],
  ["kind", ["question", "incident", "problem", "task"]],
  ["channel", ["email", "web", "phone", "chat", "api"]],
  ["department", departments],
  ["team", teams],
  ["assignee", agents],
  ["organization", Array.from({ length: 50 }, (_, i) => `org-${i}`)],
  ["escalated", [true, false]],
  ["fields.severity", ["minor", "major", "critical"]]
]
export const fields = choices.map(([field]) => field)
const TAGS = vocabulary.slice(0, 40)

/** Real tickets' facts, with chance in what rules look at: enough of them that nothing is asked twice in a row. */
export const tickets = (count: number): ReadonlyArray<Facts> => {
  const next = luck(11)
  return Array.from({ length: count }, (_, i) => ({
    ...factsOf(Ticket.replay(history(`t-${i}`, 20 + (i % 20), i))!, workspace),
    ...Object.fromEntries(choices.map(([field, values]) => [field, pick(values, next)])),
    tags: Array.from({ length: Math.floor(next() * 4) }, () => pick(TAGS, next)),
    priorityRank: Math.floor(next() * 4),
    messages: Math.floor(next() * 30),
    assignee: next() < 0.3 ? null : pick(agents, next)
  }))
}

export const some = (field: string, next: Luck): Scalar => pick(choices.find(([name]) => name === field)![1], next)
interface Equality {
  readonly field: string
  readonly op: "is"
  readonly value: Scalar
}
const is = (field: string, next: Luck): Equality => ({ field, op: "is", value: some(field, next) })

/** So many rules of three tests of equality, each of another field. */
export const plain = (count: number): ReadonlyArray<{ readonly all: ReadonlyArray<Equality> }> => {
  const next = luck(count)
  return Array.from({ length: count }, () => {
    const asked = new Set<string>()
    while (asked.size < 3) asked.add(pick(fields, next))
    return { all: [...asked].map((field) => is(field, next)) }
  })
}

/** So many rules as people write them: something to be, something not to be, and one of tags, ranges, words or alternatives. */
export const mixed = (count: number): ReadonlyArray<Condition> => {
  const next = luck(count)
  const any = (): Condition => is(pick(fields, next), next)
  const forms: ReadonlyArray<() => Condition> = [
    () => ({ field: "tags", op: "contains", value: pick(TAGS, next) }),
    () => ({ field: "priorityRank", op: "gte", value: Math.floor(next() * 4) }),
    () => ({ field: "updatedAt", op: "lt", value: epoch + Math.floor(next() * 40) * 60_000 }),
    () => ({ field: "subject", op: "contains", value: word(next) }),
    () => ({ field: "assignee", op: "isSet", value: false }),
    () => ({ any: [any(), any()] }),
    () => ({ any: [is("status", next), is("status", next), { all: [is("status", next), any()] }] })
  ]
  return Array.from({ length: count }, () => ({ all: [any(), { not: is("status", next) }, pick(forms, next)()] }))
}
