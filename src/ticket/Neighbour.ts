/** A ticket that another is linked with, as it stands: what a decision may know of it. */
import type { Link } from "./Link.ts"
import { leads } from "./LinkType.ts"
import { Blocked } from "./Refusal.ts"
import { type Category, isDone } from "./Status.ts"
import type { Vocabulary } from "./Vocabulary.ts"

/** A link, its other end being the ticket that answers for it now. */
export interface Neighbour extends Link {
  readonly reference: string
  readonly statusCategory: Category
}

/** Those that the ticket leads by a link of this type, and that are not finished. */
export const openLed = (
  neighbours: ReadonlyArray<Neighbour>,
  type: string,
  { links }: Pick<Vocabulary, "links">
): ReadonlyArray<Neighbour> => {
  const known = links.get(type)
  return known === undefined ? [] : neighbours.filter((one) => one.type === type && leads(known, one) && !isDone(one.statusCategory))
}

/** The refusal to finish a ticket while others stand in its way; `undefined` where none does. */
export const blocked = (
  ticketId: string,
  status: string,
  { neighbours = [], vocabulary }: { readonly neighbours?: ReadonlyArray<Neighbour>; readonly vocabulary: Vocabulary }
): Blocked | undefined => {
  const waiting = [...vocabulary.links.values()].filter(({ onClose }) => onClose === "block")
  const by = new Set(waiting.flatMap(({ id }) => openLed(neighbours, id, vocabulary).map(({ reference }) => reference)))
  return by.size === 0 ? undefined : new Blocked({ ticketId, status, by: [...by] })
}
