/** A strict reader of the little XML that a picture is: it throws where an XML 1.0 parser would. */

export interface Read {
  readonly elements: ReadonlySet<string>
  /** What stands between tags, entities resolved. */
  readonly texts: ReadonlyArray<string>
}

const token = /<\/([a-z]+)>|<([a-z]+)((?: [A-Za-z:-]+="[^"<]*")*)(\/?)>|([^<]+)/y
const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' }
// eslint-disable-next-line no-control-regex
const unheld = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

export const wellFormed = (xml: string): Read => {
  if (unheld.test(xml)) throw new Error("a character that XML cannot hold")
  const open: Array<string> = []
  const elements = new Set<string>()
  const texts: Array<string> = []
  let roots = 0
  for (token.lastIndex = 0; token.lastIndex < xml.length;) {
    const from = token.lastIndex
    const found = token.exec(xml)
    if (found === null) throw new Error(`no XML from here: ${xml.slice(from, from + 80)}`)
    const [, closing, opening, attributes, isEmpty, text] = found
    if (closing !== undefined && open.pop() !== closing) throw new Error(`</${closing}> closes nothing`)
    if (opening !== undefined) {
      if (open.length === 0 && roots++ > 0) throw new Error("two roots")
      elements.add(opening)
      const names = [...attributes!.matchAll(/ ([A-Za-z:-]+)="([^"]*)"/g)].map(([, name, value]) => (resolved(value!), name!))
      if (new Set(names).size < names.length) throw new Error(`<${opening}> says something twice`)
      if (isEmpty === "") open.push(opening)
    }
    if (text !== undefined) {
      if (open.length === 0 && text.trim() !== "") throw new Error("text outside")
      texts.push(resolved(text))
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is never closed`)
  return { elements, texts: texts.filter((one) => one.trim() !== "") }
}

export const texts = (xml: string): ReadonlyArray<string> => wellFormed(xml).texts

const resolved = (text: string): string =>
  text.replace(/&[^;]*;?/g, (entity) => {
    const sign = entities[entity]
    if (sign === undefined) throw new Error(`${entity} is no entity`)
    return sign
  })
