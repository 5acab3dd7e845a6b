/** Every policy and calendar that tickets were promised by, in each version: what is edited later changes no promise. */
import * as Schema from "effect/Schema"
import * as Canonical from "../text/Canonical.ts"
import { Slug } from "../text/Id.ts"
import * as Calendar from "../calendar/Calendar.ts"
import { Metric } from "./Metric.ts"
import { Policy } from "./Policy.ts"

/** A policy as it was, with what its metrics meant then, and its calendars: `office` was `office@1f0c9d3a`. */
export class Pinned extends Schema.Opaque<Pinned>()(
  Schema.Struct({
    policy: Policy,
    metrics: Schema.Array(Metric),
    calendars: Schema.Array(Schema.Struct({ id: Slug, version: Schema.String }))
  })
) {}

export interface Promises {
  /** By `gold@1f0c9d3a`. */
  readonly policies: ReadonlyMap<string, Pinned>
  readonly calendars: ReadonlyMap<string, Calendar.Calendar>
}

export const none: Promises = { policies: new Map(), calendars: new Map() }

/** What was known before, and what is promised now. */
export const join = (past: Promises, present: Promises): Promises => ({
  policies: new Map([...past.policies, ...present.policies]),
  calendars: new Map([...past.calendars, ...present.calendars])
})

/** Equal policies with equal metrics and calendars have equal versions. */
export const versionOf = (pinned: Pinned): string => `${pinned.policy.id}@${Canonical.version(pinned)}`
export const calendarVersion = (calendar: Calendar.Calendar): string => `${calendar.id}@${Calendar.version(calendar)}`
