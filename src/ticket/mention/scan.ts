/**
 * Finds whom a text calls with an `@`: agents and teams by id or by name, without regard to case, the longest name first.
 * Addresses call nobody, nor do quotes and code (CommonMark 0.31 §4.5, §5.1, §6.1). The time it takes grows with the text.
 */
import type { Mention } from "../Mention.ts"
import type { Vocabulary } from "../Vocabulary.ts"

/** One letter of a name, and those that may follow it. `mention` `null`: several are called so. */
interface Node {
  readonly next: Map<string, Node>
  mention?: Mention | null
}

/** In the order of the text, each once. */
export const mentionsIn = (text: string, vocabulary: Vocabulary): ReadonlyArray<Mention> => {
  if (!text.includes("@")) return []
  const known = namesOf(vocabulary)
  const found = new Set<Mention>()
  let fence: string | undefined
  for (const line of text.split("\n")) {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1]
    if (mark !== undefined && (fence === undefined || fence === mark)) fence = fence === undefined ? mark : undefined
    else if (fence === undefined && !/^ {0,3}>/.test(line)) for (const part of withoutCode(line)) collect(part, known, found)
  }
  return [...found]
}

/** What stands between spans of code. A run of backticks that no run of the same length ends is text. */
const withoutCode = (line: string): ReadonlyArray<string> => {
  const runs = [...line.matchAll(/`+/g)].map(({ index, 0: run }) => ({ from: index, to: index + run.length, length: run.length }))
  const ends: Array<number | undefined> = []
  const latest = new Map<number, number>()
  for (let i = runs.length - 1; i >= 0; i--) {
    ends[i] = latest.get(runs[i]!.length)
    latest.set(runs[i]!.length, i)
  }
  const parts: Array<string> = []
  let from = 0
  for (let i = 0; i < runs.length; i++) {
    const end = ends[i]
    if (end === undefined) continue
    parts.push(line.slice(from, runs[i]!.from))
    from = runs[end]!.to
    i = end
  }
  return [...parts, line.slice(from)]
}

const collect = (text: string, known: Node, found: Set<Mention>): void => {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (glued.test(text.slice(Math.max(0, at - 2), at))) continue
    const mention = longest(text, at + 1, known)
    if (mention != null) found.add(mention)
  }
}
/** Before the sign: part of an address, a path or a query. */
const glued = /[\p{L}\p{N}\p{M}._%+\-/\\@#=&]$/u

const longest = (text: string, from: number, known: Node): Mention | null | undefined => {
  let node: Node | undefined = known
  let best: Mention | null | undefined
  for (let i = from; i < text.length;) {
    const letter = String.fromCodePoint(text.codePointAt(i)!)
    node = after(node, letter)
    if (node === undefined) break
    i += letter.length
    // What goes on is another name, or a domain.
    if (node.mention !== undefined && !goesOn.test(text.slice(i, i + 4))) best = node.mention
  }
  return best
}
const goesOn = /^(?:[\p{L}\p{N}\p{M}_@]|[-.][\p{L}\p{N}])/u

/** Letter by letter: a whole word would be folded otherwise at its end (Unicode, SpecialCasing: final sigma). */
const after = (node: Node, letter: string): Node | undefined => {
  let at: Node | undefined = node
  for (const one of letter.toLowerCase()) at = at?.next.get(one)
  return at
}

/** Ids go before names, agents before teams; a name that several bear is nobody's. */
const namesOf = (vocabulary: Vocabulary): Node => {
  const held = lately.get(vocabulary)
  if (held !== undefined) return held
  const root: Node = { next: new Map() }
  const { agents, teams } = vocabulary
  const ids = new Set<Node>()
  const add = (name: string, mention: Mention, isId: boolean): void => {
    const node = grown(root, name)
    if (ids.has(node)) return
    if (isId) ids.add(node)
    node.mention = node.mention === undefined || node.mention === mention ? mention : null
  }
  for (const { id } of agents.values()) add(id, `agent:${id}`, true)
  for (const { id } of teams.values()) add(id, `team:${id}`, true)
  for (const { id, name } of agents.values()) add(name, `agent:${id}`, false)
  for (const { id, name } of teams.values()) add(name, `team:${id}`, false)
  lately.set(vocabulary, root)
  return root
}
const lately = new WeakMap<Vocabulary, Node>()

const grown = (root: Node, name: string): Node => {
  let node = root
  for (const letter of name)
    for (const one of letter.toLowerCase()) {
      let next = node.next.get(one)
      if (next === undefined) node.next.set(one, (next = { next: new Map() }))
      node = next
    }
  return node
}
