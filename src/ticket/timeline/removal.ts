/** What the desk is told of a ticket that is laid aside. */
import * as Instant from "../../time/Instant.ts"
import type { Removed } from "../commands/remove.ts"

/** `marked it as spam, to be purged at 2026-04-05T09:00:00.000Z` */
export const laidAside = ({ as, purgeAt, along, partedFrom }: Removed): string => {
  const what = as === "spam" ? "marked it as spam" : "removed it"
  const how = along !== undefined ? ", with the ticket that it is part of" : partedFrom !== undefined ? ", parted from another ticket" : ""
  return `${what}${how}${purgeAt === null ? "" : `, to be purged at ${Instant.toISO(purgeAt)}`}`
}
