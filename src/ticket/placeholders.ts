/**
 * What the texts of rules may name, as in `{{ ticket.reference }}`: this list and nothing else. It is read once from left
 * to right, so a value that looks like a placeholder stays as it is.
 */
import * as Text from "../text/Text.ts"
import type * as Field from "./Field.ts"
import { fieldOf, type Ticket } from "./Ticket.ts"
import * as names from "./timeline/names.ts"
import type { Vocabulary } from "./Vocabulary.ts"

/**
 * `desk`: agents, who may read all of it. `outside`: somebody else, who reads what is public. `stranger`: an address of which
 * nobody knows whose it is; whoever wrote in its name must not choose a word of what it gets.
 */
export type PlaceholderReader = "desk" | "outside" | "stranger"

interface Placeholder {
  readonly isPublic: boolean
  /** People outside choose its words. */
  readonly isTheirs: boolean
  readonly value: (ticket: Ticket, vocabulary: Vocabulary, reader: PlaceholderReader) => string | null
}

const ours = (value: Placeholder["value"]): Placeholder => ({ isPublic: true, isTheirs: false, value })
const theirs = (value: Placeholder["value"]): Placeholder => ({ isPublic: true, isTheirs: true, value })
const internal = (value: Placeholder["value"]): Placeholder => ({ isPublic: false, isTheirs: false, value })

const placeholders: ReadonlyMap<string, Placeholder> = new Map([
  ["ticket.reference", ours(({ reference }) => reference)],
  ["ticket.subject", theirs(({ subject }) => subject)],
  [
    "ticket.status",
    ours(({ status, statusCategory }, vocabulary, reader) =>
      reader === "desk" ? names.status(vocabulary, status) : names.customerStatus(vocabulary, status, statusCategory)
    )
  ],
  ["requester.name", theirs(({ requester }) => requester.name)],
  ["brand.name", ours(({ brand }, { brands }) => brands.get(brand)?.name ?? null)],
  ["requester.email", internal(({ requester }) => requester.email)],
  ["assignee.name", internal(({ assignee }, vocabulary) => names.agent(vocabulary, assignee))],
  ["team.name", internal(({ team }, vocabulary) => names.team(vocabulary, team))],
  ["ticket.id", internal(({ id }) => id)],
  ["ticket.priority", internal(({ priority }, vocabulary) => names.priority(vocabulary, priority))],
  ["ticket.kind", internal(({ kind }, vocabulary) => names.kind(vocabulary, kind))],
  ["ticket.category", internal(({ category }, { categories }) => names.path(categories, category))],
  ["ticket.department", internal(({ department }, vocabulary) => names.department(vocabulary, department))],
  ["ticket.channel", internal(({ channel }, vocabulary) => names.channel(vocabulary, channel))],
  ["ticket.tags", internal(({ tags }) => tags.join(", "))]
])

/** A field of the workspace's own is called `fields.` and its id; it is public where it is visible. */
const FIELD = "fields."

const ofField = (field: Pick<Field.Field, "visible" | "type">, id: string): Placeholder => ({
  isPublic: field.visible,
  isTheirs: field.type === "text" || field.type === "pattern" || field.type === "lookup",
  value: (ticket, { fields }) => names.value(fields.get(id), fieldOf(ticket, id))
})

/** A workspace, or what of it was read so far. */
interface Known {
  readonly fields: { readonly get: (id: string) => Pick<Field.Field, "visible" | "type"> | undefined }
}

const placeholderOf = (name: string, { fields }: Known): Placeholder | undefined => {
  if (!name.startsWith(FIELD)) return placeholders.get(name)
  const id = name.slice(FIELD.length)
  const field = fields.get(id)
  return field === undefined ? undefined : ofField(field, id)
}

const shape = /\{\{\s{0,9}([A-Za-z][A-Za-z0-9_.-]{0,99})\s{0,9}\}\}/g

/** Longest value, in UTF-16 code units: what is longer would be no mention but a copy. */
const LONGEST_VALUE = 1000

/** The text with its placeholders filled in, at most `longest` UTF-16 code units. What this reader may not read is nothing; what there is not stays. */
export const fillPlaceholders = (
  text: string,
  { reader, ticket, vocabulary, longest }: { reader: PlaceholderReader; ticket: Ticket; vocabulary: Vocabulary; longest: number }
): string => {
  // A text may name the same thing thousands of times.
  const values = new Map<string, string>()
  const valueOf = (name: string, placeholder: Placeholder): string => {
    const value =
      values.get(name) ?? Text.cut((mayRead(reader, placeholder) && placeholder.value(ticket, vocabulary, reader)) || "", LONGEST_VALUE)
    values.set(name, value)
    return value
  }
  const filled = text.replace(shape, (whole, name: string) => {
    const placeholder = placeholderOf(name, vocabulary)
    return placeholder === undefined ? whole : valueOf(name, placeholder)
  })
  // Two texts in normal form C need not make one.
  return Text.cut(Text.clean(filled), longest)
}

const mayRead = (reader: PlaceholderReader, { isPublic, isTheirs }: Placeholder): boolean =>
  reader === "desk" || (isPublic && (reader === "outside" || !isTheirs))

const named = (text: string): ReadonlyArray<string> => [...new Set([...text.matchAll(shape)].map((match) => match[1]!))]

/** Names in the text that this workspace has nothing for. */
export const unknownPlaceholders = (text: string, vocabulary: Known): ReadonlyArray<string> =>
  named(text).filter((name) => placeholderOf(name, vocabulary) === undefined)

/** Names in the text that are nothing to people outside: a mail to them that needs one is a mistake. */
export const internalPlaceholders = (text: string, vocabulary: Known): ReadonlyArray<string> =>
  named(text).filter((name) => placeholderOf(name, vocabulary)?.isPublic === false)
