/** What a condition in a definition says against the rest of it: fields, operators and words that are not there. */
import { catalogue } from "../channel/catalogue.ts"
import { type Field, fieldOf, idsOf, type List, own, type Place, type Terms, type Words } from "../condition/Fields.ts"
import * as Condition from "../condition/mistakes.ts"
import type { Problem } from "../text/Problem.ts"
import { standard } from "../ticket/LinkType.ts"
import { type Entry, list } from "./entries.ts"
import type { Loose } from "./plain.ts"

/** `refuse`: why a field cannot be asked here. */
export interface Asking {
  readonly place?: Place
  readonly refuse?: (field: string) => string | undefined
}

export const ofCondition = (condition: unknown, path: string, full: Loose, asking: Asking = {}): ReadonlyArray<Problem> =>
  Condition.mistakes(condition, path, { place: "ticket", ...asking, terms: termsOf(full) })

export const isField = (field: string, full: Loose): boolean => fieldOf(field, "ticket", termsOf(full)) !== undefined

/** A definition is read condition by condition; its words stay the same meanwhile. */
const lately = new WeakMap<Loose, Terms>()
const termsOf = (full: Loose): Terms => {
  const known = lately.get(full)
  if (known !== undefined) return known
  const found = new Map<List, Words | undefined>()
  const words = (name: List): Words | undefined => {
    if (!found.has(name)) found.set(name, wordsIn(full, name))
    return found.get(name)
  }
  const terms: Terms = { words, own: new Map(list(full, "fields").flatMap(ownField)) }
  lately.set(full, terms)
  return terms
}

/** A list that cannot be read is told of once, not by everybody who names its entries. */
const wordsIn = (full: Loose, name: List): Words | undefined => {
  if (!Array.isArray(full[name])) return undefined
  if (name === "categories") return new Set(idsOf(full[name]))
  const entries = list(full, name).flatMap(({ value: { id } }) => (typeof id === "string" ? [id] : []))
  return new Set([...(inborn.get(name) ?? []), ...entries])
}

/** What every workspace has beside its own. */
const inborn: ReadonlyMap<List, ReadonlyArray<string>> = new Map<List, ReadonlyArray<string>>([
  ["channels", catalogue.map(({ id }) => id)],
  ["links", standard.map(({ id }) => id)]
])

const ownField = ({ value: { id, type, choices } }: Entry): ReadonlyArray<readonly [string, Field]> => {
  const field = own(type, choices)
  return typeof id !== "string" || field === undefined ? [] : [[`fields.${id}`, field]]
}

export const unknown = (id: unknown, path: string, what: string, known: ReadonlySet<unknown>): ReadonlyArray<Problem> =>
  typeof id !== "string" || known.has(id) ? [] : [{ path, problem: `there is no ${what} "${id}"` }]

/** The ids of a list of the definition. */
export const ids = (full: Loose, name: string): ReadonlySet<unknown> => new Set(list(full, name).map(({ value }) => value["id"]))
export const all = (given: unknown): ReadonlyArray<unknown> => (Array.isArray(given) ? given : [])
