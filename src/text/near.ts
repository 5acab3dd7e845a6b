/** Which known words somebody may have meant by one that is not known. */

/** The nearest, at most three: one or two letters left out, added, changed or swapped, by the length of the word. */
export const near = (word: string, known: Iterable<string>): ReadonlyArray<string> => {
  let least = word.length < 4 ? 1 : 2
  let found: Array<string> = []
  for (const one of known) {
    if (Math.abs(one.length - word.length) > least) continue
    const far = distance(word.toLowerCase(), one.toLowerCase())
    if (far < least) found = []
    if (far <= least) found.push(one)
    least = Math.min(least, far)
  }
  return found.slice(0, 3)
}

/** `; did you mean "urgent"?`, or nothing. */
export const meant = (word: string, known: Iterable<string>): string => {
  const found = near(word, known)
  return found.length === 0 ? "" : `; did you mean ${found.map((one) => `"${one}"`).join(" or ")}?`
}

/** Of Damerau and Levenshtein, where no letter is changed twice ("optimal string alignment"). */
const distance = (a: string, b: string): number => {
  let before: ReadonlyArray<number> = []
  let last: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1), swapped ? before[j - 2]! + 1 : Infinity))
    }
    before = last
    last = row
  }
  return last[b.length]!
}
