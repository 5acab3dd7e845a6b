/** Message identifiers (RFC 5322 §3.6.4), without their angle brackets, as tolerant as threading needs. */
import { type Cut, limits } from "./limits.ts"

/** `<1234@example.org>` → `1234@example.org`; the first where there are several. */
export const readId = (field: string | undefined): string | null => readIds(field ?? "")[0] ?? null

/** Those that can be read; the first, which began the thread, and the last, which are nearest, where there are too many. */
export const readReferences = (field: string | undefined, cut: Set<Cut>): ReadonlyArray<string> => {
  const ids = readIds(field ?? "")
  if (ids.length <= limits.references) return ids
  cut.add("references")
  return [ids[0]!, ...ids.slice(1 - limits.references)]
}

const readIds = (field: string): ReadonlyArray<string> => {
  const bracketed = [...field.matchAll(/<([^<>]*)>?/g)].map((match) => match[1]!)
  // Without brackets, a word with an `@` in it; in-reply-to used to hold phrases as well (RFC 822 §4.6.2).
  const raw = bracketed.length > 0 ? bracketed : field.split(/[\s,;"()]+/).filter((word) => word.includes("@"))
  return raw.flatMap((id) => {
    const plain = id.length > 2 * limits.id ? "" : withoutBlanks(id)
    return plain === "" || plain.length > limits.id || /\s/.test(plain) ? [] : [plain]
  })
}

/** The obsolete syntax allows blanks around `@` and dots. Blanks elsewhere show that it was never one id. */
const withoutBlanks = (id: string): string => id.trim().replace(/[ \t]*([@.])[ \t]*/g, "$1")
