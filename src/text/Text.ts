/**
 * Text as people write it: well-formed Unicode, without NUL, in normal form C, and bounded.
 * Every store keeps such text unchanged; any other text at least one of them alters or refuses.
 */
import * as Schema from "effect/Schema"

const NUL = "\u0000"

/** Makes any string well-formed: lone surrogates and NUL become U+FFFD, crowds of marks are parted, the rest takes normal form C. */
export const clean = (raw: string): string => {
  if (isClean(raw)) return raw
  const whole = raw.isWellFormed() ? raw : raw.toWellFormed()
  return parted(parted(whole.replaceAll(NUL, "\uFFFD")).normalize("NFC"))
}

export const isClean = (text: string): boolean =>
  isAscii(text) ? !text.includes(NUL) : text.isWellFormed() && !text.includes(NUL) && !crowd.test(text) && text.normalize("NFC") === text

/**
 * More combining marks in a row than any script needs. Normalising them takes quadratic time, so after every thirty
 * stands a joiner that nobody sees (U+034F), as in Unicode's stream-safe text (UAX #15 §13).
 */
const crowd = /(?:(?!\u034F)\p{M}){31}/u
const parted = (text: string): string =>
  crowd.test(text) ? text.replace(/(?:(?!\u034F)\p{M}){30}(?=(?!\u034F)\p{M})/gu, "$&\u034F") : text

const isAscii = (text: string): boolean => !/[^\u0000-\u007F]/.test(text)

/** Cleans every string inside a JSON value, keys excepted. Depth is bounded by the caller's parser. */
export const cleanDeep = (value: unknown): unknown => {
  if (typeof value === "string") return clean(value)
  if (Array.isArray(value)) return value.map(cleanDeep)
  if (value === null || typeof value !== "object") return Object.is(value, -0) ? 0 : value
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, {
      value: cleanDeep((value as Record<string, unknown>)[key]),
      enumerable: true,
      writable: true,
      configurable: true
    })
  }
  return copy
}

/** Text of at most `max` UTF-16 code units. */
export const upTo = (max: number): Schema.String =>
  Schema.String.check(
    Schema.makeFilter((text: string) =>
      text.length > max
        ? `at most ${max} characters, got ${text.length}`
        : isClean(text)
          ? undefined
          : "well-formed text in normal form C without NUL"
    )
  )

/** One to `max` UTF-16 code units, not only white space. */
export const filled = (max: number): Schema.String =>
  Schema.String.check(
    Schema.makeFilter((text: string) =>
      text.length > max
        ? `at most ${max} characters, got ${text.length}`
        : text.trim() === ""
          ? "text that says something"
          : isClean(text)
            ? undefined
            : "well-formed text in normal form C without NUL"
    )
  )

/** Compared without regard to case: what `contains` and `is` mean for text. */
export const fold = (text: string): string => text.toLowerCase().normalize("NFC")

/** The first `max` code units of a text, never half a surrogate pair. */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  const next = text.charCodeAt(max)
  const halves = last >= 0xd800 && last <= 0xdbff && next >= 0xdc00 && next <= 0xdfff
  return text.slice(0, halves ? max - 1 : max)
}

/** Order by Unicode code point: the order that every store's binary collation gives. */
export const compare = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}
/** Surrogates stand for code points above U+FFFF, so they come after every other code unit. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
