import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Letter, Template } from "../../src/mail/Letter.ts"
import { liquid, TemplateInvalid } from "../../src/mail/liquid.ts"
import { plain } from "../../src/mail/plain.ts"
import { placeholders, templates } from "../../src/mail/templates.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import { aLetter } from "./aLetter.ts"

const data = (parts: Partial<Letter["data"]>) => aLetter({ data: { ...aLetter().data, ...parts } })
const anyLetter: fc.Arbitrary<Letter> = fc
  .record({
    template: fc.constantFrom(...Template.literals),
    data: fc.record({
      reference: fc.constant("K7QM-4XW2"),
      subject: arbitraries.text(),
      author: arbitraries.text(),
      text: arbitraries.text(500),
      brand: arbitraries.text(),
      signature: arbitraries.text(),
      color: fc.oneof(fc.constant("#0a6cff"), arbitraries.text()),
      requester: arbitraries.text()
    })
  })
  .map(aLetter)
const invalid = (make: () => unknown): TemplateInvalid => {
  try {
    make()
  } catch (error) {
    if (error instanceof TemplateInvalid) return error
    throw error
  }
  throw new Error("it was taken")
}

describe("without templates of its own a desk speaks the plain words", () => {
  test("a reply is what was said, under the brand", () => {
    const { subject, text, html } = liquid().render(aLetter())
    expect([subject, text.trim()]).toEqual(["Re: Printer on fire", "It is out now.\n\nAcme Support"])
    expect(html).toContain("border-top:4px solid #0a6cff")
    expect(html).toContain("<div>It is out now.</div>")
  })
  test("the receipt names the reference and nothing else of the request", () => {
    const { text, html } = plain.render(data({}))
    expect(plain.render({ ...aLetter(), template: "received" }).text).toContain("its reference is K7QM-4XW2")
    expect(text).not.toContain("{{")
    expect(html).not.toContain("{{")
  })
  test("line breaks stay line breaks in HTML", () => expect(plain.render(data({ text: "a\nb" })).html).toContain("a<br>\nb"))
  test("every template names only what there is, and reads the same through both engines", () => {
    expect(() => liquid({ templates })).not.toThrow()
    fc.assert(
      fc.property(anyLetter, (letter) => {
        expect(liquidOfOurs.render(letter)).toEqual(plain.render(letter))
      })
    )
  })
  const liquidOfOurs = liquid({ templates })
})

describe("a workspace brings its own words", () => {
  const own = liquid({
    templates: { reply: { text: "{{ author | upcase }}: {{ text }}", html: "<b>{{ text }}</b>", subject: "[{{ brand }}] {{ subject }}" } },
    brands: { shop: { reply: { text: "Shop: {% if requester != '' %}Dear {{ requester }}, {% endif %}{{ text }}" } } }
  })
  test("for all brands, and for one of them first", () => {
    expect(own.render(aLetter())).toMatchObject({
      subject: "[Acme] Printer on fire",
      text: "BO: It is out now.",
      html: "<b>It is out now.</b>"
    })
    expect(own.render(aLetter({ brand: "shop" }))).toMatchObject({ text: "Shop: Dear Ada, It is out now.", html: "<b>It is out now.</b>" })
    expect(own.render(aLetter({ template: "opened" }))).toEqual(plain.render(aLetter({ template: "opened" })))
  })
  test("what a customer wrote is no template and no markup", () => {
    const text = "{{ author }} {% for i in (1..9) %} <script>alert(1)</script> \"'&"
    expect(own.render(data({ text })).text).toBe(`BO: ${text}`)
    expect(own.render(data({ text })).html).toBe(
      "<b>{{ author }} {% for i in (1..9) %} &lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&amp;</b>"
    )
  })
})

describe("a template is refused before any mail meets it", () => {
  test.each([
    ["{{ authr }}", "there is no placeholder authr"],
    ["{{ process.env }}", "there is no placeholder process"],
    ["{{ constructor }}", "there is no placeholder constructor"],
    ["{{ author.email }}", "undefined variable: author.email"],
    ["{{ author.constructor }}", "undefined variable"],
    ["{{ text | raw }}", "raw would let"],
    ["{{ text | nosuch }}", "undefined filter: nosuch"],
    ["{% if %}", "invalid value expression"],
    ["{% render 'other' %}", "other"],
    ["{% include '/etc/passwd' %}", "passwd"],
    ["{% for i in (1..100000000) %}x{% endfor %}", "limit"]
  ])("%s", (html, problem) => {
    const error = invalid(() => liquid({ brands: { shop: { reply: { html } } } }))
    expect(error).toMatchObject({ brand: "shop", template: "reply", part: "html" })
    expect(error.message).toContain(problem)
    expect(error.message).toContain("template reply (html, brand shop)")
  })
  test("for a mail that there is not", () => {
    const error = invalid(() => liquid({ templates: { repply: { text: "x" } } as never }))
    expect(error.message).toContain("there are received, opened, reply")
  })
  test("one that fails on some letter only gives the plain words for it", () => {
    const own = liquid({ templates: { reply: { html: "{% if author == 'Eve' %}{{ text | raw }}{% endif %}", text: "mine" } } })
    expect(own.render(aLetter()).text).toBe("mine")
    expect(own.render(data({ author: "Eve" }))).toEqual(plain.render(data({ author: "Eve" })))
  })
})

describe("whatever is said", () => {
  test("every value is there literally, in text; in HTML nothing of it is markup", () => {
    const all = placeholders.map((name) => `${name}={{ ${name} }}\n`).join("")
    const own = liquid({ templates: Object.fromEntries(Template.literals.map((name) => [name, { text: all, html: all }])) })
    const markup = (html: string) => html.replaceAll("<br>\n", "").match(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
    fc.assert(
      fc.property(anyLetter, (letter) => {
        const { text, html } = own.render(letter)
        expect(text).toBe(placeholders.map((name) => `${name}=${letter.data[name]}\n`).join(""))
        expect(markup(html)).toBe(null)
        const back = html
          .replaceAll("<br>\n", "\n")
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&")
        expect(back.replaceAll("\n", "")).toBe(text.replace(/\r\n?|\n/g, ""))
      })
    )
  })
  test("nothing but the letter's data can be named", () => {
    const own = liquid({ templates: { reply: { text: "{{ text }}" } } })
    fc.assert(
      fc.property(anyLetter, fc.string(), (letter, secret) => {
        const others: Letter = {
          ...letter,
          messageId: secret,
          ticketId: secret,
          from: { address: secret, name: secret },
          references: [secret]
        }
        expect(own.render(others)).toEqual(own.render({ ...others, messageId: "", ticketId: "", references: [] }))
      })
    )
  })
})
