/** Chance with a seed. The same seed tries every storage on the same cases, and needs no library from those who write one. */

export interface Luck {
  /** A whole number from 0 up to, not including, `below`. */
  readonly int: (below: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(from: ReadonlyArray<A>) => A
  readonly list: <A>(most: number, make: () => A) => Array<A>
}

/** The generator is xorshift32 (Marsaglia, "Xorshift RNGs", 2003): poor for secrets, good enough to pick cases. */
export const make = (seed: number): Luck => {
  // Zero would stay zero for ever.
  let state = Math.imul(seed, 0x9e3779b1) || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(from.length)]!,
    list: (most, make) => Array.from({ length: int(most + 1) }, make)
  }
}
