/** The lexical half of address lists (RFC 5322 §3.2): atoms, quoted strings, comments and specials, in one pass. */

export type Kind = "atom" | "quoted" | "comment" | "open" | "close" | "at" | "dot" | "colon" | "comma" | "semicolon" | "other" | "unclosed"

export interface Token {
  readonly kind: Kind
  /** Of a quoted string and a comment: what is inside, escapes undone. */
  readonly text: string
  readonly start: number
  readonly end: number
}

export function* tokensOf(text: string): Generator<Token> {
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === " " || char === "\t" || char === "\r" || char === "\n") {
      at++
      continue
    }
    const token = char === "(" ? comment(text, at) : char === '"' ? quoted(text, at) : (special(char, at) ?? atom(text, at))
    yield token
    at = token.end
  }
}

const specials: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["<", "open"],
  [">", "close"],
  ["@", "at"],
  [".", "dot"],
  [":", "colon"],
  [",", "comma"],
  [";", "semicolon"],
  ...[...")[]\\"].map((char): [string, Kind] => [char, "other"])
])

const special = (char: string, at: number): Token | undefined => {
  const kind = specials.get(char)
  return kind === undefined ? undefined : { kind, text: char, start: at, end: at + 1 }
}

/** An encoded word is one atom, whatever specials a careless mailer left in it. */
const encodedWord = /=\?[^?\s]{1,60}\?[bq]\?[^?\s]*\?=/iy
// oxlint-disable-next-line no-control-regex
const atext = /[^\s()<>[\]:;@\\,."\u0000-\u001F\u007F]+/y
const wordStart = /=\?/g

const atom = (text: string, at: number): Token => {
  const word = sticky(encodedWord, text, at)
  if (word !== "") return { kind: "atom", text: word, start: at, end: at + word.length }
  const run = sticky(atext, text, at)
  if (run === "") return { kind: "other", text: text[at]!, start: at, end: at + 1 }
  // An encoded word may follow letters without a blank; it begins an atom of its own.
  wordStart.lastIndex = 1
  const inner = wordStart.exec(run)?.index ?? run.length
  return { kind: "atom", text: run.slice(0, inner), start: at, end: at + inner }
}

const sticky = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ""
}

const quoted = (text: string, at: number): Token => {
  let inside = ""
  let from = at + 1
  for (let i = from; i < text.length; i++) {
    const char = text[i]
    if (char === '"') return { kind: "quoted", text: inside + text.slice(from, i), start: at, end: i + 1 }
    if (char !== "\\") continue
    inside += text.slice(from, i)
    from = ++i
  }
  return { kind: "unclosed", text: "", start: at, end: text.length }
}

const comment = (text: string, at: number): Token => {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const char = text[i]
    if (char === "\\") i++
    else if (char === "(") depth++
    else if (char === ")" && --depth === 0) {
      return { kind: "comment", text: text.slice(at + 1, i).replace(/\\([^])/g, "$1"), start: at, end: i + 1 }
    }
  }
  return { kind: "unclosed", text: "", start: at, end: text.length }
}
