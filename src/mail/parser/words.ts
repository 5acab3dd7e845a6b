/** Encoded words (RFC 2047, with the language tags of RFC 2231): `=?utf-8?Q?caf=C3=A9?=` → `café`. */
import { clean } from "../../text/Text.ts"
import { decode } from "./charset.ts"
import { type Cut, limits } from "./limits.ts"
import { fromBase64, fromQuoted } from "./transfer.ts"

interface Word {
  readonly charset: string
  readonly encoding: string
  readonly bytes: Buffer
}

/** Decodes what is encoded and leaves the rest as it stands. The first thousand words are decoded. */
export const decodeWords = (raw: string, cut?: Set<Cut>): string => {
  if (!raw.includes("=?")) return clean(raw)
  let text = ""
  let pending: Array<Word> = []
  let end = 0
  let count = 0
  for (const match of raw.matchAll(shape)) {
    if (++count > limits.encodedWords) {
      cut?.add("encodedWords")
      break
    }
    const between = raw.slice(end, match.index)
    const word = readWord(match)
    const last = pending.at(-1)
    // Blanks between two encoded words are folding, not content.
    const adjacent = last !== undefined && /^[ \t]*$/.test(between)
    if (!adjacent || last.charset !== word.charset) {
      text += join(pending) + (adjacent ? "" : between)
      pending = []
    }
    pending.push(word)
    end = match.index + match[0].length
  }
  return clean(text + join(pending) + raw.slice(end))
}

const shape = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi

const readWord = (match: RegExpExecArray): Word => {
  const charset = match[1]!.replace(/\*.*$/, "").toLowerCase()
  const encoding = match[2]!.toLowerCase()
  const payload = Buffer.from(match[3]!, "utf8")
  return { charset, encoding, bytes: encoding === "b" ? fromBase64(payload) : fromQuoted(payload, true) }
}

/** Neighbours in one charset are decoded together: mailers cut between the bytes of one character. */
const join = (words: ReadonlyArray<Word>): string => {
  if (words.length === 0) return ""
  const charset = words[0]!.charset
  if (words.length === 1) return decode(words[0]!.bytes, charset)
  const whole = decode(Buffer.concat(words.map((word) => word.bytes)), charset)
  return whole.includes("\uFFFD") ? words.map((word) => decode(word.bytes, charset)).join("") : whole
}
