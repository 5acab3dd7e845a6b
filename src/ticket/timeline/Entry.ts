/** One entry of a timeline: what somebody did at one moment, in words for people. */
import type { Attachment } from "../Attachment.ts"
import type { Visibility } from "../Message.ts"
import type { Instant } from "../../time/Instant.ts"

/** `from` and `to` in words; `null`: nothing was there, or is any more. */
export interface Change {
  readonly field: string
  readonly from: string | null
  readonly to: string | null
}

export interface Entry {
  readonly at: Instant
  /** `Bo Larsen`, `Ada Lovelace`, `Participant Eve`. */
  readonly who: string
  /** The name of the channel; empty where the reader need not know it. */
  readonly via: string
  /** Past tense: `replied, changed the status`. */
  readonly what: string
  readonly changes: ReadonlyArray<Change>
  /** The news of the message; `null`: no message. */
  readonly text: string | null
  /** Stretches of the message that a reader may fold away: quotes, signatures. */
  readonly folded: ReadonlyArray<string>
  readonly attachments: ReadonlyArray<Attachment>
  /** Causes and evidence, a sentence each. */
  readonly why: ReadonlyArray<string>
  /** Whether the requester sees any of it. */
  readonly visibility: Visibility
}

/** What one event adds to an entry. */
export type Told = Pick<Entry, "what"> & Partial<Omit<Entry, "at" | "who" | "via">>

/** Adds what an event tells: to the entry before where the same person did both at once, as in "reply and solve"; a message, and files, begin their own. */
export const append = (entries: Array<Entry>, by: Pick<Entry, "at" | "who" | "via">, told: Told): void => {
  const last = entries.at(-1)
  const isOwn = (told.text ?? null) !== null || (told.attachments ?? []).length > 0
  if (last === undefined || isOwn || last.at !== by.at || last.who !== by.who || last.via !== by.via) {
    entries.push({ ...by, changes: [], text: null, folded: [], attachments: [], why: [], visibility: "public", ...told })
    return
  }
  entries[entries.length - 1] = {
    ...last,
    what: last.what.split(", ").includes(told.what) ? last.what : `${last.what}, ${told.what}`,
    changes: [...last.changes, ...(told.changes ?? [])],
    why: [...new Set([...last.why, ...(told.why ?? [])])],
    // A message keeps its own: who may read the words matters more than who sees what went with them.
    visibility: last.text === null && last.attachments.length === 0 && told.visibility !== "internal" ? "public" : last.visibility
  }
}
