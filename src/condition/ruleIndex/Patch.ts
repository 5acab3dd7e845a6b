/** What one value of a field says to many ways at once: these stay open, those are closed. A bit a way, 32 of them a word. */

/** Only the words that change: ten thousand values of one field take no more room than their tests. */
export interface Patch {
  readonly words: Int32Array
  readonly set: Int32Array
  readonly keep: Int32Array
}

/** The numbers of the ways, while they are gathered. */
export interface Ways {
  readonly open: Array<number>
  readonly closed: Array<number>
}

export const make = ({ open, closed }: Ways = { open: [], closed: [] }): Patch => {
  const found = new Map<number, { set: number; keep: number }>()
  const at = (way: number): { set: number; keep: number } => {
    const word = found.get(way >>> 5) ?? { set: 0, keep: -1 }
    found.set(way >>> 5, word)
    return word
  }
  for (const way of open) at(way).set |= 1 << way
  for (const way of closed) at(way).keep &= ~(1 << way)
  return {
    words: Int32Array.from(found.keys()),
    set: Int32Array.from(found.values(), ({ set }) => set),
    keep: Int32Array.from(found.values(), ({ keep }) => keep)
  }
}

export const apply = ({ words, set, keep }: Patch, bits: Int32Array): void => {
  for (let i = 0; i < words.length; i++) bits[words[i]!] = (bits[words[i]!]! | set[i]!) & keep[i]!
}
