/** Dates and times of iCalendar, as they are on the wall clock of their zone (RFC 5545 §3.3.4 and §3.3.5). */
import * as Schema from "effect/Schema"
import { fromWall, wallAt } from "../Offsets.ts"
import { DAY, PlainDate, toDay } from "../PlainDate.ts"
import { Zone } from "../Zone.ts"
import { parameterOf, type Property } from "./Property.ts"

export interface Time {
  /** Milliseconds since 1970-01-01 on that clock. */
  readonly wall: number
  /** A whole day. */
  readonly isDay: boolean
  /** `null`: whatever clock hangs on the wall, as for all whole days. */
  readonly zone: string | null
}

const isDate = Schema.is(PlainDate)
const isZone: (name: string) => boolean = Schema.is(Zone)

/** `undefined`: it is none. What zone a time is in only its property can say. */
export const parse = (text: string, zone: string | null): Time | undefined => {
  const [, year, month, date, time, hours, minutes, seconds, utc] =
    /^(\d{4})(\d\d)(\d\d)(T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z?))?$/.exec(text.trim().toUpperCase()) ?? []
  const day = `${year}-${month}-${date}`
  if (!isDate(day)) return undefined
  if (time === undefined) return { wall: toDay(day) * DAY, isDay: true, zone: null }
  const wall = toDay(day) * DAY + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return { wall, isDay: false, zone: utc === "Z" ? "UTC" : zone }
}

/** All times of a property, or what is wrong with one of them. */
export const timesOf = (property: Property): ReadonlyArray<Time> | string => {
  const zone = parameterOf(property, "TZID") ?? null
  const times: Array<Time> = []
  for (const text of property.value.split(",")) {
    const time = parse(text, zone)
    if (time === undefined) return `its ${property.name} cannot be read`
    // Zones that the text describes itself are left alone: such a description can take for ever to follow.
    if (time.zone !== null && !isZone(time.zone)) return `its zone "${time.zone.slice(0, 64)}" is unknown`
    times.push(time)
  }
  return times
}

/** The same moment on the wall clock of another zone. Without a zone of its own, or in the same one, it stays as it is. */
export const wallIn = (zone: string, { wall, zone: own }: Time): number =>
  own === null || own === zone ? wall : wallAt(zone, fromWall(own, wall))
