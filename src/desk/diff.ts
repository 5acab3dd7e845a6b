/** What differs between a ticket before and after, field by field. */
import type { Ticket } from "../ticket/Ticket.ts"

/** `from` and `to` as the ticket has them; fields of the workspace are named `fields.<id>`. */
export interface Difference {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

/** What nearly every commit changes tells nobody anything; what follows from another field is told with that. */
const silent: ReadonlySet<string> = new Set(["updatedAt", "thread", "statusCategory", "slaEffect"])

export const diff = (before: Ticket | undefined, after: Ticket): ReadonlyArray<Difference> => {
  const was = before === undefined ? new Map<string, unknown>() : flat(before)
  const is = flat(after)
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((field): Difference => ({ field, from: was.get(field) ?? null, to: is.get(field) ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}

const flat = ({ fields, ...own }: Ticket): ReadonlyMap<string, unknown> => {
  const flat = new Map<string, unknown>(Object.entries(own).filter(([field]) => !silent.has(field)))
  for (const { field, value } of fields) flat.set(`fields.${field}`, value)
  return flat
}
