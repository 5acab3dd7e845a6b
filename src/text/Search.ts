/** Words to find things by: letters and digits, without case and accents, cut the same way for every store. */

import * as Text from "./Text.ts"

/** Longest word kept; longer ones are cut, in text and in queries alike. */
const LONGEST = 64

/** `"Café — 2 Crèmes!"` → `"cafe 2 cremes"`. Scripts written without blanks are cut into single characters. */
export const words = (text: string): string => (isPlain(text) ? plainWords(text) : anyWords(text))

/** Most mail is ASCII, and that takes a fifth of the time. */
const isPlain = (text: string): boolean => !/[^\u0000-\u007F]/.test(text) && !/[A-Za-z0-9]{65}/.test(text)
const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()

const anyWords = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, " $& ")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => Text.cut(word, LONGEST))
    .join(" ")
