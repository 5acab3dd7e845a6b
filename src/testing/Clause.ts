/** One promise of a port, and how to see whether an adapter keeps it. */

/** `cases`: how many random cases a check tries; `seed` chooses them. */
export interface Runs {
  readonly seed: number
  readonly cases: number
}

/**
 * `open` gives a fresh and empty adapter each time. `check` resolves if the promise is kept and rejects with an
 * `Error` that says what was seen; it names no test runner, so any can loop over a list of these.
 */
export interface Clause<Adapter> {
  readonly promise: string
  readonly check: (open: () => Promise<Adapter>, runs?: Runs) => Promise<void>
}

/** A hundred cases of the first seed: about a second on a file. */
export const usual: Runs = { seed: 1, cases: 100 }

/** Compares as JSON values: the order of keys does not count. */
export const same = (actual: unknown, expected: unknown, what: string): void => {
  const [seen, wanted] = [show(actual), show(expected)]
  if (seen !== wanted) throw new Error(`${what}: expected ${cut(wanted)}, got ${cut(seen)}`)
}

export const must = (kept: boolean, what: string): void => {
  if (!kept) throw new Error(what)
}

export const rejects = async (work: () => Promise<unknown>, what: string): Promise<void> => {
  let answer: unknown
  try {
    answer = await work()
  } catch {
    return
  }
  throw new Error(`${what}: expected a rejection, got ${cut(show(answer))}`)
}

const show = (value: unknown): string => JSON.stringify(sorted(value)) ?? "undefined"

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}

const cut = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)}…` : text)
