/** What departments, transitions and moves say against each other and against the rest of a definition. */
import type { Department } from "../people/Department.ts"
import type { Problem } from "../text/Problem.ts"
import { hasStatus, standardOf, usesField } from "../ticket/belonging.ts"
import { between, statusAcross } from "../ticket/Mapping.ts"
import * as Status from "../ticket/Status.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import { all, ids, ofCondition, unknown } from "./brokenCondition.ts"
import { type Entry, list } from "./entries.ts"
import type { Loose } from "./plain.ts"

export const brokenLifecycle = (full: Loose): ReadonlyArray<Problem> => {
  const words = wordsOf(full)
  // A category without a default is told of by itself.
  const isWhole = Status.Category.literals.every((category) => Object.hasOwn(words.defaultStatus, category))
  return [
    ...(isWhole ? list(full, "departments").flatMap((one) => [...poor(one, words), ...unopenable(one, full, words)]) : []),
    ...list(full, "transitions").flatMap((one) => ofTransition(one, full, words)),
    ...repeated(list(full, "moves")),
    ...list(full, "moves").flatMap((one) => ofMove(one, full, words)),
    ...(isWhole ? partial(full, words) : [])
  ]
}

type Words = Pick<Vocabulary, "statuses" | "departments" | "defaultStatus" | "moves">

/** As much of it as can be read. */
const wordsOf = (full: Loose): Words => {
  const statuses = byId<Status.Status>(list(full, "statuses").filter(({ value }) => categories.has(value["category"])))
  const standard = [...statuses.values()].filter(({ isDefault }) => isDefault).map((status) => [status.category, status])
  return {
    statuses,
    departments: byId<Department>(list(full, "departments").filter(({ value }) => isReadable(value))),
    defaultStatus: Object.fromEntries(standard) as Vocabulary["defaultStatus"],
    moves: list(full, "moves").map(
      ({ value }) => ({ ...value, statuses: pairsIn(value, "statuses"), fields: pairsIn(value, "fields") }) as never
    )
  }
}
const categories: ReadonlySet<unknown> = new Set(Status.Category.literals)
const pairsIn = (move: Loose, name: string): ReadonlyArray<unknown> => list(move, name).map(({ value }) => value)
const byId = <T extends { readonly id: string }>(entries: ReadonlyArray<Entry>): ReadonlyMap<string, T> =>
  new Map(entries.flatMap(({ value }) => (typeof value["id"] === "string" ? [[value["id"], value as unknown as T]] : [])))
const isReadable = ({ statuses = [], fields = [] }: Loose): boolean => Array.isArray(statuses) && Array.isArray(fields)

/** Whatever happens, tickets come to these by themselves. */
const inevitable: ReadonlyArray<Status.Category> = ["new", "open", "solved", "closed"]

const poor = ({ path, value }: Entry, words: Words): ReadonlyArray<Problem> =>
  !Array.isArray(value["statuses"])
    ? []
    : inevitable.flatMap((category) =>
        standardOf(String(value["id"]), category, words) !== undefined
          ? []
          : [{ path: `${path}.statuses`, problem: `a department needs a status of category ${category}` }]
      )

/** People who write in fill no fields: what the first status of a department demands would turn every one of them away. */
const unopenable = ({ path, value }: Entry, full: Loose, words: Words): ReadonlyArray<Problem> => {
  const id = String(value["id"])
  const first = Array.isArray(value["statuses"]) ? standardOf(id, "new", words) : undefined
  if (first === undefined || first === words.defaultStatus.new) return []
  return list(full, "fields").flatMap((field) =>
    all(field.value["requiredOn"]).includes(first.id) && usesField(id, String(field.value["id"]), words)
      ? [{ path: `${path}.statuses`, problem: `tickets begin in "${first.id}", which demands a field: nobody could write in` }]
      : []
  )
}

const ofTransition = ({ path, value }: Entry, full: Loose, words: Words): ReadonlyArray<Problem> => {
  const { department } = value
  const own = typeof department === "string" ? department : undefined
  return [
    ...unknown(department, `${path}.department`, "department", ids(full, "departments")),
    ...["from", "to"].flatMap((end) =>
      all(value[end]).flatMap((id, i) => [
        ...unknown(id, `${path}.${end}[${i}]`, "status", ids(full, "statuses")),
        ...(own === undefined ? [] : unused(id, `${path}.${end}[${i}]`, "status", own, hasStatus, words))
      ])
    ),
    ...all(value["requires"]).flatMap((id, i) => [
      ...unknown(id, `${path}.requires[${i}]`, "field", ids(full, "fields")),
      ...(own === undefined ? [] : unused(id, `${path}.requires[${i}]`, "field", own, usesField, words))
    ]),
    ...ofCondition(value["where"], `${path}.where`, full, { place: "transition" })
  ]
}

type Uses = (department: string, word: string, words: Words) => boolean
const unused = (word: unknown, path: string, what: string, department: string, uses: Uses, words: Words): ReadonlyArray<Problem> =>
  typeof word !== "string" || uses(department, word, words)
    ? []
    : [{ path, problem: `department "${department}" does not use ${what} "${word}"` }]

/** Of a pair of departments there is one way. */
const repeated = (moves: ReadonlyArray<Entry>): ReadonlyArray<Problem> =>
  moves.flatMap(({ path, value: { from, to } }, i) => {
    const first = moves.findIndex(({ value }) => value["from"] === from && value["to"] === to)
    if (typeof from === "string" && from === to) return [{ path: `${path}.to`, problem: "a ticket moves to another department" }]
    return first < i ? [{ path, problem: `the way from "${String(from)}" to "${String(to)}" is told by ${moves[first]!.path}` }] : []
  })

const ofMove = ({ path, value }: Entry, full: Loose, words: Words): ReadonlyArray<Problem> => {
  const { from, to } = value
  const departments = ids(full, "departments")
  const ends = [...unknown(from, `${path}.from`, "department", departments), ...unknown(to, `${path}.to`, "department", departments)]
  if (ends.length > 0 || typeof from !== "string" || typeof to !== "string") return ends
  const pairs = (name: "statuses" | "fields", what: string, uses: Uses): ReadonlyArray<Problem> =>
    list(value, name, path).flatMap((pair) => [
      ...unknown(pair.value["from"], `${pair.path}.from`, what, ids(full, name)),
      ...unknown(pair.value["to"], `${pair.path}.to`, what, ids(full, name)),
      ...unused(pair.value["from"], `${pair.path}.from`, what, from, uses, words),
      ...unused(pair.value["to"], `${pair.path}.to`, what, to, uses, words)
    ])
  return [
    ...pairs("statuses", "status", hasStatus),
    ...pairs("fields", "field", usesField),
    ...said(list(value, "statuses", path), "from"),
    ...said(list(value, "fields", path), "from"),
    ...said(list(value, "fields", path), "to"),
    ...list(value, "statuses", path).flatMap((pair) => unlike(pair, words)),
    ...list(value, "fields", path).flatMap((pair) => unlikely(pair, full))
  ]
}

const said = (pairs: ReadonlyArray<Entry>, end: "from" | "to"): ReadonlyArray<Problem> =>
  pairs.flatMap(({ path, value }, i) => {
    const first = pairs.findIndex((other) => other.value[end] === value[end])
    return first < i ? [{ path: `${path}.${end}`, problem: `"${String(value[end])}" is told of by ${pairs[first]!.path}` }] : []
  })

/** A move neither finishes a ticket nor brings it back to work. */
const unlike = ({ path, value: { from, to } }: Entry, { statuses }: Words): ReadonlyArray<Problem> => {
  const [one, other] = [statuses.get(String(from)), statuses.get(String(to))]
  if (one === undefined || other === undefined || stage(one.category) === stage(other.category)) return []
  return [
    { path: `${path}.to`, problem: `"${one.id}" is ${one.category} and "${other.id}" is ${other.category}: a move changes no such thing` }
  ]
}
const stage = (category: Status.Category): string => (Status.isDone(category) ? category : "open")

/** What one field holds the other must take. */
const unlikely = ({ path, value: { from, to } }: Entry, full: Loose): ReadonlyArray<Problem> => {
  const kindOf = (id: unknown): string | undefined => {
    const kind = list(full, "fields").find(({ value }) => value["id"] === id)?.value["type"]
    return typeof kind === "string" ? kind : undefined
  }
  const [one, other] = [kindOf(from), kindOf(to)]
  return one === undefined || other === undefined || one === other
    ? []
    : [{ path: `${path}.to`, problem: `field "${String(to)}" is of type ${other}, and "${String(from)}" of type ${one}` }]
}

/** Every status of a department becomes one of every other. What is closed is not moved. */
const partial = (full: Loose, words: Words): ReadonlyArray<Problem> => {
  const departments = [...words.departments.values()]
  if (departments.every(({ statuses }) => statuses === undefined)) return []
  return departments.flatMap(({ id: to }) =>
    departments.flatMap(({ id: from }) => {
      if (from === to) return []
      const lost = [...words.statuses.values()].filter(
        (status) =>
          hasStatus(from, status.id, words) &&
          status.category !== "closed" &&
          statusAcross(status, between(from, to, words), words) === undefined
      )
      return lost.map(({ id }) => ({
        path: placeOf(full, from, to),
        problem: `nothing says what status "${id}" of "${from}" becomes in "${to}", which has none of its category`
      }))
    })
  )
}

const placeOf = (full: Loose, from: string, to: string): string => {
  const move = list(full, "moves").find(({ value }) => value["from"] === from && value["to"] === to)
  return move === undefined ? "moves" : `${move.path}.statuses`
}
