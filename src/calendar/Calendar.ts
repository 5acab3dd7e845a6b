/** When time counts: working hours and holidays of one zone, or several such calendars taken together. */
import * as Schema from "effect/Schema"
import * as Canonical from "../text/Canonical.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { byKey } from "../text/Shaped.ts"
import { Timetable } from "./Timetable.ts"
import * as When from "./When.ts"

/** `anyOf`: open while one of them is. `allOf`: open while all of them are. */
export type Calendar =
  | Timetable
  | { readonly id: string; readonly name: string; readonly anyOf: ReadonlyArray<Calendar> }
  | { readonly id: string; readonly name: string; readonly allOf: ReadonlyArray<Calendar> }

/** Levels of calendars within calendars. */
const DEEPEST = 3
/** Timetables in one calendar. */
const MOST = 50
const MOST_DATED = 50_000

const upToLevel = (level: number): Schema.Codec<Calendar> => {
  if (level === 0) return Timetable
  const members = Schema.Array(upToLevel(level - 1)).check(Schema.isMinLength(1), Schema.isMaxLength(MOST))
  return byKey<Calendar>(
    [
      ["anyOf", Schema.Struct({ id: Slug, name: Text.filled(100), anyOf: members })],
      ["allOf", Schema.Struct({ id: Slug, name: Text.filled(100), allOf: members })],
      ["zone", Timetable],
      ["hours", Timetable]
    ],
    "a calendar with zone and hours, with anyOf or with allOf"
  )
}

/** Written level by level, not as a schema of itself: decoding goes only so deep, whatever it is given. */
export const Calendar: Schema.Codec<Calendar> = upToLevel(DEEPEST).check(
  Schema.makeFilter((calendar: Calendar) => {
    const all = timetables(calendar)
    const intervals = all.reduce((sum, one) => sum + dated(one), 0)
    return all.length > MOST
      ? `at most ${MOST} calendars in one`
      : intervals > MOST_DATED
        ? `at most ${MOST_DATED} intervals on the days of its holidays and overrides`
        : undefined
  })
)

/** How many intervals the rules for certain days come to. */
const dated = ({ holidays, overrides }: Timetable): number =>
  [...holidays, ...overrides].reduce((sum, rule) => {
    const hours = "open" in rule ? rule.open : "closed" in rule ? rule.closed : (rule.hours ?? [])
    return sum + When.length(rule) * Math.max(1, hours.length)
  }, 0)

/** Those that a calendar is made of, in their order; the first says in which zone its days begin. */
export const timetables = (calendar: Calendar): ReadonlyArray<Timetable> =>
  "anyOf" in calendar ? calendar.anyOf.flatMap(timetables) : "allOf" in calendar ? calendar.allOf.flatMap(timetables) : [calendar]

export const union = (a: Calendar, b: Calendar): Calendar => ({ id: a.id, name: a.name, anyOf: [a, b] })
export const intersection = (a: Calendar, b: Calendar): Calendar => ({ id: a.id, name: a.name, allOf: [a, b] })

/** A short name of the content: equal calendars have equal versions, whatever the order of their keys. */
export const version = (calendar: Calendar): string => Canonical.version(calendar)
