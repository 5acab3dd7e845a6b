/** A moment on the world's clock, as whole milliseconds since 1970-01-01T00:00:00Z. */
import * as Schema from "effect/Schema"

/** Year 0001 to year 9999: what a `Date` prints with four digits of year. */
const earliest = Date.UTC(1970, 0, 1) - 62_135_596_800_000
const latest = 253_402_300_799_999

export const Instant = Schema.Int.check(
  Schema.isBetween({ minimum: earliest, maximum: latest }, { expected: "whole milliseconds since 1970, year 0001 to 9999" })
).pipe(Schema.brand("Instant"))
export type Instant = typeof Instant.Type

/** Takes milliseconds that are already known to be whole and in range; the schema is for those that are not. */
export const make = (milliseconds: number): Instant => milliseconds as Instant
export const fromDate = (date: Date): Instant => date.getTime() as Instant
export const toDate = (instant: Instant): Date => new Date(instant)
/** `2026-01-05T09:00:00.000Z` */
export const toISO = (instant: Instant): string => new Date(instant).toISOString()
/** The later of two. */
export const max = (a: Instant, b: Instant): Instant => (a >= b ? a : b)
/** An instant so many milliseconds later (earlier, if negative). */
export const plus = (instant: Instant, milliseconds: number): Instant => (instant + milliseconds) as Instant
