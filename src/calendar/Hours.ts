/** The hours of a day, as intervals of the wall clock: `["09:00-12:30", "13:30-17:00"]`. */
import * as Schema from "effect/Schema"
import { DAY } from "./PlainDate.ts"

const form = /^((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)-((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|24:00(?::00)?)$/

/** `22:00-06:00` goes over midnight, `00:00-24:00` is the whole day, `09:00-09:00` is nothing. The second is excluded: work ends as it begins. */
export const Interval = Schema.String.check(Schema.isPattern(form, { expected: "hours like 09:00-17:30, from 00:00 to 24:00" }))

/** In any order; what overlaps counts once. */
export const Hours = Schema.Array(Interval).check(Schema.isMaxLength(24))
export type Hours = typeof Hours.Type

/** Milliseconds of the wall clock since the midnight that the day begins with; `to` is at most two days. */
export interface Range {
  readonly from: number
  readonly to: number
}

export const wholeDay: ReadonlyArray<Range> = [{ from: 0, to: DAY }]

export const ranges = (hours: Hours): ReadonlyArray<Range> =>
  hours.flatMap((interval) => {
    const [, begin, end] = form.exec(interval)!
    const from = ofClock(begin!)
    const to = ofClock(end!)
    return from === to ? [] : [{ from, to: to > from ? to : to + DAY }]
  })

const ofClock = (text: string): number => {
  const [hour, minute, second = 0] = text.split(":").map(Number)
  return ((hour! * 60 + minute!) * 60 + second) * 1000
}
