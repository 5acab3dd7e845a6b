/** Fills in what a definition leaves out of its types of links: one that is standard is described anew, of others nothing follows. */
import { standard } from "../ticket/LinkType.ts"
import { each } from "./entries.ts"
import { named } from "./naming.ts"
import { isLoose, type Loose } from "./plain.ts"

export const completeLinks = (given: unknown): unknown => each(given, link, [])

const known: ReadonlyMap<unknown, Loose> = new Map(standard.map((type) => [type.id, type]))
const plain = { acyclic: false, leader: "source", onClose: "none", onReply: "none", maxTargets: null, maxSources: null }

const link = (given: unknown): unknown => {
  const one = typeof given === "string" ? { id: given } : given
  if (!isLoose(one)) return one
  const full = named({ ...(known.get(one["id"]) ?? plain), ...one })
  return isLoose(full) && "name" in full ? { inverse: full["name"], ...full } : full
}
