/** Times several ways of doing one work, turn by turn in one run, so that whatever slows the machine slows all of them. */

/** One way of doing the work. */
export interface Side {
  /** Does it so many times. */
  readonly run: (times: number) => unknown
  /** What must stand before; not timed. */
  readonly prepare?: (times: number) => unknown
}

export interface Plan {
  /** Timed rounds of each side, after two that do not count. */
  readonly rounds?: number
  /** How long one round of a side should take, in milliseconds. */
  readonly round?: number
  /** Most times in one round: for sides that fill a disk. */
  readonly most?: number
}

/** Nanoseconds for doing the work once: the median of the rounds. */
export const interleaved = async <K extends string>(
  sides: Readonly<Record<K, Side>>,
  { rounds = 7, round = 60, most = 10_000_000 }: Plan = {}
): Promise<Record<K, number>> => {
  const names = Object.keys(sides) as Array<K>
  const times = new Map<K, number>()
  globalThis.gc?.()
  // Twice: the first finds cold code, and would take too few times for good.
  for (const name of [...names, ...names]) times.set(name, await calibrate(sides[name], round, most))
  const taken = new Map<K, Array<number>>(names.map((name) => [name, []]))
  for (let i = -2; i < rounds; i++) {
    // Each round begins with another side: nobody always runs on the other's warm cache.
    for (let j = 0; j < names.length; j++) {
      const name = names[(Math.abs(i) + j) % names.length]!
      const one = (await once(sides[name], times.get(name)!)) / times.get(name)!
      if (i >= 0) taken.get(name)!.push(one)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(taken.get(name)!)])) as Record<K, number>
}

/**
 * Ours beside the limit first, then beside the peer: a peer that handles the same objects changes what the compiler
 * knows of them, and so the speed of code that never calls it. Of ours, the slower of both counts.
 */
export const against = async (
  ours: Side,
  limit: Side,
  peer: () => Side | Promise<Side>,
  plan?: Plan
): Promise<Record<"ours" | "limit" | "peer", number>> => {
  const first = await interleaved({ ours, limit }, plan)
  const second = await interleaved({ ours, peer: await peer() }, plan)
  return { ours: Math.max(first.ours, second.ours), limit: first.limit, peer: second.peer }
}

/** Nanoseconds that so many times take. No collection is forced between: it makes the compiler forget, and the next round pays. */
const once = async (side: Side, times: number): Promise<number> => {
  await side.prepare?.(times)
  const start = process.hrtime.bigint()
  await side.run(times)
  return Number(process.hrtime.bigint() - start)
}

const calibrate = async (side: Side, round: number, most: number): Promise<number> => {
  let times = 1
  for (;;) {
    const milliseconds = (await once(side, times)) / 1e6
    if (milliseconds >= round / 2 || times >= most)
      return Math.max(1, Math.min(most, Math.round((times * round) / Math.max(milliseconds, 0.001))))
    times = Math.min(most, times * (milliseconds < round / 20 ? 8 : 2))
  }
}

export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5)
export const p99 = (values: ReadonlyArray<number>): number => quantile(values, 0.99)

const quantile = (values: ReadonlyArray<number>, q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

/** What was computed must be used, or the compiler leaves it out. */
export let kept: unknown
export const repeat = (times: number, work: () => unknown): unknown => {
  for (let i = 0; i < times; i++) kept = work()
  return kept
}
