/**
 * Address lists by the grammar of RFC 5322 §3.4 with its obsolete forms (§4.4): comments, groups, quoted strings,
 * routes, blanks around dots. What is not plainly one mailbox is said to be wrong: whose mail it is decides what its
 * sender may do, so there is no guessing here. (`recover` guesses, for recipients.) Linear in the length of the text.
 */
import * as Address from "../../people/EmailAddress.ts"
import { type Kind, type Token, tokensOf } from "./tokens.ts"

export interface Found {
  readonly address: Address.EmailAddress
  /** The name as written: quotes undone, encoded words not yet decoded. */
  readonly phrase: string
}

export interface AddressList {
  readonly mailboxes: ReadonlyArray<Found>
  /** Entries that look like an address and are none that can be used. */
  readonly wrong: ReadonlyArray<string>
  /** Whether the list went on beyond the limit. */
  readonly more: boolean
}

/** `A Group: Ada <ada@example.org>, bob@example.org;` → two mailboxes. `limit` bounds the entries that are read. */
export const parseAddresses = (text: string, limit = 1000): AddressList => {
  const mailboxes: Array<Found> = []
  const wrong: Array<string> = []
  let entries = 0
  for (const entry of entriesOf(text)) {
    if (++entries > limit) return { mailboxes, wrong, more: true }
    const found = readEntry(entry)
    if (found === "wrong") wrong.push(text.slice(entry[0]!.start, entry.at(-1)!.end))
    // Words without an address (`MAILER-DAEMON`, `<>`, the first half of `Doe, John <…>`) name nobody.
    else if (found !== "words") mailboxes.push(found)
  }
  return { mailboxes, wrong, more: false }
}

/** The first word of a wrong entry that is an address by itself: `ada@example.org www.example.org`. */
export const recover = (entry: string): Found | undefined => {
  for (const word of entry.split(/\s+/, 100)) {
    const address = Address.parse(word.replace(/^<(.*)>$/, "$1"))
    if (address !== undefined) return { address, phrase: "" }
  }
  return undefined
}

/**
 * The tokens of each entry: cut at commas, after the name of a group, and at the group's end.
 * @yields the tokens of one entry
 */
function* entriesOf(text: string): Generator<ReadonlyArray<Token>> {
  let entry: Array<Token> = []
  let state = fresh()
  for (const token of tokensOf(text)) {
    const groupBegins = token.kind === "colon" && state.isPhrase && !state.inAngle
    const entryEnds = token.kind === "semicolon" || (token.kind === "comma" && !state.inRoute)
    if (groupBegins || entryEnds) {
      if (entryEnds && entry.length > 0) yield entry
      entry = []
      state = fresh()
      continue
    }
    state = next(state, token.kind)
    entry.push(token)
  }
  if (entry.length > 0) yield entry
}

interface State {
  readonly isPhrase: boolean
  readonly inAngle: boolean
  /** Between `<@` and the colon, where commas separate the hops. */
  readonly inRoute: boolean
  readonly last: Kind | undefined
}
const fresh = (): State => ({ isPhrase: true, inAngle: false, inRoute: false, last: undefined })
const next = (state: State, kind: Kind): State => {
  if (kind === "comment") return state
  const inAngle = kind === "open" || (state.inAngle && kind !== "close")
  return {
    isPhrase: state.isPhrase && (kind === "atom" || kind === "quoted" || kind === "dot"),
    inAngle,
    inRoute: inAngle && kind !== "colon" && (state.inRoute || (state.last === "open" && kind === "at")),
    last: kind
  }
}

const readEntry = (entry: ReadonlyArray<Token>): Found | "words" | "wrong" => {
  const tokens = entry.filter((token) => token.kind !== "comment")
  if (tokens.some((token) => token.kind === "unclosed")) return "wrong"
  const open = tokens.findIndex((token) => token.kind === "open")
  if (open < 0) {
    if (tokens.every((token) => token.kind !== "at" && token.kind !== "close")) return "words"
    const address = readSpec(tokens)
    return address === undefined ? "wrong" : { address, phrase: commentOf(entry) }
  }
  const close = tokens.findIndex((token) => token.kind === "close")
  if (close !== tokens.length - 1 || tokens.findLastIndex((token) => token.kind === "open") !== open) return "wrong"
  if (close === open + 1) return "words"
  const address = readSpec(afterRoute(tokens.slice(open + 1, close)))
  return address === undefined ? "wrong" : { address, phrase: open > 0 ? phraseOf(tokens.slice(0, open)) : commentOf(entry) }
}

/** `@a.example,@b.example:ada@example.org`: the hops name relays, not people. */
const afterRoute = (tokens: ReadonlyArray<Token>): ReadonlyArray<Token> =>
  tokens[0]?.kind === "at" ? tokens.slice(tokens.findIndex((token) => token.kind === "colon") + 1) : tokens

/** addr-spec: words and atoms joined by single dots, blanks and comments anywhere between, one `@`. */
const readSpec = (tokens: ReadonlyArray<Token>): Address.EmailAddress | undefined => {
  const at = tokens.findIndex((token) => token.kind === "at")
  const local = dotted(tokens.slice(0, at), true)
  const domain = at < 0 ? undefined : dotted(tokens.slice(at + 1), false)
  return local === undefined || domain === undefined ? undefined : Address.parse(`${local}@${domain}`)
}

const dotted = (tokens: ReadonlyArray<Token>, mayQuote: boolean): string | undefined => {
  if (tokens.length % 2 === 0) return undefined
  let text = ""
  for (const [index, token] of tokens.entries()) {
    const fits =
      index % 2 === 1 ? token.kind === "dot" : token.kind === "atom" || (mayQuote && token.kind === "quoted" && !/[@\s]/.test(token.text))
    if (!fits) return undefined
    text += token.text
  }
  return text
}

/** The words with the blanks between them as one blank each. */
const phraseOf = (tokens: ReadonlyArray<Token>): string => {
  let text = ""
  for (const [index, token] of tokens.entries()) {
    const gap = index > 0 && token.start > tokens[index - 1]!.end
    text += gap ? ` ${token.text}` : token.text
  }
  return text
}

/** `ada@example.org (Ada)`: where there is no phrase, the last comment is the name by old custom. */
const commentOf = (entry: ReadonlyArray<Token>): string => entry.findLast((token) => token.kind === "comment")?.text ?? ""
