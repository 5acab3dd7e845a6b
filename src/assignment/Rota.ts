/** What a desk knows of its agents beside what is laid down: who is away, and whose turn it is in each queue. A fold over its events. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"
import { Absence } from "./Absence.ts"
import { Cursor, took } from "./Cursor.ts"

export class Rota extends Schema.Opaque<Rota>()(
  Schema.Struct({
    absences: Schema.Array(Absence),
    cursors: Schema.Array(Schema.Struct({ queue: Slug, cursor: Cursor }))
  })
) {}

/** Somebody said that an agent is not there. */
export class WentAway extends Schema.Opaque<WentAway>()(Schema.TaggedStruct("WentAway", { at: Instant, ...Absence.fields })) {}
/** Somebody said that they are. */
export class CameBack extends Schema.Opaque<CameBack>()(Schema.TaggedStruct("CameBack", { at: Instant, agent: Slug })) {}
/** A queue gave a ticket to an agent. */
export class GaveOut extends Schema.Opaque<GaveOut>()(
  Schema.TaggedStruct("GaveOut", { at: Instant, queue: Slug, ticket: Id, agent: Slug })
) {}

export type Event = WentAway | CameBack | GaveOut
export const Event = Schema.Union([WentAway, CameBack, GaveOut])

export const initial: Rota = { absences: [], cursors: [] }

export const evolve = ({ absences, cursors }: Rota, event: Event): Rota => {
  const others = absences.filter(({ agent }) => agent !== event.agent)
  switch (event._tag) {
    case "WentAway":
      return { absences: [...others, { agent: event.agent, until: event.until }], cursors }
    case "CameBack":
      return { absences: others, cursors }
    case "GaveOut": {
      const cursor = took(cursorOf({ cursors }, event.queue), event.agent)
      return { absences, cursors: [...cursors.filter(({ queue }) => queue !== event.queue), { queue: event.queue, cursor }] }
    }
  }
}

export const cursorOf = ({ cursors }: Pick<Rota, "cursors">, queue: string): Cursor =>
  cursors.find((one) => one.queue === queue)?.cursor ?? []
