/** Where else something stands that was erased: in whole texts, whatever their case. */
import type { Json } from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"

export const textsIn = (value: Json): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  if (typeof value !== "object" || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/** The lines of all texts in a value that are long enough to tell it again; without the marks of a quote. */
export const linesOf = (value: Json, length: number): ReadonlyArray<string> =>
  textsIn(value)
    .flatMap((text) => text.split("\n"))
    .map((line) => Text.fold(line.replace(/^[>\s]+/, "").trim()))
    .filter((line) => line.length >= length)

export const tells = (text: string, lines: ReadonlySet<string>): boolean => {
  const folded = Text.fold(text)
  for (const line of lines) if (folded.includes(line)) return true
  return false
}
