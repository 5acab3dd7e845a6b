/**
 * A title and a summary out of a conversation's own sentences, in any language: those whose words come back most. No model,
 * no luck: the same texts give the same answer.
 */
import * as Search from "./Search.ts"
import * as Text from "./Text.ts"

export interface Extract {
  /** At most 80 characters; empty where nothing was said. */
  readonly title: string
  /** At most three sentences in the order in which they were said, at most 600 characters. */
  readonly summary: string
}

const TITLE = 80
const SUMMARY = 600
const SENTENCES = 3
/** Of each text the beginning, and of all of them the first so many sentences: more says little more of what it is about. */
const READ = { characters: 20_000, sentences: 2000 } as const

/** `texts`: in the order in which they were said, the first the one that asks. */
export const extract = (texts: ReadonlyArray<string>): Extract => {
  const sentences = texts
    .flatMap((text, n) => sentencesOf(text).map((said) => ({ said, n, words: wordsOf(said) })))
    .slice(0, READ.sentences)
  const counts = new Map<string, number>()
  for (const { words } of sentences) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  // What stands in every other sentence is grammar, in any language.
  const common = Math.max(2, sentences.length / 2)
  const weigh = (words: ReadonlySet<string>): number => {
    let sum = 0
    for (const word of words) sum += counts.get(word)! > common ? 0 : Math.log2(1 + counts.get(word)!)
    return sum / (words.size + 3)
  }
  const ranked = sentences
    .map(({ said, n, words }, place) => ({ said, n, place, weight: weigh(words) }))
    .toSorted((a, b) => b.weight - a.weight || a.place - b.place)
  const first = ranked.find(({ n }) => n === sentences[0]?.n)
  const chosen = ranked.slice(0, SENTENCES).toSorted((a, b) => a.place - b.place)
  return { title: shortened(first?.said ?? "", TITLE), summary: shortened(chosen.map(({ said }) => said).join(" "), SUMMARY) }
}

/** Each once: who repeats themselves word for word says nothing new. */
const sentencesOf = (text: string): ReadonlyArray<string> => [
  ...new Set(
    Text.cut(text, READ.characters)
      .replace(/[^\S\n]+/g, " ")
      .split(/(?<=[.!?…؟।]["'”’)\]]{0,3}) |(?<=[。！？])|\n/u)
      .map((part) => part.trim())
      .filter((part) => /[\p{L}\p{N}]/u.test(part))
  )
]

const wordsOf = (sentence: string): ReadonlySet<string> => new Set(Search.words(sentence).split(" "))

/** Cut between words, where there are any near the end; with an ellipsis. */
const shortened = (text: string, most: number): string => {
  if (text.length <= most) return text
  const cut = Text.cut(text, most - 1)
  const blank = cut.lastIndexOf(" ")
  return `${(blank > most / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`
}
