/** The life of a ticket as people read it. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type * as Actor from "../../src/people/Actor.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { acme, ada, bo, open, say, story } from "./acme.ts"

const { forAgents, forCustomer, print } = Ticket.Timeline
const eve = { address: "eve@example.org", name: "Eve" }
const mail: Ticket.Mail = {
  messageId: "second@mail.example.org",
  raw: null,
  from: "ada@example.org",
  receivedAt: "help@acme.example",
  recipients: ["mallory@evil.example"],
  date: null,
  kind: "human",
  evidence: [{ by: "replyToken", value: "help+k7qm@acme.example" }],
  verified: false
}
const quoting = "It burns on.\n> Have you tried water?"
const events = story(
  [{ ...open, participants: [eve], category: ["hardware", "printer"] }, ada],
  [{ _tag: "Assign", agent: "bo" }, bo],
  [{ _tag: "Note", content: say("Third time this month.") }, "agent:cy"],
  [{ _tag: "Reply", content: say("Have you tried water?"), then: "pending" }, bo],
  [{ _tag: "Reply", content: { text: quoting, folded: [{ from: 13, to: 36, reason: "quote" }], mail } }, ada],
  [{ _tag: "ChangeStatus", status: "escalated" }, bo],
  [{ _tag: "Forward", to: ["maker@example.com"], content: say("Does it do this often?") }, bo],
  [{ _tag: "Reply", content: say("I smell it too.") }, "participant:EVE@example.org"],
  [{ _tag: "SetField", field: "cause", value: "toner" }, bo],
  [{ _tag: "SetField", field: "cover", value: "over" }, bo],
  [{ _tag: "Reply", content: say("The new toner is in."), then: "solve" }, bo],
  [{ _tag: "Close" }, "rule:auto-close"]
)

describe("for the desk", () => {
  const timeline = forAgents(acme, events)
  test("says who did what, by which way", () => {
    expect(timeline.map(({ who, via, what }) => [who, via, what])).toEqual([
      ["Ada Lovelace", "E-mail", "opened K7QM-4XW2"],
      ["Bo Larsen", "E-mail", "assigned the ticket"],
      ["Cy Young", "E-mail", "noted for the desk"],
      ["Bo Larsen", "E-mail", "replied, changed the status"],
      ["Ada Lovelace", "E-mail", "replied, changed the status"],
      ["Bo Larsen", "E-mail", "changed the status"],
      ["Bo Larsen", "E-mail", "forwarded to maker@example.com"],
      ["Participant Eve (eve@example.org)", "E-mail", "replied"],
      ["Bo Larsen", "E-mail", "set Cause"],
      ["Bo Larsen", "E-mail", "set Warranty"],
      ["Bo Larsen", "E-mail", "replied, changed the status"],
      ["Rule auto-close", "E-mail", "changed the status"]
    ])
  })
  test("tells reply and solve as one entry", () => {
    expect(timeline[10]).toMatchObject({
      text: "The new toner is in.",
      changes: [{ field: "Status", from: "Second line", to: "Solved" }],
      visibility: "public"
    })
  })
  test("keeps quotes aside, and says why a mail belongs here and why the status moved", () => {
    expect(timeline[4]).toMatchObject({
      text: "It burns on.\n",
      folded: ["> Have you tried water?"],
      changes: [{ field: "Status", from: "Pending", to: "Open" }],
      why: [
        "belongs here by the signed address that it was sent to: help+k7qm@acme.example",
        "ada@example.org is not proven to have sent it",
        "a word from outside ends the waiting"
      ]
    })
  })
  test("says which entries the requester sees", () => {
    expect(timeline.map(({ visibility }) => visibility)).toEqual(
      "public internal internal public public internal internal public internal public public public".split(" ")
    )
  })
  test("has words for every event", () => {
    const asked: ReadonlyArray<readonly [Ticket.Command, string, string]> = [
      [{ _tag: "Follow", agent: "bo" }, bo, "follows it now"],
      [{ _tag: "Follow", agent: "cy" }, bo, "says: Cy Young follows it now"],
      [{ _tag: "Unfollow", agent: "bo" }, bo, "follows it no more"],
      [{ _tag: "Tag", tags: ["vip", "late"] }, bo, "tagged it vip, late"],
      [{ _tag: "Untag", tags: ["late"] }, bo, "took the tag late away"],
      [{ _tag: "Prioritize", priority: "urgent" }, bo, "changed the priority"],
      [{ _tag: "Categorize", category: ["hardware"] }, bo, "changed the category"],
      [{ _tag: "Rename", subject: "Toner" }, bo, "changed the subject"],
      [
        { _tag: "ProposeParticipants", participants: [{ address: "max@example.org", name: "" }] },
        ada,
        "wants max@example.org in the conversation"
      ],
      [
        { _tag: "AddParticipant", participant: { address: "max@example.org", name: "Max" } },
        bo,
        "added Max (max@example.org) to the conversation"
      ],
      [{ _tag: "RemoveParticipant", address: "max@example.org" }, bo, "took max@example.org out of the conversation"],
      [{ _tag: "Note", content: say("away") }, ada, "wrote; only the desk sees it"]
    ]
    const all = story([open, ada], ...asked.map(([command, actor]) => [command, actor as Actor.Actor] as const))
    expect(
      forAgents(acme, all)
        .slice(1)
        .map(({ what }) => what)
    ).toEqual(asked.map(([, , what]) => what))
  })
  test("begins with what the ticket began with", () => {
    expect(timeline[0]?.changes.map(({ field, to }) => `${field}: ${to}`)).toEqual([
      "Subject: Printer on fire",
      "Status: New",
      "Priority: Normal",
      "Category: Hardware / Printer",
      "Department: Support",
      "Participants: Eve (eve@example.org)"
    ])
  })
  test("says the names that values have", () => {
    const values: ReadonlyArray<readonly [string, Ticket.Field.Value, string]> = [
      ["cost", 12.5, "12.5"],
      ["onSite", false, "no"],
      ["cover", "valid", "Still valid"],
      ["parts", ["drum", "toner"], "Drum, Toner"],
      ["place", ["paris", "room4"], "Paris / Room 4"]
    ]
    for (const [field, value, to] of values) {
      const entry = forAgents(acme, story([open, ada], [{ _tag: "SetField", field, value }, bo])).at(-1)
      expect(entry?.changes).toEqual([{ field: acme.fields.get(field)?.name, from: null, to }])
    }
  })
})

describe("for the requester", () => {
  const timeline = forCustomer(acme, events)
  test("shows what is public, in the words that requesters read", () => {
    expect(timeline.map(({ who, via, what, changes }) => [who, via, what, ...changes.map(({ from, to }) => `${from} → ${to}`)])).toEqual([
      ["Ada Lovelace", "E-mail", "opened K7QM-4XW2", "null → Printer on fire", "null → Open"],
      ["Bo Larsen", "", "replied, changed the status", "Open → Awaiting your reply"],
      ["Ada Lovelace", "E-mail", "replied, changed the status", "Awaiting your reply → Open"],
      ["Participant Eve", "E-mail", "replied"],
      ["Bo Larsen", "", "set Warranty", "null → Run out"],
      ["Bo Larsen", "", "replied, changed the status", "Open → Solved"],
      ["Acme", "", "changed the status", "Solved → Closed"]
    ])
  })
  test("leaves quotes out, and calls an agent who has left by the brand", () => {
    expect(timeline[2]).toMatchObject({ text: "It burns on.\n", folded: [], why: [] })
    expect(forCustomer({ ...acme, agents: new Map() }, events)[1]?.who).toBe("Acme")
  })
  test("shows nothing of the desk's own, nor anybody else's address", () => {
    const shown = JSON.stringify(timeline)
    for (const secret of [
      "Third time",
      "maker@",
      "auto-close",
      "Second line",
      'toner"',
      "eve@",
      "EVE@",
      "mallory",
      "help+",
      "Have you tried water?\\n",
      "rule"
    ])
      expect(shown).not.toContain(secret)
  })
  test("names nobody by an address that stands where a name belongs", () => {
    const participants = [{ address: "eve@example.org", name: "eve@example.org" }]
    const all = story([{ ...open, participants }, ada], [{ _tag: "Reply", content: say("me too") }, "participant:eve@example.org"])
    expect(forCustomer(acme, all).at(-1)?.who).toBe("Participant")
  })
  test("does not show first words that are for the desk alone", () => {
    const all = story([{ ...open, visibility: "internal", content: say("She called, angry.") }, bo])
    expect(forCustomer(acme, all)).toMatchObject([{ who: "Bo Larsen", text: null, attachments: [] }])
    expect(forAgents(acme, all)).toMatchObject([
      { what: "opened K7QM-4XW2 for Ada Lovelace", text: "She called, angry.", visibility: "internal" }
    ])
  })
})

describe("printed", () => {
  test("is one block per entry, aligned and wrapped", () => {
    const long = "It began to smell on Friday, and since then every page that comes out of it is warm. ".repeat(2)
    const all = story(
      [
        { ...open, content: { text: `${long}\n\n-- \nAda`, folded: [{ from: 172, to: 180, reason: "signature" }], attachments: [photo] } },
        ada
      ],
      [{ _tag: "Reply", content: say("Have you tried water?"), then: "pending" }, bo]
    )
    expect(print(forAgents(acme, all), { zone: "Europe/Paris" })).toBe(
      [
        "2026-01-05 10:00  Ada Lovelace · E-mail",
        "  opened K7QM-4XW2",
        "  │ It began to smell on Friday, and since then every page that comes out of it is warm.",
        "  │ It began to smell on Friday, and since then every page that comes out of it is warm.",
        "  │ … 2 lines folded",
        "  + fire.jpg (120 kB)",
        "  Subject     Printer on fire",
        "  Status      New",
        "  Priority    Normal",
        "  Department  Support",
        "",
        "2026-01-05 10:01  Bo Larsen · E-mail",
        "  replied, changed the status",
        "  │ Have you tried water?",
        "  Status  New → Pending",
        ""
      ].join("\n")
    )
  })
  test("is in UTC where no zone, or none that there is, is given", () => {
    const one = forAgents(acme, story([open, ada]))
    expect(print(one)).toContain("2026-01-05 09:00  Ada")
    expect(print(one, { zone: "Mars/Olympus" })).toBe(print(one))
  })
  test("keeps a page's address whole, and marks what is internal", () => {
    const url = `https://example.org/${"a".repeat(120)}`
    const all = story([open, ada], [{ _tag: "Note", content: say(`see ${url} there`) }, bo])
    expect(print(forAgents(acme, all))).toContain(`Bo Larsen · E-mail · internal\n  noted for the desk\n  │ see\n  │ ${url}\n  │ there\n`)
  })
  test("lets nobody's text reach for the terminal", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ vocabulary, events }) => {
        expect(print(forAgents(vocabulary, events))).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\u2028\u2029]/u)
      })
    )
  })
})

const photo = { name: "fire.jpg", type: "image/jpeg", size: 120_000, ref: "a".repeat(64), inline: false, contentId: null, refused: null }
