/** Words that need no answer: a thank-you, and nothing besides. A pure decision by phrases that the workspace lists. */
import * as Text from "../text/Text.ts"

/** Longer than that, in UTF-16 code units, is no mere thank-you. */
const LONGEST = 200

/** What two spellings of a phrase have in common: letters and digits, single blanks. */
export const phrase = (text: string): string =>
  Text.fold(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()

/** Every part of it, between commas, full stops and line breaks, is one of the phrases; emoji beside them say no more. */
export const isMere = (text: string, phrases: ReadonlySet<string>): boolean => {
  if (phrases.size === 0 || text.length > LONGEST || text.includes("?")) return false
  const parts = text.split(/[.,;!…\r\n]+/u).map(phrase)
  return parts.some((part) => part !== "") && parts.every((part) => part === "" || phrases.has(part))
}

/** By language (ISO 639-1): to be listed in a workspace, with more or fewer. */
export const thanks = {
  de: ["danke", "danke schön", "danke sehr", "vielen dank", "herzlichen dank", "besten dank", "super", "perfekt", "alles klar", "passt"],
  en: [
    "thanks",
    "thank you",
    "thank you so much",
    "thank you very much",
    "many thanks",
    "thanks a lot",
    "thx",
    "ty",
    "great",
    "perfect",
    "ok",
    "okay"
  ],
  es: ["gracias", "muchas gracias", "mil gracias", "perfecto", "genial", "vale"],
  fr: ["merci", "merci beaucoup", "un grand merci", "merci bien", "super", "parfait", "d'accord", "bien reçu"],
  it: ["grazie", "grazie mille", "molte grazie", "perfetto", "va bene"],
  nl: ["bedankt", "dank je", "dank u", "dank je wel", "dank u wel", "hartelijk dank", "prima"],
  pt: ["obrigado", "obrigada", "muito obrigado", "muito obrigada", "perfeito"]
} as const satisfies Readonly<Record<string, ReadonlyArray<string>>>
