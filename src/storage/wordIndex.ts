/** Which records hold which words: an inverted index that is brought up to date when somebody searches, not when somebody writes. */

export interface WordIndex {
  /** The stream of each entry, by the number of the entry. */
  readonly owners: Array<string>
  /** Entries that no search has needed yet. */
  readonly waiting: Array<string>
  /** The numbers of the entries that hold a word, ascending. */
  readonly postings: Map<string, Array<number>>
}

export const make = (): WordIndex => ({ owners: [], waiting: [], postings: new Map() })

export const add = (index: WordIndex, stream: string, words: string): void => {
  index.owners.push(stream)
  index.waiting.push(words)
}

/** Nothing of what was added for the stream is left, not even words that nobody else has. */
export const remove = (index: WordIndex, stream: string): void => {
  catchUp(index)
  const own = new Set(index.owners.flatMap((owner, entry) => (owner === stream ? [entry] : [])))
  if (own.size === 0) return
  for (const [word, entries] of index.postings) {
    const others = entries.filter((entry) => !own.has(entry))
    if (others.length === 0) index.postings.delete(word)
    else if (others.length < entries.length) index.postings.set(word, others)
  }
}

/** The streams with an entry that holds every word of the text; a text without words finds nothing. */
export const search = (index: WordIndex, text: string): ReadonlySet<string> => {
  catchUp(index)
  const lists = split(text).map((word) => index.postings.get(word) ?? [])
  const [rarest = [], ...others] = lists.sort((a, b) => a.length - b.length)
  const sets = others.map((list) => new Set(list))
  return new Set(rarest.filter((entry) => sets.every((set) => set.has(entry))).map((entry) => index.owners[entry]!))
}

const catchUp = ({ owners, waiting, postings }: WordIndex): void => {
  const first = owners.length - waiting.length
  waiting.forEach((words, i) => {
    for (const word of split(words)) {
      const list = postings.get(word)
      if (list === undefined) postings.set(word, [first + i])
      else list.push(first + i)
    }
  })
  waiting.length = 0
}

const split = (words: string): ReadonlyArray<string> => [...new Set(words.split(" ").filter((word) => word !== ""))]
