/** All ways of taking some of a few things: none of them first, all of them last. */
export const subsets = <T>(all: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> =>
  Array.from({ length: 2 ** all.length }, (_, set) => all.filter((_one, i) => (set & (1 << i)) !== 0))
