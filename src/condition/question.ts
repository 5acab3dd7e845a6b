/** A condition as people write it, made ready for facts: text folded, priorities compared by rank, unknown fields refused. */
import * as Result from "effect/Result"
import type { Condition, Scalar, Test } from "./Condition.ts"
import * as Text from "../text/Text.ts"
import { UnknownWord } from "../ticket/Refusal.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"

/** What every ticket can be asked about, besides `fields.<id>`. */
export const standardFields: ReadonlyArray<string> = [
  "status",
  "statusCategory",
  "priority",
  "priorityRank",
  "kind",
  "category",
  "department",
  "brand",
  "assignee",
  "team",
  "requester",
  "organization",
  "channel",
  "receivedAt",
  "tags",
  "followers",
  "subject",
  "reference",
  "policy",
  "due",
  "escalated",
  "messages",
  "reopened",
  "openedAt",
  "updatedAt",
  "askedAt",
  "answeredAt",
  "solvedAt",
  "closedAt"
]

/** What triggers can ask of the commit that they answer, besides. */
export const commitFields: ReadonlyArray<string> = [
  "commit.opened",
  "commit.actor",
  "commit.by",
  "commit.via",
  "commit.events",
  "commit.breached",
  "commit.thresholds",
  "commit.text",
  "commit.said"
]

/** `more`: fields that can be asked here besides those of a ticket. */
export const question = (
  condition: Condition,
  vocabulary: Vocabulary,
  more: ReadonlyArray<string> = []
): Result.Result<Condition, UnknownWord> => {
  let unknown: UnknownWord | undefined
  const ready = (one: Condition): Condition => {
    if ("all" in one) return { all: one.all.map(ready) }
    if ("any" in one) return { any: one.any.map(ready) }
    if ("not" in one) return { not: ready(one.not) }
    if (!isField(one.field, vocabulary) && !more.includes(one.field))
      unknown ??= new UnknownWord({
        what: "field",
        word: one.field,
        known: [...standardFields, ...more, ...[...vocabulary.fields.keys()].map((id) => `fields.${id}`)]
      })
    return one.field === "priority" ? ranked(one, vocabulary) : isText(one.field, vocabulary) ? folded(one) : one
  }
  const whole = ready(condition)
  return unknown === undefined ? Result.succeed(whole) : Result.fail(unknown)
}

export const isField = (name: string, vocabulary: Vocabulary): boolean =>
  standardFields.includes(name) || (name.startsWith("fields.") && vocabulary.fields.has(name.slice("fields.".length)))

const isText = (name: string, vocabulary: Vocabulary): boolean =>
  name === "subject" ||
  name === "commit.text" ||
  name === "tags" ||
  (name.startsWith("fields.") && vocabulary.fields.get(name.slice("fields.".length))?.type === "text")

const foldOne = (value: Scalar): Scalar => (typeof value === "string" ? Text.fold(value) : value)
const folded = (test: Test): Test =>
  test.op === "isSet" ? test : test.op === "in" ? { ...test, value: test.value.map(foldOne) } : { ...test, value: foldOne(test.value) }

/** `priority gte high` means high and everything above it in the workspace's order. */
const ranked = (test: Test, { priorities }: Vocabulary): Test => {
  if (test.op !== "lt" && test.op !== "lte" && test.op !== "gt" && test.op !== "gte") return test
  const rank = priorities.get(String(test.value))?.rank
  if (rank === undefined) return { field: "priority", op: "in", value: [] }
  const keeps = { lt: (r: number) => r < rank, lte: (r: number) => r <= rank, gt: (r: number) => r > rank, gte: (r: number) => r >= rank }[
    test.op
  ]
  return {
    field: "priority",
    op: "in",
    value: [...priorities.values()].filter((entry) => keeps(entry.rank)).map((entry) => entry.priority.id)
  }
}
