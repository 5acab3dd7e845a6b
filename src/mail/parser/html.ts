/** The plain text of an HTML part: with its structure where the HTML is ordinary, bare where it is large or deep. */
import { compile } from "html-to-text"

/**
 * html-to-text walks the tree recursively and builds it whole: it only gets what is small and shallow. The rest is
 * read by one pass over the characters that keeps words and line breaks.
 */
export const textOf = (html: string): string => (html.length <= ORDINARY && depthOf(html) <= DEEPEST ? structured(html) : bare(html))

/** Characters; Up to which the tree is built. */
const ORDINARY = 256 * 1024
const DEEPEST = 60

const structured = (html: string): string => {
  try {
    return convert(html)
  } catch {
    return bare(html)
  }
}

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: 400, maxChildNodes: 20_000, maxInputLength: ORDINARY },
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } }))
  ]
})

/** The deepest nesting, by counting tags. Elements that HTML closes by itself are not counted. */
const depthOf = (html: string): number => {
  let depth = 0
  let deepest = 0
  for (const tag of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (selfClosing.has(tag[2]!.toLowerCase())) continue
    depth += tag[1] === "" ? 1 : -1
    if (depth < 0) depth = 0
    if (depth > deepest) deepest = depth
  }
  return deepest
}

const selfClosing = new Set(
  "area base br col embed hr img input link meta source track wbr p li td th tr dd dt option thead tbody tfoot".split(" ")
)

/** What stands between the tags. Scripts, styles, comments and the head are left out. */
const bare = (html: string): string => {
  const pieces: Array<string> = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf("<", at)
    if (open < 0) break
    if (open > at) pieces.push(html.slice(at, open).replace(/\s+/g, " "))
    const tag = tagAt(html, open)
    if (tag === undefined) {
      pieces.push("<")
      at = open + 1
      continue
    }
    if (breaking.has(tag.name)) pieces.push("\n")
    at = tag.end
  }
  if (at < html.length) pieces.push(html.slice(at).replace(/\s+/g, " "))
  return decodeEntities(pieces.join(""))
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

interface Tag {
  readonly name: string
  readonly end: number
}

const tagAt = (html: string, open: number): Tag | undefined => {
  if (html.startsWith("<!--", open)) return { name: "", end: after(html, "-->", open + 4) }
  const next = html.charCodeAt(open + 1)
  const isTag = next === 0x2f || next === 0x21 || next === 0x3f || ((next | 0x20) - 0x61) >>> 0 < 26
  if (!isTag) return undefined
  const end = after(html, ">", open)
  const name = /^[a-z0-9]*/.exec(html.slice(open + 1, open + 12).toLowerCase())![0]
  const pattern = hidden.get(name)
  if (pattern === undefined) return { name: name === "" ? /^[a-z0-9]*/.exec(html.slice(open + 2, open + 13).toLowerCase())![0] : name, end }
  pattern.lastIndex = end
  // An element that never closes hides the rest: nothing can be shown wrongly by that.
  return { name, end: pattern.exec(html) === null ? html.length : pattern.lastIndex }
}

const after = (html: string, mark: string, from: number): number => {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

/** How the elements end whose content is not shown. */
const hidden = new Map(["script", "style", "head", "title", "template"].map((name) => [name, new RegExp(`</${name}[^>]{0,100}>`, "gi")]))
const breaking = new Set(
  "address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul".split(" ")
)

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    ndash: "–",
    mdash: "—",
    hellip: "…",
    euro: "€",
    copy: "©",
    reg: "®"
  })
)

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named.get(name.toLowerCase()) ?? whole
    const point = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : "\uFFFD"
  })
