/** Working hours of one zone, week by week, with the days that are different. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Hours } from "./Hours.ts"
import { PlainDate, toDay } from "./PlainDate.ts"
import { byKey } from "../text/Shaped.ts"
import * as When from "./When.ts"
import { Zone } from "./Zone.ts"

const Weekly = Schema.Struct({
  mon: Schema.optionalKey(Hours),
  tue: Schema.optionalKey(Hours),
  wed: Schema.optionalKey(Hours),
  thu: Schema.optionalKey(Hours),
  fri: Schema.optionalKey(Hours),
  sat: Schema.optionalKey(Hours),
  sun: Schema.optionalKey(Hours)
})

const name = Text.filled(100)

/** Closed: the whole wall-clock day of the zone, or only in its `hours`. */
export type Holiday = When.When & { readonly name: string; readonly hours?: Hours }
const holiday = { name, hours: Schema.optionalKey(Hours) }
const Holiday: Schema.Codec<Holiday> = byKey<Holiday>(
  [
    ["on", Schema.Struct({ ...When.dated, ...holiday }).check(When.inOrder)],
    ["yearly", Schema.Struct({ ...When.yearly, ...holiday })],
    ["nth", Schema.Struct({ ...When.nth, ...holiday })]
  ],
  "a holiday with on, yearly or nth"
)

/**
 * `hours`: in place of the weekly ones, of several overrides the last counts; `[]` closes. `open`: besides them. `closed`: cut
 * out of them. An interval over midnight belongs to the day on which it begins.
 */
export type Override = When.When & { readonly name?: string } & (
    | { readonly hours: Hours }
    | { readonly open: Hours }
    | { readonly closed: Hours }
  )
const changes = (["hours", "open", "closed"] as const).map((key) => ({ key, fields: { [key]: Hours, name: Schema.optionalKey(name) } }))
const override = (form: (fields: Schema.Struct.Fields) => Schema.Top): Schema.Codec<Override> =>
  byKey<Override>(
    changes.map(({ key, fields }) => [key, form(fields) as Schema.Codec<Override>]),
    "an override with hours, open or closed"
  )
const Override: Schema.Codec<Override> = byKey<Override>(
  [
    ["on", override((fields) => Schema.Struct({ ...fields, ...When.dated }).check(When.inOrder))],
    ["yearly", override((fields) => Schema.Struct({ ...fields, ...When.yearly }))],
    ["nth", override((fields) => Schema.Struct({ ...fields, ...When.nth }))]
  ],
  "an override with on, yearly or nth"
)

/**
 * Holidays and what is `closed` win over everything, and cut the day of the wall clock. `validUntil` is the last day; before
 * `validFrom` and after it all is closed.
 */
export class Timetable extends Schema.Opaque<Timetable>()(
  Schema.Struct({
    id: Slug,
    name,
    zone: Zone,
    hours: Weekly,
    holidays: Schema.Array(Holiday).check(Schema.isMaxLength(1000)),
    overrides: Schema.Array(Override).check(Schema.isMaxLength(1000)),
    validFrom: Schema.optionalKey(PlainDate),
    validUntil: Schema.optionalKey(PlainDate)
  }).check(
    Schema.makeFilter(({ validFrom, validUntil }: { readonly validFrom?: string; readonly validUntil?: string }) =>
      validFrom !== undefined && validUntil !== undefined && toDay(validUntil) < toDay(validFrom)
        ? { path: ["validUntil"], issue: `a day on or after ${validFrom}` }
        : undefined
    )
  )
) {}
