/** Says letters in your own words, written in Liquid (shopify.github.io/liquid). A template sees the letter's data and nothing else. */
import * as Schema from "effect/Schema"
import { Liquid, type LiquidOptions, type Template as Parsed } from "liquidjs"
import type { Letter, Template } from "./Letter.ts"
import { plain } from "./plain.ts"
import type { Renderer } from "./Ports.ts"
import { inHtml, placeholders, templates, type Words } from "./templates.ts"

/** A template that does not parse, names what is not there, or fails on an ordinary letter. */
export class TemplateInvalid extends Schema.TaggedError<TemplateInvalid>()("TemplateInvalid", {
  /** `""`: for all brands. */
  brand: Schema.String,
  template: Schema.String,
  part: Schema.Literals(["subject", "text", "html"]),
  problem: Schema.String
}) {
  override readonly message = `template ${this.template} (${this.part}${this.brand === "" ? "" : `, brand ${this.brand}`}): ${this.problem}`
}

/** What is left out is said as in `templates.ts`. In HTML every value is escaped and keeps its line breaks; `| raw` is refused. */
export type TemplateSet = { readonly [T in Template]?: Partial<Words> }

export interface Options {
  readonly templates?: TemplateSet
  /** For one brand, by its id, before those for all. */
  readonly brands?: { readonly [brand: string]: TemplateSet }
}

type Part = keyof Words
const parts: ReadonlyArray<Part> = ["subject", "text", "html"]

/** Generous for any mail; a template that runs away ends here, and the plain words are sent. */
const limits: LiquidOptions = {
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  // An empty set of named templates: nothing is ever read from a disk.
  templates: {},
  parseLimit: 1_000_000,
  renderLimit: 1000,
  memoryLimit: 10_000_000
}
const LONGEST = 1_000_000

/** @throws {TemplateInvalid} naming the template and what is wrong in it, so that no mail meets it first. */
export const liquid = ({ templates: own = {}, brands = {} }: Options = {}): Renderer => {
  const engines = { subject: new Liquid(limits), text: new Liquid(limits), html: new Liquid({ ...limits, outputEscape: inHtml }) }
  for (const engine of Object.values(engines)) engine.registerFilter("raw", () => forbidden())
  const common = parseSet(engines, "", own)
  const branded = new Map(Object.entries(brands).map(([brand, set]) => [brand, parseSet(engines, brand, set)]))
  const say = (letter: Letter, part: Part): string => {
    const key = keyOf(letter.template, part)
    const parsed = branded.get(letter.brand)?.get(key) ?? common.get(key)
    return parsed === undefined ? plain.render(letter)[part] : run(engines[part], parsed, letter.data)
  }
  return {
    render: (letter) => {
      try {
        const subject = say(letter, "subject").trim()
        return { subject: subject === "" ? letter.subject : subject, text: say(letter, "text"), html: say(letter, "html") }
      } catch {
        return plain.render(letter)
      }
    }
  }
}

type Engines = Readonly<Record<Part, Liquid>>
type ParsedSet = ReadonlyMap<string, Array<Parsed>>

const keyOf = (template: string, part: Part): string => `${template}/${part}`

const parseSet = (engines: Engines, brand: string, set: TemplateSet): ParsedSet => {
  const parsed = new Map<string, Array<Parsed>>()
  for (const [template, words] of Object.entries(set)) {
    const fail = (part: Part, problem: string) => new TemplateInvalid({ brand, template, part, problem })
    if (!Object.hasOwn(templates, template)) throw fail("text", `there is no such template; there are ${Object.keys(templates).join(", ")}`)
    for (const part of parts) {
      const source = words[part]
      if (source !== undefined)
        parsed.set(
          keyOf(template, part),
          parseOne(engines[part], source, (problem) => fail(part, problem))
        )
    }
  }
  return parsed
}

const parseOne = (engine: Liquid, source: string, fail: (problem: string) => TemplateInvalid): Array<Parsed> => {
  let named: ReadonlyArray<string>
  let parsed: Array<Parsed>
  try {
    parsed = engine.parse(source)
    named = engine.globalVariablesSync(parsed)
  } catch (cause) {
    throw fail(problemOf(cause))
  }
  const unknown = named.filter((name) => !placeholders.some((known) => known === name))
  if (unknown.length > 0) throw fail(`there is no placeholder ${unknown.join(", ")}; there are ${placeholders.join(", ")}`)
  try {
    run(engine, parsed, example)
  } catch (cause) {
    throw fail(problemOf(cause))
  }
  return parsed
}

const run = (engine: Liquid, parsed: Array<Parsed>, data: Letter["data"]): string => {
  const said = String(engine.renderSync(parsed, data))
  if (said.length > LONGEST) throw new Error(`more than ${LONGEST} characters`)
  return said
}

const problemOf = (cause: unknown): string => (cause instanceof Error ? cause.message.slice(0, 500) : "it fails")

const forbidden = (): never => {
  throw new Error("raw would let a customer's words in as markup")
}

const example: Letter["data"] = {
  reference: "K7QM-4XW2",
  subject: "Printer on fire",
  author: "Bo",
  text: "Hello,\nit is out.",
  brand: "Acme",
  signature: "Acme Support",
  color: "#2f5d8a",
  requester: "Ada"
}
