/** Conditions that are met by no ticket, or by each. */
import type { Condition } from "../../../condition/Condition.ts"
import type { Question } from "../../../condition/Variable.ts"
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import { askedOf } from "../space/asked.ts"
import { judge, not } from "../space/judge.ts"
import { find, isImpossible } from "../space/search.ts"
import { witnessOf } from "../witness.ts"

interface Place {
  readonly path: string
  readonly rules: ReadonlyArray<string>
  /** What the condition belongs to. */
  readonly of: string
  readonly condition: Condition
  readonly isLasting: boolean
}

export const neverTrue = (book: Rulebook): ReadonlyArray<Finding> =>
  placesOf(book)
    .filter(({ condition, isLasting }) => isLasting && isNever(condition, book))
    .map(({ path, rules, of }) => ({
      check: "neverTrue",
      severity: "error",
      path,
      rules,
      problem: `The condition of ${of} can never be true: no ticket meets all of it.`,
      witness: null
    }))

export const isNever = (condition: Condition, { spaceOf }: Rulebook): boolean =>
  isImpossible(spaceOf([condition]), (glimpse) => judge(condition, glimpse))

const placesOf = ({ workspace, triggers, automations }: Rulebook): ReadonlyArray<Place> => {
  const { definition, macros, queues, slaPolicies, transitions, views } = workspace
  const asked = (path: string, of: string, where: Question): Place => ({ path, rules: [], of, ...askedOf(where) })
  return [
    ...triggers.map((rule) => ({ ...rule, path: `${rule.path}.where`, rules: [rule.id], of: `trigger "${rule.id}"` })),
    ...automations.map((rule) => ({ ...rule, path: `${rule.path}.where`, rules: [rule.id], of: `automation "${rule.id}"` })),
    ...slaPolicies.map(({ id, where }, i) => asked(`slaPolicies[${i}].where`, `SLA policy "${id}"`, where)),
    ...queues.flatMap(({ id, where, skills }, i) => [
      asked(`queues[${i}].where`, `queue "${id}"`, where),
      ...skills.map((one, j) => asked(`queues[${i}].skills[${j}].where`, `skill "${one.skill}" of queue "${id}"`, one.where))
    ]),
    ...transitions.map(({ to, where }, i) => asked(`transitions[${i}].where`, `a transition to ${to.join(", ")}`, where)),
    ...definition.macros.map(({ id }, i) => asked(`macros[${i}].where`, `macro "${id}"`, macros.get(id)!.where)),
    ...definition.roles.flatMap(({ id, grants }, i) =>
      grants.map((_, j) => asked(`roles[${i}].grants[${j}].where`, `a grant of role "${id}"`, workspace.roles.get(id)!.grants[j]!.where))
    ),
    ...definition.views.map(({ id }, i) => asked(`views[${i}].where`, `view "${id}"`, views.get(id)!.where))
  ]
}

export const alwaysTrue = ({ triggers, spaceOf }: Rulebook): ReadonlyArray<Finding> =>
  triggers.flatMap(({ id, path, condition, isLasting }): ReadonlyArray<Finding> => {
    const space = spaceOf([condition])
    if (!isLasting || !isImpossible(space, (glimpse) => not(judge(condition, glimpse)))) return []
    const [any] = find(space, (glimpse) => judge(condition, glimpse), 1)
    if (any === undefined) return []
    return [
      {
        check: "alwaysTrue",
        severity: "warning",
        path: `${path}.where`,
        rules: [id],
        problem: `Trigger "${id}" asks nothing of the ticket or the commit: it fires in every commit of every ticket.`,
        witness: witnessOf(any)
      }
    ]
  })
