/** What rules may ask for outside the ticket, and what the words of it may name. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { acme, ada, asked, bo, by, past } from "./acme.ts"

const ticket = Ticket.replay(asked)!
const ask = (command: Ticket.Command, context: Partial<Ticket.Context> = {}, state: Ticket.State = ticket) =>
  Ticket.decide(state, command, by("rule:late", 1000, { id: "c-9", via: "automatic", cause: "trigger late@1", ...context }))
const granted = (...asking: Parameters<typeof ask>): Ticket.Event => Result.getOrThrow(ask(...asking))[0]!
const refusal = (...asking: Parameters<typeof ask>) => Result.getOrThrow(Result.flip(ask(...asking)))

const mail: Ticket.SendMail = { _tag: "SendMail", to: ["requester"], subject: "", text: "We are late." }
const note: Ticket.Notify = { _tag: "Notify", to: ["assignee", "agent:bo"], text: "Hurry" }
const call: Ticket.CallWebhook = { _tag: "CallWebhook", webhook: "crm" }

describe("a rule asks for something outside", () => {
  test("and the fact is that it was asked for, in its own words", () => {
    expect(granted(mail)).toMatchObject({
      _tag: "MailAsked",
      by: "rule:late",
      cause: "trigger late@1",
      to: ["requester"],
      text: "We are late."
    })
    expect(granted(note)).toMatchObject({ _tag: "NotificationAsked", to: ["assignee", "agent:bo"], text: "Hurry" })
    expect(granted(call)).toMatchObject({ _tag: "WebhookAsked", webhook: "crm" })
  })
  test.each([mail, note, call])("$_tag changes nothing of the ticket but when it was touched", (command) => {
    expect(Ticket.replay([granted(command)], ticket)).toEqual({ ...ticket, updatedAt: past(1000) })
  })
  test.each([mail, note, call])("$_tag may tell of a closed ticket, too; not of one that there is not", (command) => {
    const closed: Ticket.Ticket = { ...ticket, status: "closed", statusCategory: "closed", closedAt: past(0) }
    expect(Result.isSuccess(ask(command, {}, closed))).toBe(true)
    expect(Result.getOrThrow(Result.flip(Ticket.decide(undefined, command, by("rule:late"))))._tag).toBe("TicketNotFound")
  })
  test.each([mail, note, call])("$_tag is not for people outside; agents, programs and the desk may", (command) => {
    expect(refusal(command, { actor: ada })._tag).toBe("NotAnAgent")
    expect(refusal(command, { actor: "participant:eve@example.org" })._tag).toBe("NotAnAgent")
    for (const actor of [bo, "integration:crm", "system"] as const) expect(Result.isSuccess(ask(command, { actor }))).toBe(true)
  })
  test.each([mail, note, call])("$_tag is something that a rule may do", (command) => {
    expect(Ticket.isAction(command)).toBe(true)
    expect(Schema.decodeUnknownSync(Ticket.Actions)([command])).toEqual([command])
  })
  test("what can mean nobody or says nothing is refused by name", () => {
    expect(refusal({ ...mail, to: [] })._tag).toBe("ReplyAddressMissing")
    expect(refusal({ ...note, to: [] })._tag).toBe("ReplyAddressMissing")
    expect(refusal({ ...mail, text: " \n " })._tag).toBe("NothingSaid")
    expect(refusal({ ...note, text: "" })._tag).toBe("NothingSaid")
    expect(refusal({ ...note, to: ["team", "agent:zed"] })).toMatchObject({ _tag: "UnknownWord", what: "agent", word: "zed" })
    expect(refusal({ ...call, webhook: "erp" })).toMatchObject({ _tag: "UnknownWord", what: "webhook", word: "erp", known: ["crm"] })
  })
  test("a recipient is a word for one or an address, and nothing else", () => {
    const isMail = Schema.is(Ticket.SendMail)
    expect(isMail({ ...mail, to: ["participants", "team", "lab@history.example"] })).toBe(true)
    for (const to of ["everybody", "agent:bo", "lab@", "Lab <lab@history.example>", ""]) expect(isMail({ ...mail, to: [to] })).toBe(false)
    const isNotify = Schema.is(Ticket.Notify)
    for (const to of ["requester", "bo@acme.example", "agent:", "agent:b o"]) expect(isNotify({ ...note, to: [to] })).toBe(false)
  })
  test("the same wish has the same id, another wish or another commit another one", () => {
    const idOf = (event: Ticket.Event): string => ("id" in event ? event.id : "none")
    const second = { ...mail, text: "Sorry" }
    const ids = [granted(mail), granted(second), granted(mail, { id: "c-10" }), granted(note), granted(call)].map(idOf)
    expect(new Set(ids).size).toBe(5)
    expect(idOf(granted(mail))).toBe(ids[0])
  })
})

describe("the timeline", () => {
  const events = [...asked, granted({ ...mail, to: ["requester", "lab@history.example"] }), granted(note), granted(call)]
  test("tells the desk what was asked for, and why", () => {
    const told = Ticket.Timeline.forAgents(acme, events).at(-1)!
    expect(told).toMatchObject({
      who: "Rule late",
      what: "asked for a mail to requester, lab@history.example, asked to notify assignee, Bo Larsen, asked to call CRM",
      visibility: "internal"
    })
    expect(told.why).toContain("because of trigger late@1")
  })
  test("tells the requester nothing of it", () => {
    expect(Ticket.Timeline.forCustomer(acme, events)).toEqual(Ticket.Timeline.forCustomer(acme, asked))
  })
})

const full: Ticket.Ticket = {
  ...ticket,
  status: "atCarrier",
  statusCategory: "onHold",
  assignee: "bo",
  team: "firstLine",
  priority: "urgent",
  kind: "incident",
  category: ["hardware", "printer"],
  tags: ["vip", "late"],
  fields: [
    { field: "serial", value: "A-17" },
    { field: "cause", value: "coffee" },
    { field: "cover", value: "over" }
  ]
}
const fill = (text: string, reader: Ticket.PlaceholderReader = "desk", of: Partial<Ticket.Ticket> = {}, longest = 1000): string =>
  Ticket.fillPlaceholders(text, { reader, ticket: { ...full, ...of }, vocabulary: acme, longest })

describe("placeholders", () => {
  const everything = [
    ["ticket.reference", "K7QM-4XW2", "K7QM-4XW2", "K7QM-4XW2"],
    ["ticket.subject", "Printer on fire", "Printer on fire", ""],
    ["ticket.status", "At the carrier", "Open", "Open"],
    ["requester.name", "Ada Lovelace", "Ada Lovelace", ""],
    ["brand.name", "Acme", "Acme", "Acme"],
    ["fields.serial", "A-17", "A-17", ""],
    ["fields.cover", "Run out", "Run out", "Run out"],
    ["fields.cause", "coffee", "", ""],
    ["requester.email", "ada@example.org", "", ""],
    ["assignee.name", "Bo Larsen", "", ""],
    ["team.name", "First line", "", ""],
    ["ticket.id", "t-1", "", ""],
    ["ticket.priority", "Urgent", "", ""],
    ["ticket.kind", "Incident", "", ""],
    ["ticket.category", "Hardware / Printer", "", ""],
    ["ticket.department", "Support", "", ""],
    ["ticket.channel", "E-mail", "", ""],
    ["ticket.tags", "vip, late", "", ""]
  ] as const
  test.each(everything)("%s is %j to the desk, %j outside, %j to a stranger", (name, desk, outside, stranger) => {
    const said = (["desk", "outside", "stranger"] as const).map((reader) => fill(`<{{ ${name} }}>`, reader))
    expect(said).toEqual([desk, outside, stranger].map((value) => `<${value}>`))
    expect(Ticket.unknownPlaceholders(`{{${name}}}`, acme)).toEqual([])
    expect(Ticket.internalPlaceholders(`{{${name}}}`, acme)).toEqual(outside === "" ? [name] : [])
  })
  test("what is not set is nothing; what there is not stays, and is found", () => {
    expect(fill("[{{ assignee.name }}|{{ fields.cost }}]", "desk", { assignee: null })).toBe("[|]")
    const text = "{{ ticket.subjct }} {{ fields.colour }} {{ __proto__ }} {{ constructor }} {{ ticket.subject }} {{ ticket.subjct }}"
    expect(fill(text)).toBe(text.replace("{{ ticket.subject }}", "Printer on fire"))
    expect(Ticket.unknownPlaceholders(text, acme)).toEqual(["ticket.subjct", "fields.colour", "constructor"])
    expect(
      Ticket.unknownPlaceholders("{{ fields.new }}", { fields: new Map([["new", { visible: true, type: "text" as const }]]) })
    ).toEqual([])
  })
  test("blanks inside do not matter, other signs make it another thing", () => {
    expect(fill("{{ticket.reference}} {{   ticket.reference }}")).toBe("K7QM-4XW2 K7QM-4XW2")
    expect(fill("{ticket.reference} {{ ticket.reference | raw }} {{{ ticket.reference }}}")).toBe(
      "{ticket.reference} {{ ticket.reference | raw }} {K7QM-4XW2}"
    )
  })
})

describe("whatever is filled in", () => {
  const piece = fc.oneof(
    arbitraries.text(30),
    fc.constantFrom("{{", "}}", "{{ ticket.subject }}", "{{ requester.name }}", "{{ ticket.tags }}", "{{ fields.cause }}", "{{ nothing }}")
  )
  const words = fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => Ticket.Content.fields.text.make(pieces.join("").normalize("NFC").replaceAll("\u0000", "")))
  test("a value that looks like a placeholder stays as it is", () => {
    fc.assert(
      fc.property(arbitraries.text(40), (value) => {
        const subject = `{{ ticket.tags }}${value}{{ fields.cause }}`
        expect(fill("a{{ ticket.subject }}z", "desk", { subject }).normalize("NFC")).toBe(`a${subject}z`.normalize("NFC"))
      })
    )
  })
  test("what stands beside a value and the value are one text in normal form", () => {
    expect(fill("Zoe{{ ticket.subject }}", "desk", { subject: "\u0301!" })).toBe("Zo\u00e9!")
  })
  test("it is as long as it may be and no longer, and text that every store keeps", () => {
    fc.assert(
      fc.property(
        words,
        arbitraries.text(900),
        fc.nat(500),
        fc.constantFrom("desk", "outside", "stranger"),
        (text, subject, longest, reader) => {
          const said = fill(text.repeat(3), reader, { subject, tags: Array.from({ length: 40 }, () => subject.slice(0, 100)) }, longest)
          expect(said.length).toBeLessThanOrEqual(longest)
          expect(said.isWellFormed()).toBe(true)
        }
      )
    )
  })
  test("nobody outside reads a word that is internal, and no stranger one that somebody outside chose", () => {
    fc.assert(
      fc.property(words, arbitraries.filled(40), (text, secret) => {
        const hidden = { tags: [secret], priority: null, assignee: null, team: null, category: [], kind: null, department: secret }
        const other = [...full.fields.filter(({ field }) => field !== "cause"), { field: "cause", value: secret }]
        for (const reader of ["outside", "stranger"] as const)
          expect(fill(text, reader, { ...hidden, fields: other })).toBe(fill(text, reader))
        const theirs = { subject: secret, requester: { ...full.requester, name: secret }, fields: [{ field: "serial", value: secret }] }
        expect(fill(text, "stranger", theirs)).toBe(fill(text, "stranger", { fields: [] }))
      })
    )
  })
  test("a text full of placeholders and halves of them takes no longer than it is long", () => {
    expect(
      fill("{{ ticket.tags }}".repeat(3800), "desk", { tags: Array.from({ length: 1000 }, () => "x".repeat(100)) }, 65_000)
    ).toHaveLength(65_000)
    for (const half of ["{{ ", "{{ ticket.subject ", "{{{{", " }}"])
      expect(fill(half.repeat(10_000), "desk", {}, 100_000).length).toBeLessThan(100_001)
  })
})
