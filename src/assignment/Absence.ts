/**
 * An agent who is not there, whatever the calendar says: ill, at lunch, signed off. Whoever is not named is there,
 * so an agent whose telephone sleeps is not taken for absent until somebody says so.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../calendar/index.ts"
import { Slug } from "../text/Id.ts"
import * as Instant from "../time/Instant.ts"
import type { Candidate } from "./Candidate.ts"

export class Absence extends Schema.Opaque<Absence>()(
  /** There again at `until`; `null`: nobody knows when. */
  Schema.Struct({ agent: Slug, until: Schema.NullOr(Instant.Instant) })
) {}

/** The first instant, not before `now`, at which the candidate is there and at work: `now` itself if they are; `null`: nobody knows. */
export const availableFrom = (
  { agent, calendar }: Candidate,
  absences: ReadonlyArray<Absence>,
  now: Instant.Instant
): Instant.Instant | null => {
  let back = now
  for (const absence of absences) {
    if (absence.agent !== agent) continue
    if (absence.until === null) return null
    back = Instant.max(back, absence.until)
  }
  if (calendar === null) return back
  const open = Calendar.nextOpen(calendar, back)
  return open === Calendar.Never ? null : open
}
