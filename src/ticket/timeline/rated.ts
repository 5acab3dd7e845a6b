/** What a survey and its answers tell: the desk all of it, the requester what they said themselves. */
import * as Instant from "../../time/Instant.ts"
import type { Event } from "../decider.ts"
import { type Answer, type Because, find, mostOf, type Scale } from "../Rating.ts"
import type { Ticket } from "../Ticket.ts"
import type { Change, Told } from "./Entry.ts"

type Of<Tag extends Event["_tag"]> = Extract<Event, { readonly _tag: Tag }>
type RatingFact = Of<"RatingPlanned" | "RatingRequested" | "RatingWithdrawn" | "Rated" | "RatingExpired">

export const rated = (before: Ticket | undefined, event: RatingFact, why: ReadonlyArray<string>): Told => {
  switch (event._tag) {
    case "RatingPlanned":
      return { what: `asks for a rating from ${Instant.toISO(event.dueAt)} on`, why, visibility: "internal" }
    case "RatingRequested":
      return { what: "asked for a rating", why: [...why, ...dueBy(before, event.cycle)], visibility: "internal" }
    case "RatingWithdrawn":
      return { what: "asks for no rating", why: [...why, reasons[event.because]], visibility: "internal" }
    case "Rated":
      return { ...said(event, (before && find(before, event.cycle)?.answer) ?? null), why, visibility: "public" }
    case "RatingExpired":
      return { what: "waits for a rating no more", why: [...why, "nobody gave one in time"], visibility: "internal" }
  }
}

/** The words of the requester; `was`: what they had said before, where that is told, too. */
export const said = ({ scale, score, reason, comment }: Of<"Rated">, was: Answer | null): Told => {
  const changes: ReadonlyArray<Change> = [
    { field: "Rating", from: was === null ? null : inWords(scale, was.score), to: inWords(scale, score) },
    { field: "Reason", from: was?.reason ?? null, to: reason },
    { field: "Comment", from: was?.comment || null, to: comment || null }
  ]
  return { what: "rated it", changes: changes.filter(({ from, to }) => from !== to) }
}

const inWords = (scale: Scale, score: number): string =>
  scale === "thumbs" ? (score === 0 ? "thumbs down" : "thumbs up") : `${score} of ${mostOf(scale)}`

const dueBy = (before: Ticket | undefined, cycle: number): ReadonlyArray<string> => {
  const rating = before && find(before, cycle)
  return rating === undefined ? [] : [`its time was ${Instant.toISO(rating.dueAt)}`]
}

const reasons: Readonly<Record<Because, string>> = {
  reopened: "it is worked on again",
  merged: "another ticket answers for it",
  removed: "it was removed",
  spam: "it was spam",
  automatic: "a machine opened it",
  unattended: "nobody solved it but a machine",
  unreachable: "the requester has no address",
  internal: "the requester is of the desk",
  sample: "others are asked",
  cooldown: "the requester was asked lately",
  gone: "the workspace asks it no more"
}
