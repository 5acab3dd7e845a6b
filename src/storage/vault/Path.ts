/** Places within a JSON value: found by a pattern, and replaced without touching what they were in. */
import type { Json } from "../Storage.ts"

/** Keys and places in lists, from the outside in: `content.attachments.0.name`. No key of an event has a dot in it. */
export type Path = string
type Node = { [key: string]: Json | undefined }

/** `a.b[].c` as its steps; `null` stands for each of a list. */
export const steps = (pattern: string): ReadonlyArray<string | null> =>
  pattern.split(".").flatMap((key) => (key.endsWith("[]") ? [key.slice(0, -2), null] : [key]))

/** What is there, with where that is. */
export const each = (value: Json, pattern: ReadonlyArray<string | null>, see: (found: Json, path: Path) => void): void => {
  const walk = (here: Json | undefined, depth: number, path: Path): void => {
    if (here === undefined) return
    if (depth === pattern.length) return see(here, path)
    const step = pattern[depth]!
    if (step === null) {
      if (Array.isArray(here)) here.forEach((one: Json, i) => walk(one, depth + 1, `${path}.${i}`))
    } else if (typeof here === "object" && here !== null && Object.hasOwn(here, step))
      walk((here as Node)[step], depth + 1, depth === 0 ? step : `${path}.${step}`)
  }
  walk(value, 0, "")
}

export interface Change {
  readonly path: Path
  /** `undefined`: the key goes. */
  readonly value: Json | undefined
}

/** The same value with these places changed. What is not on the way to one of them is shared. */
export const changed = (value: Json, changes: ReadonlyArray<Change>): Json => {
  const root = copy(value)
  for (const { path, value: given } of changes) put(root, value, path, given)
  return root
}

/** Changes a copy, in which what is the same as in the original is not its own yet. */
export const put = (own: Json, original: Json, path: Path, value: Json | undefined): void => {
  let node = own as Node
  let was = original as Node | undefined
  let from = 0
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", from)) {
    const key = path.slice(from, dot)
    const inner = node[key]
    was = was?.[key] as Node | undefined
    node = (inner === was ? (node[key] = copy(inner!)) : inner) as Node
    from = dot + 1
  }
  const last = path.slice(from)
  if (value === undefined) delete node[last]
  else node[last] = value
}

const copy = (node: Json): Json => (Array.isArray(node) ? [...(node as ReadonlyArray<Json>)] : { ...(node as object) })
