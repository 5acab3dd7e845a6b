import fc from "fast-check"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import type { Incoming } from "../../src/mail/Incoming.ts"
import { type Append, type Arrival, type OpenTicket, receive } from "../../src/mail/receive.ts"
import * as Threading from "../../src/mail/Threading.ts"
import * as Token from "../../src/mail/Token.ts"
import { LONGEST } from "../../src/ticket/Message.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { anIncoming } from "./anIncoming.ts"
import { aSigner } from "./aSigner.ts"

const signer = aSigner("secret")
const workspace = defineWorkspace({
  name: "Acme",
  departments: ["support", "sales"],
  brands: ["main", "shop"],
  agents: [
    { id: "bo", email: "bo@example.org" },
    { id: "cy", email: "cy@example.org" }
  ],
  supportAddresses: [
    { address: "help@example.org", plus: true },
    { address: "sales@example.org", department: "sales", brand: "shop" },
    { address: "*@shop.example" }
  ],
  attachmentLimit: 1000
})
const now = Instant.make(Date.UTC(2026, 0, 5, 9))
const DAY = 86_400_000
const context = { now, id: "m1", actor: "requester:r-1", via: "email", vocabulary: workspace } as const
const opened = Ticket.decide(
  undefined,
  {
    _tag: "Open",
    ticketId: "t-1",
    reference: "K7QM-4XW2",
    requester: { id: "r-1", name: "Ada", email: "ada@example.net", organization: null },
    subject: "Printer",
    content: { text: "It does not print." },
    participants: [{ address: "pat@example.net", name: "Pat" }]
  },
  context
)
const ticket = Ticket.replay(Result.getOrThrow(opened))!
const closedAt = (daysAgo: number): Ticket.Ticket => ({
  ...ticket,
  status: workspace.defaultStatus.closed.id,
  statusCategory: "closed",
  closedAt: Instant.plus(now, -daysAgo * DAY)
})

const tag = (reader: string | null): string => Token.readerTag(signer, "acme", reader)
const sentTo = (reader: string | null): string =>
  Token.messageId(signer, "acme", { reference: "K7QM-4XW2", message: 1, isInternal: false, reader: tag(reader) }, "example.org")
const known = new Map([
  ["reference:K7QM-4XW2", "t-1"],
  ["mid:stored@example.net", "t-1"]
])
const from = (address: string): Pick<Incoming, "from"> => ({ from: { address, name: "" } })
const to = (...addresses: ReadonlyArray<string>): Pick<Incoming, "to"> => ({ to: addresses.map((address) => ({ address, name: "" })) })

/** What becomes of this mail, at a desk that knows the ticket of above. */
const received = (parts: Partial<Incoming>, more: Partial<Arrival> = {}) => {
  const mail = anIncoming(parts)
  const match = Threading.match(mail, known, { tenant: "acme", signer })
  return receive({
    workspace,
    tenant: "acme",
    signer,
    mail,
    match,
    ticket: match._tag === "Match" ? ticket : undefined,
    answered: undefined,
    authenticated: false,
    now,
    ...more
  })
}
const answer = { inReplyTo: sentTo(null) }

describe("a mail to a support address opens a ticket", () => {
  test("for whoever is named in From, with the words, the address and what it stands for", () => {
    const verdict = received({ ...to("help@example.org"), subject: "Paper" })
    expect(verdict).toMatchObject({
      _tag: "Open",
      from: { address: "ada@example.net" },
      actor: "requester",
      parts: {
        subject: "Paper",
        receivedAt: "help@example.org",
        content: { text: "It does not print.", mail: { kind: "human", verified: false } }
      },
      mayAutoRespond: true
    })
    expect(received({ ...to("sales@example.org") })).toMatchObject({
      parts: { department: "sales", brand: "shop", receivedAt: "sales@example.org" }
    })
    expect(received({ ...to("any@shop.example") })).toMatchObject({ parts: { receivedAt: "any@shop.example" } })
    expect(received({ ...to("list@example.com"), deliveredTo: ["help@example.org"] })).toMatchObject({
      parts: { receivedAt: "help@example.org" }
    })
  })

  test("with the people in To and Cc as participants; not the desk, not its agents, not the sender", () => {
    const verdict = received({
      ...to("help+x@example.org", "eve@example.com", "EVE@example.com"),
      cc: ["bo@example.org", "ada@example.net", "sales@example.org", "zed@example.com"].map((address) => ({ address, name: "N" }))
    }) as OpenTicket
    expect(verdict.parts.participants).toEqual([
      { address: "eve@example.com", name: "" },
      { address: "zed@example.com", name: "N" }
    ])
  })

  test("but a mail to nobody here goes to quarantine, unless the desk has named no address at all", () => {
    const elsewhere = to("other@example.com")
    expect(received(elsewhere)).toMatchObject({ _tag: "Quarantine", causes: ["notForThisDesk"] })
    expect(received(elsewhere, { workspace: defineWorkspace({ name: "Bare" }) })).toMatchObject({ _tag: "Open" })
  })

  test("and one without a sender that could be trusted goes there too", () => {
    expect(received({ from: null })).toMatchObject({ causes: ["senderMissing"] })
    expect(received({ from: null, headers: [{ name: "from", value: "a@example.net, b@example.net" }] })).toMatchObject({
      causes: ["senderAmbiguous"]
    })
  })

  test("by a machine too, which is not answered", () => {
    expect(received({ headers: [{ name: "list-id", value: "<x>" }] })).toMatchObject({ _tag: "Open", mayAutoRespond: false })
    expect(received(from("noreply@example.net"))).toMatchObject({ _tag: "Open", mayAutoRespond: false })
  })
})

describe("an answer is appended", () => {
  test("of the requester: for everybody to read", () => {
    expect(received(answer)).toMatchObject({
      _tag: "Append",
      stream: "t-1",
      actor: "requester:r-1",
      wish: { _tag: "Reply" },
      propose: null,
      doubt: null
    })
    expect(received({ inReplyTo: "stored@example.net", ...from("ADA@example.net") })).toMatchObject({
      actor: "requester:r-1",
      wish: { _tag: "Reply" }
    })
  })

  test("of a participant: for everybody to read, under their own name", () => {
    expect(received({ ...answer, ...from("pat@example.net") })).toMatchObject({
      actor: "participant:pat@example.net",
      wish: { _tag: "Reply" }
    })
  })

  test("of a third person: for the desk alone, however strong the token", () => {
    expect(received({ ...answer, ...from("eve@example.com"), cc: [{ address: "mal@example.com", name: "" }] })).toMatchObject({
      actor: "participant:eve@example.com",
      wish: { _tag: "Note" },
      propose: null,
      doubt: "notInConversation"
    })
  })

  test("with strangers in Cc only proposed", () => {
    const verdict = received({
      ...answer,
      cc: ["eve@example.com", "pat@example.net", "bo@example.org"].map((address) => ({ address, name: "" }))
    })
    expect(verdict).toMatchObject({ propose: { _tag: "ProposeParticipants", participants: [{ address: "eve@example.com" }] } })
  })

  test("found by its subject line only for those who take part", () => {
    const subject = "Re: Printer [#K7QM-4XW2]"
    expect(received({ subject })).toMatchObject({ _tag: "Append", wish: { _tag: "Reply" } })
    expect(received({ subject, ...from("eve@example.com") })).toMatchObject({ _tag: "Open" })
    expect(received({ subject, ...from("bo@example.org") })).toMatchObject({ _tag: "Open" })
  })

  test("once", () => {
    const match = { _tag: "Copy", stream: "t-1" } as const
    expect(received(answer, { match })).toEqual({ _tag: "Duplicate", stream: "t-1" })
  })

  test("keeps what led here", () => {
    const { wish } = received(answer) as Append
    expect(wish.content.mail?.evidence).toEqual([{ by: "messageToken", value: sentTo(null) }])
  })
})

describe("an agent who answers by mail", () => {
  const copy = { inReplyTo: sentTo("bo@example.org"), ...from("bo@example.org") }

  test("speaks as an agent by a token made for them, or when the mail server vouches for them", () => {
    expect(received(copy, { answered: "public" })).toMatchObject({ actor: "agent:bo", wish: { _tag: "Reply" }, doubt: null })
    expect(received({ ...answer, ...from("bo@example.org") }, { answered: "public", authenticated: true })).toMatchObject({
      actor: "agent:bo"
    })
  })

  test("is a stranger otherwise, and said to be suspicious", () => {
    for (const inReplyTo of [sentTo(null), sentTo("cy@example.org"), "stored@example.net"])
      expect(received({ inReplyTo, ...from("bo@example.org") }, { answered: "public" })).toMatchObject({
        actor: "participant:bo@example.org",
        wish: { _tag: "Note" },
        doubt: "agentUnproven"
      })
  })

  test("gains nothing by being among the participants", () => {
    const joined = { ...ticket, participants: [{ address: "bo@example.org", name: "Bo" }] }
    expect(received({ ...answer, ...from("bo@example.org") }, { ticket: joined })).toMatchObject({
      wish: { _tag: "Note" },
      doubt: "agentUnproven"
    })
  })

  test("whose token somebody else uses lends that person nothing", () => {
    expect(received({ inReplyTo: sentTo("bo@example.org"), ...from("eve@example.com") }, { answered: "public" })).toMatchObject({
      actor: "participant:eve@example.com",
      wish: { _tag: "Note" }
    })
  })

  test("answers a note with a note, and what is not known to be public with a note too", () => {
    expect(received(copy, { answered: "internal" })).toMatchObject({ actor: "agent:bo", wish: { _tag: "Note" } })
    expect(received(copy)).toMatchObject({ actor: "agent:bo", wish: { _tag: "Note" } })
    expect(received({ ...copy, ...to("ada@example.net", "help@example.org") })).toMatchObject({
      actor: "agent:bo",
      wish: { _tag: "Reply" }
    })
  })
})

describe("a machine's answer", () => {
  const automatic = { headers: [{ name: "auto-submitted", value: "auto-replied" }] }

  test("is a note in the ticket that it answers, and reopens nothing", () => {
    expect(received({ ...answer, ...automatic })).toMatchObject({
      wish: { _tag: "Note", content: { mail: { kind: "autoReply" } } },
      actor: "requester:r-1"
    })
    expect(received({ ...answer, subject: "Out of office: back on Monday" })).toMatchObject({ wish: { _tag: "Note" } })
  })

  test("is no request", () => {
    expect(received(automatic)).toMatchObject({ _tag: "Quarantine", causes: ["automatic"], kind: "autoReply" })
  })

  test("of our own is a loop, even in a known thread", () => {
    expect(received({ ...answer, ...from("help@example.org") })).toMatchObject({ causes: ["loop"] })
  })
})

describe("a bounce", () => {
  const bounce = (original: string | null): Partial<Incoming> => ({
    from: { address: "mailer-daemon@example.com", name: "" },
    report: {
      original,
      recipients: [{ address: "ada@example.net", action: "failed", status: "5.1.1", diagnostic: "smtp; 550 5.1.1 User unknown" }]
    }
  })

  test("of a mail of ours is noted by the desk itself", () => {
    const verdict = received(bounce(sentTo(null))) as Append
    expect(verdict).toMatchObject({ _tag: "Append", actor: "system", wish: { _tag: "Note" } })
    expect(verdict.wish.content.text).toMatch(/^Delivery failed for ada@example\.net: userunknown · 5\.1\.1/)
  })

  test("that cannot show one of our marks is backscatter", () => {
    for (const original of [null, "stored@example.net", sentTo(null).replace(/\.[a-z2-7]{26}@/, `.${"a".repeat(26)}@`)])
      expect(received({ ...bounce(original), subject: "[#K7QM-4XW2]" })).toMatchObject({ _tag: "Quarantine", causes: ["backscatter"] })
  })

  test("without any sender is understood all the same", () => {
    const verdict = received({ ...bounce(sentTo(null)), from: null }) as Append
    expect(verdict.wish.content.mail).toBeUndefined()
    expect(verdict.actor).toBe("system")
  })
})

describe("a closed ticket", () => {
  const policy = (afterwards: "followUp" | "reject") =>
    defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", email: "bo@example.org" }],
      supportAddresses: [{ address: "help@example.org", plus: true }],
      followUp: { reopenWithinDays: 30, afterwards }
    })

  test("takes the requester's answer while it may be reopened", () => {
    expect(received(answer, { workspace: policy("followUp"), ticket: closedAt(3) })).toMatchObject({
      _tag: "Append",
      wish: { _tag: "Reply" }
    })
  })

  test("is followed up afterwards, or nothing, as the desk has it", () => {
    expect(received(answer, { workspace: policy("followUp"), ticket: closedAt(31) })).toMatchObject({
      _tag: "Open",
      parts: { followUpOf: "t-1" }
    })
    expect(received(answer, { workspace: policy("reject"), ticket: closedAt(31) })).toMatchObject({ causes: ["closed"] })
  })

  test("takes no notes: a stranger opens a ticket of their own, a machine is set aside", () => {
    const verdict = received({ ...answer, ...from("eve@example.com") }, { ticket: closedAt(1) }) as OpenTicket
    expect(verdict._tag).toBe("Open")
    expect(verdict.parts.followUpOf).toBeUndefined()
    expect(received({ ...answer, subject: "Automatic reply: x" }, { ticket: closedAt(1) })).toMatchObject({ causes: ["closed"] })
  })
})

describe("what is kept of a mail", () => {
  const contentOf = (parts: Partial<Incoming>): Ticket.Content => (received({ ...answer, ...parts }) as Append).wish.content

  test("quotes are told apart before the text is cut", () => {
    const quote = `On 1/15/24 2:30 PM, Bo wrote:\n${"> old words\n".repeat(7000)}`
    const content = contentOf({ text: `It prints.\n\n${quote}` })
    expect(content.text.length).toBe(LONGEST)
    expect(content.cutFrom).toBe(`It prints.\n\n${quote}`.length)
    expect(content.folded?.at(-1)).toEqual({ from: content.folded?.at(-1)?.from, to: LONGEST, reason: "quote" })
  })

  test("what stands below a long quote is not lost with it", () => {
    const content = contentOf({ text: `On 1/15/24 2:30 PM, Bo wrote:\n${"> old words\n".repeat(7000)}\nIt prints.` })
    expect(content.text.trim()).toBe("It prints.")
    expect(content.cutFrom).toBeGreaterThan(LONGEST)
  })

  test("never half a character", () => {
    const content = contentOf({ text: `a${"😀".repeat(LONGEST)}` })
    expect(content.text.isWellFormed()).toBe(true)
    expect(content.text.length).toBe(LONGEST - 1)
  })

  test("a file that is too large leaves a marker", () => {
    const file = { name: "a.pdf", type: "application/pdf", size: 1000, ref: "0".repeat(64), inline: false, contentId: null, refused: null }
    const [kept, marker] = contentOf({ attachments: [file, { ...file, size: 1001 }] }).attachments!
    expect(kept).toEqual(file)
    expect(marker).toMatchObject({ name: "a.pdf", ref: null, refused: "larger than 1000 bytes" })
  })
})

describe("laws", () => {
  const person = fc.constantFrom(
    "ada@example.net",
    "pat@example.net",
    "eve@example.com",
    "bo@example.org",
    "cy@example.org",
    "help@example.org",
    "noreply@example.com"
  )
  const forged = fc.stringMatching(/^t1\.[0-9a-z]{8}\.[0-9]{1,6}\.[a-z2-7]{8}\.[a-z2-7]{26}@example\.org$/)
  const id = fc.oneof(
    fc.constantFrom(sentTo(null), sentTo("bo@example.org"), sentTo("cy@example.org"), "stored@example.net", "unknown@example.com"),
    forged
  )
  const boxes = fc.array(
    person.map((address) => ({ address, name: "" })),
    { maxLength: 4 }
  )
  const mail = fc.record({
    from: fc.option(person.map((address) => ({ address, name: "" }))),
    to: boxes,
    cc: boxes,
    replyTo: boxes,
    inReplyTo: fc.option(id),
    references: fc.array(id, { maxLength: 3 }),
    subject: fc.constantFrom("Printer", "Re: [#K7QM-4XW2]", "Automatic reply: x", "Undeliverable: x"),
    text: fc.string({ unit: "grapheme" }),
    returnPath: fc.constantFrom(null, "", "x@example.com"),
    headers: fc.array(
      fc.record({ name: fc.constantFrom("auto-submitted", "precedence", "list-id"), value: fc.constantFrom("no", "auto-replied", "bulk") }),
      { maxLength: 2 }
    )
  })
  const more = fc.record({
    authenticated: fc.boolean(),
    answered: fc.constantFrom(undefined, "public" as const, "internal" as const),
    closed: fc.constantFrom(null, 1, 400)
  })
  const decided = (
    parts: Partial<Incoming>,
    { authenticated, answered, closed }: { authenticated: boolean; answered: "public" | "internal" | undefined; closed: number | null }
  ) => received(parts, { authenticated, answered, ...(closed === null ? {} : { ticket: closedAt(closed) }) })

  test("no mail adds anybody to a conversation: the ticket's own rules grant every wish, and its participants stay", () => {
    fc.assert(
      fc.property(mail, more, (parts, how) => {
        const verdict = decided(parts, how)
        if (verdict._tag !== "Append") return
        const before = how.closed === null ? ticket : closedAt(how.closed)
        const granted = Ticket.decide(before, verdict.wish, { ...context, id: "m2", actor: verdict.actor })
        let after = before
        for (const event of Result.getOrThrow(granted)) after = Ticket.evolve(after, event)!
        if (verdict.propose !== null)
          for (const event of Result.getOrThrow(Ticket.decide(after, verdict.propose, { ...context, id: "m2", actor: verdict.actor })))
            after = Ticket.evolve(after, event)!
        expect(after.participants).toEqual(before.participants)
        expect(after.requester).toEqual(before.requester)
      })
    )
  })

  test("only a proven agent speaks as one", () => {
    fc.assert(
      fc.property(mail, more, (parts, how) => {
        const verdict = decided(parts, how)
        if (verdict._tag !== "Append" || !verdict.actor.startsWith("agent:")) return
        const agent = workspace.agents.get(verdict.actor.slice(6))!
        expect(parts.from?.address).toBe(agent.email)
        const theirs = [parts.inReplyTo, ...parts.references].includes(sentTo(agent.email))
        expect(how.authenticated || theirs).toBe(true)
      })
    )
  })

  test("who is not in the conversation never speaks in public, and never reopens", () => {
    fc.assert(
      fc.property(mail, more, (parts, how) => {
        const verdict = decided(parts, how)
        if (verdict._tag === "Append" && verdict.wish._tag === "Reply")
          expect(["ada@example.net", "pat@example.net", "bo@example.org", "cy@example.org"]).toContain(parts.from?.address)
        if (verdict._tag === "Append" && parts.from?.address === "eve@example.com") expect(verdict.wish._tag).toBe("Note")
      })
    )
  })

  test("Reply-To and Sender decide nothing", () => {
    fc.assert(
      fc.property(mail, more, boxes, (parts, how, replyTo) => {
        const sender = replyTo[0] ?? null
        const plain = decided({ ...parts, replyTo: [], sender: null }, how)
        const swayed = decided({ ...parts, replyTo, sender }, how)
        expect({ ...swayed, wish: undefined }).toEqual({ ...plain, wish: undefined })
      })
    )
  })

  test("other X- headers decide nothing", () => {
    fc.assert(
      fc.property(
        mail,
        more,
        fc.stringMatching(/^x-(?:deskwright|ticket|priority|osticket|zammad)-[a-z]{1,8}$/),
        fc.string(),
        (parts, how, name, value) => {
          expect(decided({ ...parts, headers: [...parts.headers, { name, value }] }, how)).toEqual(decided(parts, how))
        }
      )
    )
  })

  test("forged ids lead nowhere: with them a mail fares as without", () => {
    fc.assert(
      fc.property(mail, more, forged, (parts, how, fake) => {
        const outcome = (references: ReadonlyArray<string>): unknown => {
          const verdict = decided({ ...parts, references }, how)
          return [verdict._tag, verdict._tag === "Append" ? [verdict.actor, verdict.wish._tag, verdict.stream] : null]
        }
        expect(outcome([...parts.references, fake])).toEqual(outcome(parts.references))
      })
    )
  })

  test("what is kept is well-formed, whatever came", () => {
    const isContent = Schema.is(Ticket.Content)
    fc.assert(
      fc.property(mail, more, fc.string({ unit: "binary" }), (parts, how, text) => {
        const verdict = decided({ ...parts, text }, how)
        if (verdict._tag === "Append") expect(isContent(verdict.wish.content)).toBe(true)
        if (verdict._tag === "Open") expect(isContent(verdict.parts.content)).toBe(true)
      })
    )
  })
})
