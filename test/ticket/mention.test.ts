/** Whom a text calls by name. */
import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { mentionsIn } from "../../src/ticket/mention/scan.ts"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["billing", { id: "team-billing", name: "Billing, second line" }, { id: "bo", name: "The Bos" }],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["billing"] },
    { id: "bo-larsen", name: "Bo Larsen", email: "bl@acme.example", teams: ["billing", "team-billing"] },
    { id: "cy", name: "Søren Łuk", email: "cy@acme.example" },
    { id: "di", name: "Twin", email: "di@acme.example" },
    { id: "ed", name: "Twin", email: "ed@acme.example" }
  ]
})
const called = (text: string) => mentionsIn(text, workspace)

describe("a note calls", () => {
  test.each([
    ["an agent by id", "@bo please look", ["agent:bo"]],
    ["by name, without regard to case", "ask @BO LARSEN!", ["agent:bo-larsen"]],
    ["by a name with letters of its own", "(@søren łuk)", ["agent:cy"]],
    ["a team", "for @billing.", ["team:billing"]],
    ["the longest name first", "@team-billing and @bo-larsen", ["team:team-billing", "agent:bo-larsen"]],
    ["several, each once, in their order", "@cy, @bo and @cy", ["agent:cy", "agent:bo"]],
    ["the agent, where a team has the same id", "@bo", ["agent:bo"]],
    ["a team by its name", "@The Bos know", ["team:bo"]],
    ["whoever owns a thing", "it is @bo's", ["agent:bo"]],
    ["at the end of a sentence in quotation marks", "“@bo”", ["agent:bo"]]
  ])("%s", (_, text, mentions) => expect(called(text)).toEqual(mentions))

  test.each([
    ["by an address", "bo@acme.example and x@bo"],
    ["by a domain", "@bo.example, @bo-x"],
    ["by the beginning of another word", "@bob @bo_ @bo7 @boé"],
    ["by an account elsewhere", "@bo@social.example https://social.example/@bo ?to=@bo"],
    ["by a name that two bear", "@Twin"],
    ["in a quote", "> @bo\n  > @cy"],
    ["in code", "`@bo` ``a ` @cy``"],
    ["in a block of code", "```\n@bo\n~~~\n@cy\n```"],
    ["in a block that never ends", "~~~ts\n@bo\n```\n@cy"],
    ["by nothing", "@ bo @"]
  ])("nobody %s", (_, text) => expect(called(text)).toEqual([]))

  test("whoever stands beside code that ends, and after backticks that do not", () => {
    expect(called("`x` @bo `y`")).toEqual(["agent:bo"])
    expect(called("`` ` @bo")).toEqual(["agent:bo"])
    expect(called("```\nx\n```\n@bo")).toEqual(["agent:bo"])
  })
})

const known = new Set([...workspace.agents.keys()].map((id) => `agent:${id}`).concat([...workspace.teams.keys()].map((id) => `team:${id}`)))
/** Names, signs and what looks like them, in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "@",
        "@@",
        "bo",
        "@bo",
        "@Bo Larsen",
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        "> ",
        " ",
        "-",
        ".",
        "\ud83d",
        "İ",
        "ß",
        "Σ",
        "\u0301"
      ),
      fc.string()
    ),
    { maxLength: 40 }
  )
  .map((parts) => parts.join(""))

describe("laws", () => {
  test("whatever the text, those who are called are of the workspace, each once", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const found = called(text)
        expect(found.every((one) => known.has(one))).toBe(true)
        expect(new Set(found).size).toBe(found.length)
      })
    )
  })
  test("what is called alone between blanks is called in any prose that has no code and no quote", () => {
    const prose = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", "!", "@", "x") }).map((text) => ` ${text} `)
    fc.assert(
      fc.property(
        prose,
        fc.constantFrom(["@cy", "agent:cy"], ["@team-billing", "team:team-billing"]),
        prose,
        (before, [word, mention], after) => {
          expect(called(`.${before}${word}${after}`)).toContain(mention)
        }
      )
    )
  })
  test("each sign is read so many times and no more: texts twice as long take twice the steps", () => {
    for (const part of [" @", " @bo", " @Bo Larsen", " @bo `` ` ", " @team-billin"]) {
      const [once, twice] = [stepsFor(part.repeat(5000)), stepsFor(part.repeat(10_000))]
      expect(once).toBeGreaterThan(1000)
      expect(twice / once).toBeLessThan(2.1)
    }
  })
})

/** How many letters the scanner looks at. */
const stepsFor = (text: string): number => {
  const letters = vi.spyOn(String, "fromCodePoint")
  called(text)
  const { length } = letters.mock.calls
  letters.mockRestore()
  return length
}

describe("at the desk", () => {
  const told: Array<{ readonly agent: string; readonly text: string }> = []
  const make = (follow: boolean) =>
    createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        teams: ["billing"],
        agents: [
          { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["billing"] },
          { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["billing"] },
          { id: "di", name: "Di", email: "di@acme.example" }
        ],
        mentions: { follow },
        triggers: [
          { id: "loud", where: { field: "commit.mentioned", op: "contains", value: "di" }, then: [{ _tag: "Tag", tags: ["called"] }] }
        ]
      }),
      notify: async ({ agent, text }) => void told.push({ agent, text })
    })
  const open = async (desk: ReturnType<typeof make>) =>
    (await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "@bo help me" })).ticket

  test("whoever a note calls is told once and follows; oneself is not, and nobody follows with a team", async () => {
    told.length = 0
    const desk = make(true)
    const { id, reference } = await open(desk)
    const done = await desk.note(id, { as: "agent:bo", text: "@di and @billing, also @bo and again @di", mentions: ["agent:di"] })
    expect(done.events.map(({ _tag }) => _tag)).toEqual(["Noted", "Followed", "Tagged"])
    expect(done.events[0]).toMatchObject({ mentions: ["agent:di", "team:billing", "agent:bo"] })
    expect(done.ticket).toMatchObject({ followers: ["di"], tags: ["called"] })
    await desk.deliver()
    expect(told.map(({ agent }) => agent).toSorted()).toEqual(["cy", "di"])
    expect(told[0]!.text).toMatch(`Bo called you in ${reference}: @di and`)
    expect((await desk.timeline(id)).toString()).toContain("noted for the desk and called Di, Billing, Bo")
    await desk.deliver()
    expect(told.length).toBe(2)
  })
  test("a workspace may leave it at telling them", async () => {
    told.length = 0
    const desk = make(false)
    const { id } = await open(desk)
    expect((await desk.note(id, { as: "agent:bo", text: "@di" })).ticket.followers).toEqual([])
    await desk.deliver()
    expect(told.map(({ agent }) => agent)).toEqual(["di"])
  })
  test("a reply calls nobody, nor do words from outside, nor what is quoted", async () => {
    told.length = 0
    const desk = make(true)
    const { id } = await open(desk)
    await desk.reply(id, { as: "agent:bo", text: "@di" })
    await desk.note(id, { as: "agent:bo", text: "> @di" })
    const says = async (address: string, id: string) =>
      desk.accept({ channel: "liveChat", id, thread: "t", person: { identity: { kind: "email", value: address }, name: "x" }, text: "@di" })
    const chat = (await says("ada@example.org", "1")) as { readonly ticket: { readonly id: string } }
    await says("eve@example.org", "2")
    const note = (await desk.events(chat.ticket.id)).at(-1)
    expect(note).toMatchObject({ _tag: "Noted", by: "participant:eve@example.org" })
    expect(note).not.toHaveProperty("mentions")
    await desk.deliver()
    expect(told).toEqual([])
  })
  test("who is called and is not of the desk is refused", async () => {
    const desk = make(true)
    const { id } = await open(desk)
    await expect(desk.note(id, { as: "agent:bo", text: "x", mentions: ["agent:zoe" as "agent:di"] })).rejects.toMatchObject({
      _tag: "UnknownWord",
      what: "agent"
    })
    await expect(desk.note(id, { as: "agent:bo", text: "x", mentions: ["team:zoe" as "team:billing"] })).rejects.toMatchObject({
      _tag: "UnknownWord",
      what: "team"
    })
  })
})
