/** Which tickets a question is about: those in their place, or those that lie aside. Nobody meets the latter by chance. */
import { type Facts, type Findable, holds } from "./Condition.ts"

/** What can be said of every ticket in its place. */
const inPlace: Facts = { removed: false, spam: false, purged: false }

/** No ticket in its place can meet it, by what it asks of `removed`, `spam` and `purged`. */
export const asksForRemoved = (where: Findable): boolean => said(where) === false

/** `undefined`: some do, some do not. */
const said = (where: Findable): boolean | undefined => {
  if ("all" in where) return where.all.reduce<boolean | undefined>((sum, one) => both(sum, said(one)), true)
  if ("any" in where) return opposite(where.any.reduce<boolean | undefined>((sum, one) => both(sum, opposite(said(one))), true))
  if ("not" in where) return opposite(said(where.not))
  return Object.hasOwn(inPlace, where.field) ? holds(where, inPlace) : undefined
}

const both = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === false || b === false ? false : a === undefined ? a : b
const opposite = (one: boolean | undefined): boolean | undefined => (one === undefined ? one : !one)
