/** Structured fields with parameters: Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183, RFC 2231). */
import { decode } from "./charset.ts"
import { fromPercent } from "./transfer.ts"
import { decodeWords } from "./words.ts"

export interface Structured {
  /** Lower case, without parameters; `""`: none. */
  readonly value: string
  /** The parameter of a lower-case name, decoded. */
  readonly get: (name: string) => string | undefined
}

/** Of a parameter that is given twice the first counts, as for fields: everybody must find the same boundary. */
export const parseStructured = (field: string | undefined): Structured => {
  const pieces = split(field ?? "")
  const plain = new Map<string, string>()
  const sections = new Map<string, Array<Section>>()
  for (const piece of pieces.slice(1, MOST)) readParameter(piece, plain, sections)
  return {
    value: (pieces[0] ?? "").trim().toLowerCase(),
    get: (name) => {
      const extended = sections.get(name)
      if (extended !== undefined) return joinSections(extended)
      const value = plain.get(name)
      // RFC 2047 forbids encoded words here; most mailers write them all the same.
      return value === undefined ? undefined : decodeWords(value)
    }
  }
}

/** More parameters than anybody needs; what is beyond is not looked at. */
const MOST = 200

interface Section {
  readonly index: number
  readonly encoded: boolean
  readonly value: string
}

const readParameter = (piece: string, plain: Map<string, string>, sections: Map<string, Array<Section>>): void => {
  const equals = piece.indexOf("=")
  if (equals < 1) return
  const name = piece.slice(0, equals).trim().toLowerCase()
  const value = unquote(piece.slice(equals + 1).trim())
  const section = /^([^*]{1,60})(?:\*(\d{1,3}))?(\*?)$/.exec(name)
  if (section === null || (section[2] === undefined && section[3] === "")) {
    if (!plain.has(name)) plain.set(name, value)
    return
  }
  const list = sections.get(section[1]!) ?? []
  sections.set(section[1]!, list)
  list.push({ index: Number(section[2] ?? 0), encoded: section[3] === "*", value })
}

/** `name*0*=utf-8''caf; name*1*=%C3%A9` → `café`. Only sections marked with a star are percent-encoded. */
const joinSections = (sections: ReadonlyArray<Section>): string => {
  const ordered = sections.toSorted((a, b) => a.index - b.index)
  const head = /^([^']*)'[^']*'/.exec(ordered[0]!.value)
  const charset = ordered[0]!.encoded && head !== null ? head[1] : undefined
  const bytes = ordered.map((section, at) => {
    const value = at === 0 && charset !== undefined ? section.value.slice(head![0].length) : section.value
    return section.encoded ? fromPercent(value) : Buffer.from(value, "utf8")
  })
  const text = decode(Buffer.concat(bytes), charset)
  return charset === undefined ? decodeWords(text) : text
}

/** Cuts at semicolons outside quotes and drops comments, in one pass. */
const split = (field: string): ReadonlyArray<string> => {
  const pieces: Array<string> = []
  let piece = ""
  let quoted = false
  let depth = 0
  const lastClosing = field.lastIndexOf(")")
  for (let at = 0; at < field.length; at++) {
    const char = field[at]!
    if (char === "\\" && (quoted || depth > 0)) {
      if (quoted) piece += char + (field[at + 1] ?? "")
      at++
    } else if (char === '"' && depth === 0) {
      quoted = !quoted
      piece += char
    } else if (quoted) piece += char
    else if (char === "(" && at < lastClosing) depth++
    else if (char === ")" && depth > 0) depth--
    else if (depth > 0) continue
    else if (char === ";") {
      pieces.push(piece)
      piece = ""
    } else piece += char
  }
  return [...pieces, piece]
}

/** What is in the quotes; junk after the closing quote is dropped. A quote that does not close runs to the end. */
const unquote = (value: string): string => {
  if (!value.startsWith('"')) return value
  let text = ""
  for (let at = 1; at < value.length && value[at] !== '"'; at++) {
    // `"C:\dir\file"`: a backslash escapes only what needs escaping.
    if (value[at] === "\\" && (value[at + 1] === '"' || value[at + 1] === "\\")) at++
    text += value[at] ?? ""
  }
  return text
}
