/** How something recurs (RFC 5545 §3.3.10), day by day: each day is asked whether it is one of them, so nothing runs away. */
import { convertIcsRecurrenceRule, type IcsRecurrenceRule, weekDays } from "ts-ics"
import { DAY, dayOf, weekdayOf } from "../PlainDate.ts"

export interface Rule {
  readonly every: "YEARLY" | "MONTHLY" | "WEEKLY" | "DAILY"
  readonly interval: number
  readonly count: number | undefined
  /** As it is written. */
  readonly until: string | undefined
  /** 1 to 12. */
  readonly months: ReadonlyArray<number>
  /** 1 to 31; -1 is the last. */
  readonly dates: ReadonlyArray<number>
  /** 0 is Sunday. `nth` of the month (of the year, if no month is named); 0: each of them. */
  readonly weekdays: ReadonlyArray<{ readonly weekday: number; readonly nth: number }>
  /** Which of the days of one period; none: all of them. */
  readonly places: ReadonlyArray<number>
  /** The weekday on which weeks begin. */
  readonly weekStart: number
}

const understood = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"])

/** The rule, or why it is not followed. */
export const parse = (text: string): Rule | string => {
  const written = text.trim().toUpperCase()
  const parts = new Map(written.split(";").map((part) => [part.split("=")[0]!, part.slice(part.indexOf("=") + 1)]))
  const unknown = [...parts.keys()].find((key) => !understood.has(key))
  if (unknown !== undefined) return `its rule says ${unknown.slice(0, 20)}, which is not understood`
  const read = convertIcsRecurrenceRule(undefined, { value: written.replace(/UNTIL=[^;]*;?/, "") })
  const every = read.frequency
  if (every !== "YEARLY" && every !== "MONTHLY" && every !== "WEEKLY" && every !== "DAILY")
    return `it recurs ${parts.get("FREQ")?.slice(0, 20).toLowerCase() ?? "somehow"}`
  const rule = { every, ...listsOf(read), count: read.count, until: parts.get("UNTIL"), interval: read.interval ?? 1 }
  return isSound(rule) ? rule : "its rule makes no sense"
}

const listsOf = ({ byMonth = [], byMonthday = [], byDay = [], bySetPos = [], workweekStart = "MO" }: IcsRecurrenceRule) => ({
  months: byMonth.map((month) => month + 1),
  dates: byMonthday,
  weekdays: byDay.map(({ day, occurrence = 0 }) => ({ weekday: weekDays.indexOf(day), nth: occurrence })),
  places: bySetPos,
  weekStart: weekDays.indexOf(workweekStart)
})

const isSound = ({ every, interval, count, months, dates, weekdays, places, weekStart }: Rule): boolean =>
  isWithin(interval, 1, 10_000) &&
  (count === undefined || isWithin(count, 1, 1_000_000)) &&
  [months, dates, weekdays, places].every((list) => list.length <= 366) &&
  months.every((month) => isWithin(month, 1, 12)) &&
  dates.every((date) => isWithin(Math.abs(date), 1, 31)) &&
  places.every((place) => isWithin(Math.abs(place), 1, 366)) &&
  weekdays.every(
    ({ weekday, nth }) => weekday >= 0 && isWithin(nth, -53, 53) && (nth === 0 || every === "YEARLY" || every === "MONTHLY")
  ) &&
  weekStart >= 0 &&
  (every !== "WEEKLY" || dates.length === 0)

const isWithin = (value: number, low: number, high: number): boolean => Number.isInteger(value) && value >= low && value <= high

/** The day from which it must be followed to know it from `first` on: where it counts, that is from its beginning. */
export const since = ({ count }: Rule, start: number, first: number): number => {
  // A place is one among all days of its period, which may have begun before; so may what lasts long.
  const day = count === undefined && start < first ? first - 366 : start
  return dayOf(new Date(day * DAY).getUTCFullYear(), 1, 1) - 7
}

/** The days from `start` to `last`, counted from 1970-01-01, on which it recurs, in order; found by looking at each from `from` on. */
export const daysOf = (rule: Rule, start: number, from: number, last: number): ReadonlyArray<number> => {
  const { interval, count = Infinity, places } = rule
  const end = places.length === 0 ? last : monthAt(last).nextYear + 7
  const base = periodOf(rule, monthAt(start), start)
  const fits = fitting(rule, start)
  const found: Array<number> = []
  let days: Array<number> = []
  let month = monthAt(from)
  let period = periodOf(rule, month, from)
  for (let day = from; found.length < count && day <= end; day++) {
    if (day === month.next) month = monthAt(day)
    const now = periodOf(rule, month, day)
    if (now !== period) {
      found.push(...chosen(rule, days, start))
      days = []
      period = now
    }
    if ((now - base) % interval === 0 && fits(day, month)) days.push(day)
  }
  return [...found, ...chosen(rule, days, start)].slice(0, count).filter((day) => day <= last)
}

/** Of the days of one period those that count. */
const chosen = ({ places }: Rule, days: ReadonlyArray<number>, start: number): ReadonlyArray<number> => {
  const placed = places.length === 0 ? days : days.filter((_, i) => places.includes(i + 1) || places.includes(i - days.length))
  return placed.length === 0 || placed[0]! >= start ? placed : placed.filter((day) => day >= start)
}

interface Month {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** The first day of the month, of the next one, of the year and of the next one. */
  readonly first: number
  readonly next: number
  readonly newYear: number
  readonly nextYear: number
}

const monthAt = (day: number): Month => {
  const date = new Date(day * DAY)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
  return {
    year,
    month,
    first: dayOf(year, month, 1),
    next: dayOf(year, month + 1, 1),
    newYear: dayOf(year, 1, 1),
    nextYear: dayOf(year + 1, 1, 1)
  }
}

const periodOf = ({ every, weekStart }: Rule, { year, month }: Month, day: number): number => {
  switch (every) {
    case "YEARLY":
      return year
    case "MONTHLY":
      return year * 12 + month
    case "WEEKLY":
      return Math.floor((day - weekStart + 4) / 7)
    case "DAILY":
      return day
  }
}

/** What a rule leaves open, the day on which it starts decides. */
const fitting = (rule: Rule, start: number): ((day: number, month: Month) => boolean) => {
  const { every } = rule
  const begin = monthAt(start)
  const isOpen = rule.dates.length === 0 && rule.weekdays.length === 0
  const months = rule.months.length === 0 && isOpen && every === "YEARLY" ? [begin.month] : rule.months
  const dates = isOpen && (every === "YEARLY" || every === "MONTHLY") ? [start - begin.first + 1] : rule.dates
  const weekdays = isOpen && every === "WEEKLY" ? [{ weekday: weekdayOf(start), nth: 0 }] : rule.weekdays
  const isOfYear = every === "YEARLY" && months.length === 0
  return (day, { month, first, next, newYear, nextYear }) =>
    (months.length === 0 || months.includes(month)) &&
    (dates.length === 0 || dates.includes(day - first + 1) || dates.includes(day - next)) &&
    (weekdays.length === 0 || isNth(weekdays, day, isOfYear ? newYear : first, isOfYear ? nextYear : next))
}

const isNth = (weekdays: Rule["weekdays"], day: number, from: number, to: number): boolean => {
  const here = weekdayOf(day)
  return weekdays.some(
    ({ weekday, nth }) => weekday === here && (nth === 0 || nth === Math.floor((day - from) / 7) + 1 || nth === -Math.ceil((to - day) / 7))
  )
}
