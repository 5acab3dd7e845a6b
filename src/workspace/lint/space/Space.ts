/** All that a ticket can be, as far as some conditions tell tickets apart: finitely many, field by field. */
import { type Condition, type Fact, isOfChange, type Scalar, type Test } from "../../../condition/Condition.ts"
import * as Actor from "../../../people/Actor.ts"
import type { Workspace } from "../../Workspace.ts"
import type { Choice, Glimpse } from "./Glimpse.ts"
import { keyOf } from "./judge.ts"
import { isPlausible } from "./plausible.ts"
import { actorsOf, shapeOf } from "./Shape.ts"
import { momentsOf } from "./moments.ts"
import { values } from "./values.ts"

export interface Space {
  /** Of each, a ticket takes one choice. */
  readonly dimensions: ReadonlyArray<ReadonlyArray<Choice>>
  /** Every ticket with the words of this workspace is like one of these. */
  readonly isWhole: boolean
  /** Whether such a ticket can come about; where that is not known, it is supposed. */
  readonly isPlausible: (glimpse: Glimpse) => boolean
}

/** `more`: fields that are to be told besides those that the conditions ask. */
export type Spaces = (conditions: ReadonlyArray<Condition>, more?: ReadonlyArray<string>) => Space

/** The spaces of one workspace. Rules ask the same of the same fields again and again, so what was worked out is kept. */
export const spacesOf = (workspace: Workspace): Spaces => {
  const asked = new Map<Condition, ReadonlyArray<Keyed>>()
  const made = new Map<string, Dimension>()
  const testsIn = (condition: Condition): ReadonlyArray<Keyed> => {
    const known = asked.get(condition) ?? testsOf(condition).map((test) => ({ test, key: `${test.field}${keyOf(test)}` }))
    asked.set(condition, known)
    return known
  }
  const dimensionOf = (group: string, tests: ReadonlyArray<Keyed>): Dimension => {
    const key = `${group} ${tests.map((one) => one.key).join(" ")}`
    const known =
      made.get(key) ??
      dimension(
        group,
        tests.map(({ test }) => test),
        workspace
      )
    made.set(key, known)
    return known
  }
  return (conditions, more = []) => {
    const tests = new Map<string, Array<Keyed>>(more.map((field) => [groupOf(field), []]))
    for (const one of conditions.flatMap(testsIn)) {
      const { field, op } = one.test
      const group = groupOf(field)
      const others = tests.get(group)
      if (others === undefined) tests.set(group, [one])
      else others.push(one)
      if (isOfChange(op) && !tests.has("commit.opened")) tests.set("commit.opened", [])
      for (const other of impliedBy(field)) if (!tests.has(other)) tests.set(other, [])
    }
    // What is asked most is chosen first: there contradictions show soonest.
    const all = [...tests]
      .toSorted(([one, of], [other, than]) => rank(other, than) - rank(one, of))
      .map(([group, of]) => dimensionOf(group, of))
    return {
      dimensions: all.map(({ choices }) => choices),
      isWhole: all.every(({ isWhole }) => isWhole),
      isPlausible: (glimpse) => isPlausible(glimpse, workspace)
    }
  }
}

/** What was before depends on whether the ticket is opened. */
const rank = (group: string, tests: ReadonlyArray<Keyed>): number => (group === "commit.opened" ? Infinity : tests.length)

interface Keyed {
  readonly test: Test
  readonly key: string
}

export const testsOf = (condition: Condition): ReadonlyArray<Test> =>
  "all" in condition
    ? condition.all.flatMap(testsOf)
    : "any" in condition
      ? condition.any.flatMap(testsOf)
      : "not" in condition
        ? testsOf(condition.not)
        : [condition]

/** What follows from one choice is one dimension. */
const groups: Readonly<Record<string, string>> = {
  statusCategory: "status",
  priorityRank: "priority",
  "commit.actor": "commit.by",
  "commit.calendars": "commit.at"
}
const groupOf = (field: string): string => (Object.hasOwn(groups, field) ? groups[field]! : field)

/** What must be known to tell whether such a ticket can be. */
const impliedBy = (field: string): ReadonlyArray<string> =>
  field === "solvedAt" || field === "closedAt" || field === "escalated" ? ["status"] : field === "commit.events" ? ["commit.opened"] : []

interface Dimension {
  readonly choices: ReadonlyArray<Choice>
  readonly isWhole: boolean
}

const dimension = (group: string, tests: ReadonlyArray<Test>, workspace: Workspace): Dimension => {
  const { choices, isWhole } = still(group, tests, workspace)
  const ofChange = tests.some(({ op }) => isOfChange(op))
  return { choices: ofChange ? paired(choices) : choices, isWhole }
}

/** Each with each: what it is, and what it was before. */
const paired = (choices: ReadonlyArray<Choice>): ReadonlyArray<Choice> =>
  choices.flatMap((choice) =>
    choice.guess !== undefined
      ? [choice]
      : choices.flatMap((before) =>
          before.guess === undefined ? [{ ...choice, before: before.now, isSure: choice.isSure && before.isSure }] : []
        )
  )

const sure = (now: Choice["now"]): Choice => ({ now, isSure: true })

const still = (group: string, tests: ReadonlyArray<Test>, workspace: Workspace): Dimension => {
  switch (group) {
    case "status":
      return whole([...workspace.statuses.values()].map(({ id, category }) => sure({ status: id, statusCategory: category })))
    case "priority":
      return whole([
        ...[...workspace.priorities].map(([id, { rank }]) => sure({ priority: id, priorityRank: rank })),
        // Where there is a default, only tickets of earlier days may have none.
        { now: { priority: null, priorityRank: null }, isSure: workspace.defaultPriority === null }
      ])
    case "commit.by":
      return whole([
        ...actorsOf(workspace, namedIn(tests, "commit.actor")).map((actor) =>
          sure({ "commit.actor": actor, "commit.by": Actor.kindOf(actor) })
        ),
        { now: { "commit.actor": "rule:somebody", "commit.by": "rule" }, isSure: false }
      ])
    case "commit.at":
      return { choices: momentsOf(workspace), isWhole: false }
    default:
      return byField(group, tests, workspace)
  }
}
const whole = (choices: ReadonlyArray<Choice>): Dimension => ({ choices, isWhole: true })

const namedIn = (tests: ReadonlyArray<Test>, field: string): ReadonlyArray<string> =>
  tests
    .filter((test) => test.field === field)
    .flatMap((test): ReadonlyArray<Scalar> => ("value" in test && test.op !== "isSet" ? [test.value].flat() : []))
    .filter((value) => typeof value === "string")

const byField = (field: string, tests: ReadonlyArray<Test>, workspace: Workspace): Dimension => {
  const shape = shapeOf(field, workspace)
  if (shape === undefined) return { choices: [], isWhole: false }
  const { found, guesses, isWhole } = values(field, shape, tests)
  return {
    choices: [
      ...found.map((fact: Fact) => sure({ [field]: fact })),
      ...guesses.map((truth): Choice => ({ now: { [field]: "?" }, guess: { field, truth }, isSure: false }))
    ],
    isWhole
  }
}
