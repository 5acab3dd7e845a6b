/** What the desk is told of a ticket that is laid aside, and of what is taken out of it for good. */
import * as Instant from "../../time/Instant.ts"
import type { Removed } from "../commands/remove.ts"
import type { Event } from "../decider.ts"

/** `marked it as spam, to be purged at 2026-04-05T09:00:00.000Z` */
const laidAside = ({ as, purgeAt, along, partedFrom }: Removed): string => {
  const what = as === "spam" ? "marked it as spam" : "removed it"
  const how = along !== undefined ? ", with the ticket that it is part of" : partedFrom !== undefined ? ", parted from another ticket" : ""
  return `${what}${how}${purgeAt === null ? "" : `, to be purged at ${Instant.toISO(purgeAt)}`}`
}

type TakenAway = Extract<Event, { readonly _tag: "Removed" | "Restored" | "Purged" | "MessagesPurged" | "Erased" | "ErasureAsked" }>

export const takenAway = (event: TakenAway): string => {
  switch (event._tag) {
    case "Removed":
      return laidAside(event)
    case "Restored":
      return event.as === "spam" ? "restored it: it is no spam" : "restored it"
    case "Purged":
      return "purged it: what people said and were is gone"
    case "MessagesPurged":
      return `purged ${event.messages.length} of its messages with ${event.reference}`
    case "Erased":
      return erased[event.what]
    case "ErasureAsked":
      return "asked to have all erased that it says of people"
  }
}

const erased = {
  requester: "erased what it said of the requester",
  participant: "erased what it said of somebody in the conversation",
  passage: "made a passage unreadable",
  attachment: "took an attachment away for good",
  ticket: "erased all that it said of people"
} as const
