/** What transitions make of the statuses: some that no ticket comes to, some that none comes out of. */
import { hasStatus, standardOf, statusesOf } from "../../../ticket/belonging.ts"
import { between, statusAcross } from "../../../ticket/Mapping.ts"
import { Category, type Status } from "../../../ticket/Status.ts"
import type { Workspace } from "../../Workspace.ts"
import { declared } from "../../transitions.ts"
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import { askedOf } from "../space/asked.ts"
import { isNever } from "./conditions.ts"

/** A status of a department, where tickets may be. */
interface Place {
  readonly department: string
  readonly status: Status
}
type Ways = (place: Place) => ReadonlyArray<Place>

export const unreachable = (book: Rulebook): ReadonlyArray<Finding> => {
  const { workspace } = book
  if (workspace.transitions.length === 0) return []
  const inside = waysOf(book)
  const reached = from(beginnings(workspace), (place) => [...inside(place), ...moves(place, workspace)])
  return workspace.definition.statuses.flatMap(({ id }, i): ReadonlyArray<Finding> => {
    const departments = [...workspace.departments.values()].filter((one) => hasStatus(one.id, id, workspace))
    const lost = departments.filter((one) => !reached.has(keyOf({ department: one.id, status: { id } })))
    // A department that names no statuses has those of others too, and need not come to them.
    const named = lost.filter(({ statuses }) => statuses !== undefined)
    const told = named.length > 0 ? named : lost.length === departments.length ? lost : []
    if (told.length === 0) return []
    return [
      {
        check: "unreachable",
        severity: "warning",
        path: `statuses[${i}]`,
        rules: [],
        problem: `No ticket of ${told.map((one) => `"${one.id}"`).join(", ")} ever comes to status "${id}": no transitions lead there.`,
        witness: null
      }
    ]
  })
}

export const trap = (book: Rulebook): ReadonlyArray<Finding> => {
  const { workspace } = book
  if (workspace.transitions.length === 0) return []
  const inside = waysOf(book)
  return workspace.definition.statuses.flatMap(({ id, category }, i): ReadonlyArray<Finding> => {
    const status = workspace.statuses.get(id)!
    const department = [...workspace.departments.keys()].find(
      (one) => hasStatus(one, id, workspace) && isEndless({ department: one, status }, inside)
    )
    if (department === undefined) return []
    const next = inside({ department, status }).map((place) => `"${place.status.id}"`)
    const why = next.length === 0 ? "no transition leads on" : `it goes on to ${next.join(", ")}, and never to an end`
    return [
      {
        check: "trap",
        severity: "error",
        path: `statuses[${i}]`,
        rules: [],
        problem: `A ticket of "${department}" in status "${id}" is never closed: ${why}.`,
        witness: { ticket: { department, status: id, statusCategory: category }, runs: [] }
      }
    ]
  })
}

const isEndless = (place: Place, inside: Ways): boolean =>
  [...from([place], inside).values()].every(({ status }) => status.category !== "closed")

/** Every department has what tickets come to by themselves; pending and on hold it may do without. */
export const categoryMissing = ({ workspace }: Rulebook): ReadonlyArray<Finding> =>
  workspace.definition.departments.flatMap(({ id }, i) =>
    Category.literals
      .filter((category) => standardOf(id, category, workspace) === undefined)
      .map((category) => ({
        check: "categoryMissing",
        severity: "note",
        path: `departments[${i}].statuses`,
        rules: [],
        problem: `Department "${id}" has no status of category ${category}: whoever asks for that category is refused there.`,
        witness: { ticket: { department: id }, runs: [] }
      }))
  )

const keyOf = ({ department, status }: { readonly department: string; readonly status: Pick<Status, "id"> }): string =>
  `${department} ${status.id}`

const beginnings = (workspace: Workspace): ReadonlyArray<Place> =>
  [...workspace.departments.keys()].flatMap((department) => {
    const status = standardOf(department, "new", workspace)
    return status === undefined ? [] : [{ department, status }]
  })

/** By transitions; anywhere in the department, where none are declared. A guard that never holds lets nobody pass. */
const waysOf = (book: Rulebook): Ways => {
  const { workspace } = book
  const dead = new Set(workspace.transitions.filter(({ where }) => isDead(where, book)))
  return ({ department, status }) => {
    const transitions = declared(department, workspace)
    const leads = (to: string): boolean =>
      transitions.length === 0 ||
      transitions.some((one) => !dead.has(one) && (one.from === null || one.from.includes(status.id)) && one.to.includes(to))
    return statusesOf(department, workspace)
      .filter(({ id }) => id !== status.id && leads(id))
      .map((next) => ({ department, status: next }))
  }
}

const isDead = (where: Workspace["transitions"][number]["where"], book: Rulebook): boolean => {
  const { condition, isLasting } = askedOf(where)
  return isLasting && isNever(condition, book)
}

/** What is closed is not moved. */
const moves = ({ department, status }: Place, workspace: Workspace): ReadonlyArray<Place> =>
  status.category === "closed"
    ? []
    : [...workspace.departments.keys()].flatMap((to) => {
        const there = to === department ? undefined : statusAcross(status, between(department, to, workspace), workspace)
        return there === undefined ? [] : [{ department: to, status: there }]
      })

/** All places to which the ways lead, those where they begin among them. */
const from = (places: ReadonlyArray<Place>, ways: Ways): ReadonlyMap<string, Place> => {
  const found = new Map(places.map((place) => [keyOf(place), place]))
  // A map goes on to what is put in while it is walked through.
  for (const place of found.values()) for (const next of ways(place)) if (!found.has(keyOf(next))) found.set(keyOf(next), next)
  return found
}
