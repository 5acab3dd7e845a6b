/** What others repeat of somebody in what is theirs: quotes of their words, the ids of their mails, and mails as they came, which name all who got them. */
import { salt } from "../storage/vault/digest.ts"
import type { Held } from "../storage/vault/examine.ts"
import type { Entry } from "../storage/vault/Seal.ts"
import type { Span } from "../ticket/Message.ts"
import { blotted, FOLDED, isRaw, TEXT, valueAt } from "./passages.ts"
import { tells, textsIn } from "./traces.ts"

/** The entry without them; nothing, where it has none. */
export const quotesOf = (
  held: Held,
  lines: ReadonlySet<string>,
  mails: ReadonlySet<string>
): ReadonlyArray<readonly [Held, Entry | null]> => {
  const entry = quoted(held.entry, lines) ?? held.entry
  const left = entry[1].filter(
    ([path, value]) => !isRaw(path) && !(path.includes(".evidence.") && typeof value === "string" && mails.has(value))
  )
  if (entry === held.entry && left.length === entry[1].length) return []
  return [[held, left.length === 0 ? null : [salt(), left]]]
}

const quoted = (entry: Entry, lines: ReadonlySet<string>): Entry | undefined => {
  const folded = (valueAt(entry, FOLDED) ?? []) as unknown as ReadonlyArray<Span>
  return blotted(entry, (text, path) =>
    path === TEXT ? folded.filter(({ from, to, reason }) => carried.has(reason) && tells(text.slice(from, to), lines)) : []
  )
}

/** A signature is its author's own. */
const carried: ReadonlySet<Span["reason"]> = new Set(["quote", "attribution", "forwarded"])

/** The ids of the mails that were theirs. */
export const mailsOf = (held: ReadonlyArray<Held>): ReadonlySet<string> =>
  new Set(held.flatMap(({ entry }) => textsIn(valueAt(entry, "content.mail.messageId") ?? null)))
