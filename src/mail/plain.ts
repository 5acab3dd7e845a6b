/** Says letters in the words of `templates.ts`, without any template engine: each `{{ placeholder }}` is replaced, once. */
import type { Letter } from "./Letter.ts"
import type { Renderer } from "./Ports.ts"
import { inHtml, placeholders, templates } from "./templates.ts"

export const plain: Renderer = {
  render: (letter) => {
    const { subject, text, html } = templates[letter.template]
    return {
      subject: subject === "" ? letter.subject : fill(subject, letter, String),
      text: fill(text, letter, String),
      html: fill(html, letter, inHtml)
    }
  }
}

const named: ReadonlySet<string> = new Set(placeholders)

/** One pass: a value that looks like a placeholder stays as it is. */
const fill = (template: string, { data }: Letter, written: (value: string) => string): string =>
  template.replace(/\{\{ (\w+) \}\}/g, (whole, name: string) => (named.has(name) ? written(data[name as keyof Letter["data"]]) : whole))
