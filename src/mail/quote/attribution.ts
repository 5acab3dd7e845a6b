/** "On Monday, Bo wrote:": the line above somebody else's words. */
import * as Lines from "./Lines.ts"
import { openers, verbs } from "./words.ts"

/** Clients wrap long attributions, into four lines at most. */
const WRAPPED = 4
const LONGEST = 600
const SHORTEST = 8

const time = /\d{1,2}[:.h]\d{2}/
const numeric = /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/
const spelled = /(?:^|\D)\d{1,2}(?:\D.{0,40}|\D)(?:19|20)\d\d/
const address = /[^\s<>"@]{1,64}@[^\s<>"@]{2,}/
const addressLast = /[<([][^\s<>@]{1,64}@[^\s<>]{2,200}>*[)\]]?>*\s*$/
/** No client says this of its own user. */
const firstPerson = /(?:^|\s)(?:i wrote|ich schrieb|ik schreef|jag skrev|jeg skrev|я написал|я написала)(?:\s|$)/
const endings = new Set(verbs.map((verb) => verb.slice(verb.lastIndexOf(" ") + 1)))

/** The line after an attribution that begins here; `undefined` if none does. `sure`: no quoted line need follow to believe it. */
export const attribution = (lines: Lines.Lines, first: number): { readonly next: number; readonly sure: boolean } | undefined => {
  let joined = ""
  for (let line = first; line < first + WRAPPED && joined.length < LONGEST; line++) {
    if (Lines.isBlank(lines, line) || Lines.isQuoted(lines, line)) return undefined
    const text = Lines.at(lines, line)
    // The date or the address stands in the first line already; "Hi," above it is somebody's own word.
    if (line === first && (text.length < SHORTEST || (!/[\d@]/.test(text) && !closes(text)))) return undefined
    joined = joined === "" ? text : `${joined} ${text}`
    if (!closes(text)) continue
    if (line > first && believe(text) === "sure") return undefined
    const belief = believe(joined)
    if (belief !== "none") return { next: line + 1, sure: belief === "sure" }
  }
  return undefined
}

const closes = (text: string): boolean => {
  const bare = undashed(text)
  return bare.endsWith(":") || bare.endsWith("：") || bare.endsWith("-") || endings.has(lastWord(bare))
}

const believe = (joined: string): "none" | "weak" | "sure" => {
  const bare = undashed(joined)
  const colon = bare.endsWith(":") || bare.endsWith("：")
  const said = (colon ? bare.slice(0, -1).trimEnd() : bare).toLowerCase()
  const ends = endsInVerb(said)
  if (!(ends || colon) || firstPerson.test(said)) return "none"
  const dated = time.test(said) || numeric.test(said) || spelled.test(said) || said.includes("年")
  const addressed = address.test(said)
  const begins = openers.some((opener) => said.startsWith(opener)) || /^\D{0,12}\d/.test(said)
  if (ends && ((dated && (begins || addressed)) || (addressed && begins && /\d/.test(said)))) return colon || dated ? "sure" : "weak"
  if (!colon) return "none"
  if (dated && verbs.some((verb) => said.includes(` ${verb} `)) && (begins || addressed)) return "sure"
  if (time.test(said) && addressLast.test(said) && /^.{0,30}\d/.test(said)) return "sure"
  return (ends || addressLast.test(said)) && said.length < 200 ? "weak" : "none"
}

/** Some clients frame the line with dashes: `---- On … wrote ----`. */
const undashed = (text: string): string => {
  let from = 0
  let to = text.length
  while (from < to && framing(text.charCodeAt(from))) from++
  while (to > from && framing(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}
/** Blank, `*`, `-`, `_`, and the marks that turn the direction of writing. */
const framing = (unit: number): boolean =>
  unit === 32 || unit === 42 || unit === 45 || unit === 95 || (unit >= 0x200e && unit <= 0x2015) || (unit >= 0x202a && unit <= 0x202e)

/** Looks at the last word first: most lines that end in a colon say nothing of writing. Eastern scripts write no blank before it. */
const endsInVerb = (said: string): boolean =>
  (endings.has(lastWord(said)) || said.charCodeAt(said.length - 1) > 0x2e80) && verbs.some((verb) => said.endsWith(verb))

const lastWord = (text: string): string => text.slice(Math.max(text.lastIndexOf(" "), text.lastIndexOf(">")) + 1).toLowerCase()
