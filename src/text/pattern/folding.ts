/** Characters that differ in case alone, as one: what a pattern means by a letter. */

const FIRST_BEYOND_ASCII = 128
/** Turkish writes `ı` and `i`, `I` and `İ`: Unicode's simple folding keeps the two without a partner apart (CaseFolding.txt, status T). */
const DOTLESS = 0x131

/** One character for all that differ from it in case alone; what has no such partner in one character stays. */
export const foldPoint = (point: number): number => {
  if (point < FIRST_BEYOND_ASCII) return point >= 65 && point <= 90 ? point + 32 : point
  if (point === DOTLESS) return point
  return lowered(capital(point))
}

const only = (text: string, otherwise: number): number => {
  const point = text.codePointAt(0)!
  return text.length === (point > 0xffff ? 2 : 1) ? point : otherwise
}
const capital = (point: number): number => only(String.fromCodePoint(point).toUpperCase(), point)
const lowered = (point: number): number => only(String.fromCodePoint(point).toLowerCase(), point)

let folding: ReadonlyArray<number> | undefined
/** Every character that is folded to another one: about 1,500, all below U+20000. Found once, by who asks for a range beyond ASCII. */
const folded = (): ReadonlyArray<number> => {
  if (folding !== undefined) return folding
  const found: Array<number> = []
  for (let point = FIRST_BEYOND_ASCII; point < 0x20000; point++)
    if ((point < 0xd800 || point > 0xdfff) && foldPoint(point) !== point) found.push(point)
  return (folding = found)
}

/** What the characters of a range are folded to, where that is another character. */
export const foldedFrom = (first: number, last: number): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let point = Math.max(first, 65); point <= Math.min(last, 90); point++) found.push(foldPoint(point))
  if (last >= FIRST_BEYOND_ASCII) for (const point of folded()) if (point >= first && point <= last) found.push(foldPoint(point))
  return found
}
