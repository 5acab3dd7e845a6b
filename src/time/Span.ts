/** A length of time in whole milliseconds, written as people do: `90m`, `1h 30m`, `2d`, `4 days`. A day is 24 hours, in working time too. */
import * as Schema from "effect/Schema"

/** More than a millisecond, at most ten years. */
export const LONGEST = 10 * 366 * 86_400_000

export const Span = Schema.Int.check(
  Schema.isBetween({ minimum: 1, maximum: LONGEST }, { expected: "a length of time between 1 millisecond and ten years, like 4h or 90m" })
)
export type Span = typeof Span.Type

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `undefined`: that is no length of time. Milliseconds come back as they are. */
export const parse = (written: string | number): Span | undefined => {
  if (typeof written === "number") return Schema.is(Span)(written) ? written : undefined
  const parts = [...written.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhdw]|seconds?|minutes?|hours?|days?|weeks?)(?:\s+|$)/gy)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== written.trim()) return undefined
  const span = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit!] ?? units[unit!.charAt(0)]!), 0)
  return Schema.is(Span)(span) ? span : undefined
}

/** `26h 15m`, `45m`, `0m`: no days, which are longer on the clock than at work. Less than a second is told only where there is nothing else. */
export const print = (milliseconds: number): string => {
  const sign = milliseconds < 0 ? "−" : ""
  let rest = Math.abs(milliseconds)
  const said: Array<string> = []
  for (const unit of ["h", "m", "s"]) {
    const count = Math.floor(rest / units[unit]!)
    if (count > 0) said.push(`${count}${unit}`)
    rest -= count * units[unit]!
  }
  return sign + (said.length > 0 ? said.join(" ") : rest > 0 ? `${rest}ms` : "0m")
}
