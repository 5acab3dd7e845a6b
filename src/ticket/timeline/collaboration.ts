/** What agents do together on a ticket, as the desk is told of it. */
import * as Instant from "../../time/Instant.ts"
import type { Event } from "../decider.ts"
import { agentOf, type Mention, teamOf } from "../Mention.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Told } from "./Entry.ts"
import * as names from "./names.ts"

/** ` and called Cy, Billing`; nothing, where nobody is called. */
export const calledIn = (vocabulary: Vocabulary, mentions: ReadonlyArray<Mention> = []): string => {
  const called = mentions.map((one) => names.agent(vocabulary, agentOf(one) ?? null) ?? names.team(vocabulary, teamOf(one) ?? null))
  return called.length === 0 ? "" : ` and called ${called.join(", ")}`
}

type Collaboration = Extract<Event, { readonly _tag: "Attached" | "Snoozed" | "Unsnoozed" | "WokenUp" }>

export const collaborated = (because: ReadonlyArray<string>, event: Collaboration): Told => {
  switch (event._tag) {
    case "Attached":
      return { what: "attached files", attachments: event.files, why: because, visibility: event.visibility }
    case "Snoozed":
      return internal(`put it aside until ${Instant.toISO(event.until)}`, event.why === "" ? because : [...because, event.why])
    case "Unsnoozed":
      return internal("took it up again", because)
    case "WokenUp":
      return internal("is back", [...because, `${ends[event.because]} ${Instant.toISO(event.until)}`])
  }
}
const ends = { time: "its time was", word: "a word from outside takes it up before" } as const

const internal = (what: string, why: ReadonlyArray<string>): Told => ({ what, why, visibility: "internal" })
