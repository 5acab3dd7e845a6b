/** Passages made unreadable in what an event says of somebody. */
import type { Json } from "../storage/Storage.ts"
import { salt } from "../storage/vault/digest.ts"
import type { Entry } from "../storage/vault/Seal.ts"
import { blot, type Blotted, type Stretch } from "../text/blot.ts"

/** The stretches of a text that are to be unreadable; `path`: where it stands in the event. */
export type Marked = (text: string, path: string) => ReadonlyArray<Stretch>

/** Another entry, where anything was marked. The mail as it came says the same again, so it goes. */
export const blotted = ([, values]: Entry, marked: Marked): Entry | undefined => {
  let moved: Blotted | undefined
  const told = values.map(([path, value]): Entry[1][number] => {
    const stretches = typeof value === "string" && isText(path) ? marked(value, path) : []
    if (stretches.length === 0) return [path, value]
    const made = blot(value as string, stretches)
    if (path === TEXT) moved = made
    return [path, made.text]
  })
  if (told.every(([, value], i) => value === values[i]![1])) return undefined
  return [salt(), told.filter(([path]) => !isRaw(path)).map(([path, value]) => [path, spans.has(path) ? placed(value, moved) : value])]
}

export const valueAt = ([, values]: Entry, at: string): Json | undefined => values.find(([path]) => path === at)?.[1]

export const TEXT = "content.text"
export const FOLDED = "content.folded"
const spans: ReadonlySet<string> = new Set([FOLDED, "content.origin.transcript"])

/** A message as it came. */
export const isRaw = (path: string): boolean => path.endsWith(".raw")

/** What a reader would know again: what people wrote, and names and addresses. */
export const textsOf = ([, values]: Entry): ReadonlyArray<string> =>
  values.flatMap(([path, value]) => {
    if (typeof value === "string") return isText(path) || value.includes("@") ? [value] : []
    const { address, name, value: identity } = (value ?? {}) as Readonly<Record<string, unknown>>
    return [address, name, identity].filter((text): text is string => typeof text === "string")
  })

/** What people write. An address, an id or a reference with blocks in it would be none any more. */
const isText = (path: string): boolean =>
  /(?:^|\.)(?:text|subject|from|name|value|title|summary|notes?|reason)$/.test(path) && !path.includes(".mail.")

/** Stretches of the text that mean something, where they are now. */
const placed = (value: Json, moved: Blotted | undefined): Json =>
  moved === undefined
    ? value
    : (value as unknown as ReadonlyArray<Stretch>).map((one) => ({ ...one, from: moved.at(one.from, "from"), to: moved.at(one.to, "to") }))
