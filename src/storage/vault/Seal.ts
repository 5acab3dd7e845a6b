/**
 * An event in two halves. Its body stays for good: the event with blanks where it speaks of people, and a seal. What stood in
 * the blanks goes to the vault, an entry for each person, with a salt. The seal holds the SHA-256 of each entry, so that
 * nobody can change one unseen, and nobody can tell from a body what stood there; and the SHA-256 of the body before it, so
 * that a stream is a chain.
 */
import type { Json } from "../Storage.ts"
import { personalIn } from "./declared.ts"
import { digest, salt } from "./digest.ts"
import { changed, type Path, put } from "./Path.ts"

export interface Seal {
  /** Of the body before this one; of the stream's name, in the first. */
  readonly after: string
  /** Of the entries, in the order in which the event speaks of people. */
  readonly of: ReadonlyArray<string>
}

/** What was in the blanks: `[salt, [[path, value], …]]`. */
export type Entry = readonly [salt: string, values: ReadonlyArray<readonly [path: Path, value: Json]>]

export interface Halves {
  readonly body: Json
  readonly entries: ReadonlyArray<{ readonly subject: string; readonly entry: Entry }>
  /** The bytes in the blob store that it refers to. */
  readonly files: ReadonlyArray<string>
}

export interface Owner {
  /** Whose all is that nobody else said. */
  readonly subject: string
  /** Whether an address is the desk's own: nobody's data. */
  readonly isOurs: (address: string) => boolean
}

export const first = (tenant: string, stream: string): string => digest([tenant, stream])

export const seal = (event: Json, after: string, owner: Owner): Halves => {
  const found = personalIn(event, owner)
  const bySubject = new Map<string, Array<readonly [Path, Json]>>()
  for (const { subject, path, value } of found) {
    const known = bySubject.get(subject)
    if (known === undefined) bySubject.set(subject, [[path, value]])
    else known.push([path, value])
  }
  const entries = [...bySubject].map(([subject, values]) => ({ subject, entry: [salt(), values] as Entry }))
  const sealed: Seal = { after, of: entries.map(({ entry }) => sealOf(entry)) }
  const blank = found.map(({ path, blank: value }) => ({ path, value }))
  const body = found.length === 0 ? event : changed(event, blank)
  return { body: { ...(body as object), seal: sealed as never }, entries, files: filesOf(found) }
}

/** Those of an event as it was before it was sealed. */
export const filesIn = (event: Json): ReadonlyArray<string> => filesOf(personalIn(event, { subject: "", isOurs: () => true }))

const filesOf = (found: ReturnType<typeof personalIn>): ReadonlyArray<string> =>
  found.flatMap(({ value, isFile }) => (isFile && typeof value === "string" && value !== "" ? [value] : []))

export const sealOf = (entry: Entry): string => digest(entry)
export const sealIn = (body: Json): Seal | undefined => (body as { readonly seal?: Seal } | null)?.seal

/** The event, with blanks where there is no entry any more. What was never sealed is as it is. */
export const open = (body: Json, entries: ReadonlyArray<Entry>): Json => {
  if (sealIn(body) === undefined) return body
  const { seal: _seal, ...event } = body as { readonly [key: string]: Json }
  for (const [, values] of entries) for (const [path, value] of values) put(event, body, path, value)
  return event
}
