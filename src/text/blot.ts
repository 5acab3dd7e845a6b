/** Stretches of a text made unreadable: blocks in their place, as many for a word as for a page. */

const BLOCKS = "▇▇▇▇▇"

/** `[from, to)`, in UTF-16 code units. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface Blotted {
  readonly text: string
  /** Where a place of the old text is in the new one; of a place within a stretch, the beginning or the end of its blocks. */
  readonly at: (place: number, side: "from" | "to") => number
}

export const blot = (text: string, stretches: ReadonlyArray<Stretch>): Blotted => {
  const all = joined(stretches)
  let made = ""
  let seen = 0
  const moved = all.map(({ from, to }) => {
    made += text.slice(seen, from)
    const start = made.length
    // Never longer than what was there: whatever had room for that has room for this.
    made += BLOCKS.slice(0, to - from)
    seen = to
    return { from, to, start, end: made.length }
  })
  const at = (place: number, side: "from" | "to"): number => {
    let shift = 0
    for (const { from, to, start, end } of moved) {
      if (place <= from) break
      if (place < to) return side === "from" ? start : end
      shift = end - to
    }
    return place + shift
  }
  return { text: made + text.slice(seen), at }
}

/** Wherever the passage stands, one after the other. */
export const occurrences = (text: string, passage: string): ReadonlyArray<Stretch> => {
  const found: Array<Stretch> = []
  if (passage === "") return found
  for (let from = text.indexOf(passage); from !== -1; from = text.indexOf(passage, from + passage.length))
    found.push({ from, to: from + passage.length })
  return found
}

/** In order, those that touch made one; what is empty is left out. */
const joined = (stretches: ReadonlyArray<Stretch>): ReadonlyArray<Stretch> => {
  const all: Array<{ readonly from: number; to: number }> = []
  for (const { from, to } of stretches.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}
