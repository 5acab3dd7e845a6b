/** How the desk is told that a ticket moved to another department, or stayed where it was although a word would have moved it on. */
import type { StatusKept } from "../commands/keepStatus.ts"
import type { Moved } from "../commands/move.ts"
import { fieldOf, type Ticket } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Change, Told } from "./Entry.ts"
import * as names from "./names.ts"

export const alongLife = (
  vocabulary: Vocabulary,
  before: Ticket | undefined,
  event: Moved | StatusKept,
  because: ReadonlyArray<string>
): Told => {
  if (event._tag === "StatusKept") {
    const [kept, wanted] = [names.status(vocabulary, event.status), names.status(vocabulary, event.wanted)]
    return { what: `left it ${kept}: it may not become ${wanted}`, why: [...because, event.why], changes: [], visibility: "internal" }
  }
  return {
    what: `moved it to ${names.department(vocabulary, event.department)}`,
    why: event.why === undefined ? because : [...because, event.why],
    changes: changesOf(vocabulary, before, event).filter(({ from, to }) => from !== to),
    visibility: "internal"
  }
}

const changesOf = (vocabulary: Vocabulary, before: Ticket | undefined, moved: Moved): ReadonlyArray<Change> => [
  {
    field: "Department",
    from: names.department(vocabulary, moved.from.department),
    to: names.department(vocabulary, moved.department)
  },
  { field: "Status", from: names.status(vocabulary, moved.from.status), to: names.status(vocabulary, moved.status) },
  ...(before === undefined ? [] : ofFields(vocabulary, before, moved))
]

const ofFields = (vocabulary: Vocabulary, before: Ticket, moved: Moved): ReadonlyArray<Change> =>
  [...new Set([...before.fields, ...moved.fields].map(({ field }) => field))].map((id) => {
    const field = vocabulary.fields.get(id)
    return { field: field?.name ?? id, from: names.value(field, fieldOf(before, id)), to: names.value(field, fieldOf(moved, id)) }
  })
