/** How long an event lasts (RFC 5545 §3.6.1): without an end a day lasts a day, and a moment no time. */
import { convertIcsDuration } from "ts-ics"
import { fromWall } from "../Offsets.ts"
import { DAY } from "../PlainDate.ts"
import { type Event, first as one } from "./Property.ts"
import * as Time from "./Time.ts"

export interface Length {
  /** Of the wall clock, however long they are. */
  readonly days: number
  readonly milliseconds: number
}

/** The length, or what is wrong with it. `zone`: that of the calendar. */
export const lengthOf = (event: Event, start: Time.Time, zone: string): Length | string => {
  const end = one(event, "DTEND")
  const duration = one(event, "DURATION")
  if (end !== undefined) {
    const times = Time.timesOf(end)
    if (typeof times === "string") return times
    const isPlain = times[0]!.zone === start.zone && (start.zone === null || start.zone === zone)
    const milliseconds = isPlain ? times[0]!.wall - start.wall : instantOf(times[0]!, zone) - instantOf(start, zone)
    // There are feeds in which a day ends on itself.
    if (start.isDay) return { days: Math.max(1, Math.ceil(milliseconds / DAY)), milliseconds: 0 }
    return milliseconds > 0 ? { days: 0, milliseconds } : "it ends before it begins"
  }
  if (duration === undefined) return start.isDay ? { days: 1, milliseconds: 0 } : "it has no end"
  if (!/^\+?P(?:\d{1,6}W)?(?:\d{1,6}D)?(?:T(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}S)?)?$/.test(duration.value.trim()))
    return "its DURATION cannot be read"
  const {
    weeks = 0,
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0
  } = convertIcsDuration(undefined, { value: duration.value.trim().replace("+", "") })
  if (start.isDay) return { days: Math.max(1, weeks * 7 + days), milliseconds: 0 }
  const length = { days: weeks * 7 + days, milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1000 }
  return length.days + length.milliseconds > 0 ? length : "it has no end"
}

const instantOf = ({ wall, zone: own }: Time.Time, zone: string): number => fromWall(own ?? zone, wall)
