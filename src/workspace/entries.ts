/** Reading a definition whose parts may be misshapen: what can be read of its lists, with the place where it stands. */
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

/** An object in a list, and where it stands. */
export interface Entry {
  readonly path: string
  readonly value: Loose
}

export const list = (holder: Loose, name: string, at = ""): ReadonlyArray<Entry> => {
  const entries = holder[name]
  return Array.isArray(entries)
    ? entries.flatMap((value: unknown, i) => (isLoose(value) ? [{ path: `${at === "" ? "" : `${at}.`}${name}[${i}]`, value }] : []))
    : []
}

/** The second, and any further, of those that share a name. */
export const twice = (entries: ReadonlyArray<Entry>, name: string, keyOf = (text: string): string => text): ReadonlyArray<Problem> => {
  const first = new Map<string, string>()
  return entries.flatMap(({ path, value }) => {
    const text = value[name]
    if (typeof text !== "string") return []
    const earlier = first.get(keyOf(text))
    if (earlier === undefined) first.set(keyOf(text), path)
    return earlier === undefined ? [] : [{ path: `${path}.${name}`, problem: `"${text}" is taken by ${earlier}` }]
  })
}

/** Every entry of a list completed; the fallback where the list is left out. What is no list stays as it is. */
export const each = (given: unknown, completed: (one: unknown) => unknown, fallback: ReadonlyArray<unknown>): unknown =>
  given === undefined ? fallback.map(completed) : Array.isArray(given) ? given.map(completed) : given
