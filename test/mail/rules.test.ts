/** The letters that rules ask for: who gets them, what they hold, and which are not written. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Rate from "../../src/mail/announce/Rate.ts"
import { announce } from "../../src/mail/announce.ts"
import { compose } from "../../src/mail/compose.ts"
import { Letter } from "../../src/mail/Letter.ts"
import { plain } from "../../src/mail/plain.ts"
import * as Token from "../../src/mail/Token.ts"
import type { Actor } from "../../src/people/Actor.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { mail, morning, open, signer, tenant } from "./aLetter.ts"

const acme = defineWorkspace({
  name: "Acme",
  teams: ["first"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["first"] },
    { id: "di", name: "Di", email: "di@acme.example" }
  ],
  fields: [
    { id: "serial", type: "text", visible: true },
    { id: "cause", type: "text" }
  ],
  webhooks: [{ id: "crm", name: "CRM", url: "https://crm.example.org/hook" }],
  supportAddresses: [{ address: "help@acme.example", plus: true }, "sales@acme.example"],
  onAgentCreate: "unassigned",
  acknowledge: false
})

const ada: Actor = "requester:r-1"
const rule: Actor = "rule:late"
type Said = readonly [Actor, Ticket.Command]
interface Around {
  readonly at?: number
  readonly rate?: Rate.Rate
  readonly workspace?: typeof acme
  readonly depth?: number
}
/** One commit: these commands by these actors; and what follows outside. */
const commit = (
  before: Ticket.Ticket | undefined,
  said: ReadonlyArray<Said>,
  { at = morning, rate, workspace = acme, depth }: Around = {}
) => {
  const events: Array<Ticket.Event> = []
  let ticket: Ticket.State = before
  for (const [n, [actor, command]] of said.entries()) {
    const context = { now: Instant.make(at), id: `c-${at}-${n}`, actor, via: "email", vocabulary: workspace }
    const decided = Result.getOrThrow(Ticket.decide(ticket, command, context))
    events.push(...decided)
    ticket = Ticket.replay(decided, ticket)
  }
  const { effects, suppressed } = announce({ workspace, tenant, signer, before, after: ticket!, events, rate, depth })
  const letters = effects.filter(({ kind }) => kind === "mail").map(({ payload }) => payload as unknown as Letter)
  return { ticket: ticket!, events, effects, suppressed, letters, notices: letters.filter(({ template }) => /notice/i.test(template)) }
}
const send = (text: string, to: Ticket.SendMail["to"] = ["requester"], subject = ""): Ticket.SendMail => ({
  _tag: "SendMail",
  to,
  subject,
  text
})
const told = (letters: ReadonlyArray<Letter>) => letters.map(({ template, to }) => `${template}: ${to.map((one) => one.address).join(" ")}`)
const opening = (parts: Partial<Ticket.Open> = {}): Said => [
  ada,
  open({ content: { text: "Help", mail: mail({ verified: false }) }, ...parts })
]
const reply = (parts: Partial<Ticket.Mail> = {}, text = "Still burning"): Said => [
  ada,
  { _tag: "Reply", content: { text, mail: mail(parts) } }
]

const eve = { address: "eve@example.org", name: "Eve" }
const { ticket } = commit(undefined, [
  opening({ participants: [eve] }),
  ["agent:bo", { _tag: "Reply", content: { text: "On it" } }],
  ["agent:bo", { _tag: "Assign", agent: "bo", team: "first" }],
  ["agent:bo", { _tag: "Follow", agent: "di" }]
])

describe("a rule writes to somebody", () => {
  test("the requester gets a letter of the brand's, which a machine wrote, in the thread of the ticket", () => {
    const { notices } = commit(ticket, [[rule, send("Dear {{ requester.name }}, {{ ticket.reference }} is late.")]])
    expect(told(notices)).toEqual(["notice: ada@example.org"])
    expect(notices[0]).toMatchObject({
      audience: "customer",
      automatic: true,
      subject: "Re: Printer on fire",
      from: { address: "help@acme.example", name: "Acme" },
      data: { text: "Dear Ada, K7QM-4XW2 is late.", author: "Acme" },
      references: ["m1@example.org"]
    })
    expect(Token.readReplyAddress(signer, tenant, notices[0]!.replyTo!)).toBe("K7QM-4XW2")
    const raw = compose(notices[0]!, plain.render(notices[0]!)).toString()
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(raw).toMatch(/^X-Auto-Response-Suppress: All\r$/m)
    expect(raw).toContain("Dear Ada, K7QM-4XW2 is late.")
  })
  test.each([
    [["participants"], ["notice: eve@example.org"]],
    [["assignee"], ["agentNotice: bo@acme.example"]],
    [["team"], ["agentNotice: bo@acme.example", "agentNotice: cy@acme.example"]],
    [["followers"], ["agentNotice: di@acme.example"]],
    [["lab@history.example"], ["notice: lab@history.example"]],
    [["CY@acme.example"], ["agentNotice: cy@acme.example"]],
    [
      ["assignee", "team", "bo@acme.example"],
      ["agentNotice: bo@acme.example", "agentNotice: cy@acme.example"]
    ],
    [
      ["assignee", "requester", "ADA@example.org"],
      ["notice: ada@example.org", "agentNotice: bo@acme.example"]
    ]
  ] as const)("to %j goes %j: each their own, and once", (to, expected) => {
    expect(told(commit(ticket, [[rule, send("x", to)]]).notices)).toEqual(expected)
  })
  test("an agent's is internal: it holds what agents may read, and an answer to it stays in the desk", () => {
    const { notices } = commit(ticket, [
      [rule, send("{{ assignee.name }} has {{ ticket.priority }}", ["assignee"], "Look at {{ ticket.reference }}")]
    ])
    expect(notices[0]).toMatchObject({
      audience: "agent",
      subject: "Look at K7QM-4XW2",
      data: { text: "Bo has Normal", author: "Rule late" }
    })
    expect(Token.readMessageId(signer, tenant, notices[0]!.messageId)).toMatchObject({
      isInternal: true,
      reader: Token.readerTag(signer, tenant, "bo@acme.example")
    })
  })
  test("somebody outside the conversation gets no way to speak as the requester, and nobody's thread", () => {
    const { notices } = commit(ticket, [
      [rule, send("About {{ ticket.subject }} of {{ requester.name }}{{ requester.email }}", ["lab@history.example"])]
    ])
    expect(notices[0]).toMatchObject({
      replyTo: "help@acme.example",
      inReplyTo: null,
      data: { requester: "", text: "About Printer on fire of Ada" }
    })
    expect(JSON.stringify(notices[0])).not.toMatch(/ada@example|m1@example|eve@/)
  })
  test("what is written tells of the ticket as it is at the end of the commit", () => {
    const { notices } = commit(ticket, [
      [rule, send("now {{ ticket.priority }}, {{ ticket.status }}", ["assignee"])],
      [rule, { _tag: "Prioritize", priority: "urgent" }],
      [rule, { _tag: "ChangeStatus", status: "hold" }]
    ])
    expect(notices[0]!.data.text).toBe("now Urgent, On hold")
  })
  test("two rules that say the same to the same people are one letter; other words are another", () => {
    const { notices, effects } = commit(ticket, [
      [rule, send("Late.")],
      ["rule:other", send("Late.", ["requester", "assignee"])],
      ["rule:third", send("Sorry.")]
    ])
    expect(told(notices)).toEqual(["notice: ada@example.org", "agentNotice: bo@acme.example", "notice: ada@example.org"])
    expect(new Set(effects.map(({ key }) => key)).size).toBe(3)
    expect(new Set(notices.map(({ messageId }) => messageId)).size).toBe(3)
  })
  test("beside a reply in the same commit it is a letter of its own", () => {
    const { letters } = commit(ticket, [
      ["agent:cy", { _tag: "Reply", content: { text: "Hi" } }],
      [rule, send("We also wrote.", ["requester", "assignee"])]
    ])
    expect(told(letters).sort()).toEqual([
      "agentNotice: bo@acme.example",
      "agentReply: bo@acme.example",
      "agentReply: di@acme.example",
      "notice: ada@example.org",
      "reply: ada@example.org"
    ])
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(5)
  })
})

describe("a letter is not written, and it is said why", () => {
  const why = (result: { readonly suppressed: ReadonlyArray<{ readonly to: string; readonly reason: string }> }) =>
    result.suppressed.map(({ to, reason }) => `${to}: ${reason}`)
  test.each(["autoReply", "outOfOffice", "autoGenerated", "bounce", "deliveryNotice", "mailingList", "challengeResponse"] as const)(
    "to anybody outside, where the commit answers a mail of kind %s; agents hear of it",
    (kind) => {
      const result = commit(ticket, [reply({ kind }), [rule, send("Thank you", ["requester", "lab@history.example", "assignee"])]])
      expect(told(result.notices)).toEqual(["agentNotice: bo@acme.example"])
      expect(why(result)).toEqual(["ada@example.org: machine", "lab@history.example: machine"])
      expect(result.events.at(-1)).toMatchObject({ _tag: "MailAsked" })
      expect(result.suppressed[0]!.key).toBe((result.events.at(-1) as Ticket.MailAsked).id)
    }
  )
  test("where nobody is meant, where it would come back to us, where the desk has no address", () => {
    const nobody = { ...ticket, assignee: null, followers: [] }
    expect(why(commit(nobody, [[rule, send("x", ["assignee", "followers"])]]))).toEqual(["assignee, followers: nobody"])
    const toUs = commit(ticket, [[rule, send("x", ["Help@acme.example"])]])
    expect([told(toUs.letters), why(toUs)]).toEqual([[], ["Help@acme.example: own"]])
    const dumb = { ...acme, supportAddresses: [], defaultAddress: null }
    expect(why(commit({ ...ticket, receivedAt: null }, [[rule, send("x")]], { workspace: dumb }))).toEqual(["requester: homeless"])
    const { effects, suppressed } = announce({
      workspace: acme,
      tenant,
      signer: undefined,
      before: ticket,
      after: ticket,
      events: commit(ticket, [[rule, send("x")]]).events
    })
    expect([effects, suppressed.map(({ reason }) => reason)]).toEqual([[], ["homeless"]])
  })
  test("when the same address had its share for today; tomorrow there is a new one", () => {
    let rate = Rate.initial
    const once = (at: number, to: Ticket.SendMail["to"]) => {
      const result = commit(ticket, [[rule, send("Late", to)]], { at, rate })
      rate = Rate.count(rate, result.events)
      return [...told(result.notices), ...why(result)].join()
    }
    const four = [0, 1, 2, 3].map((n) => once(morning + n, n % 2 === 0 ? ["requester"] : ["ada@example.org"]))
    expect(new Set(four)).toEqual(new Set(["notice: ada@example.org"]))
    expect(once(morning + 4, ["requester"])).toBe("ada@example.org: often")
    expect(once(morning + 5, ["participants"])).toBe("notice: eve@example.org")
    expect(once(morning + 86_400_000, ["requester"])).toBe("notice: ada@example.org")
  })
  test("who is called by an address is who they are to the ticket", () => {
    const [byName, byAddress] = [["requester"], ["Ada@example.org"]].map(
      (to) => commit(ticket, [[rule, send("Hi {{ requester.name }}", to)]]).notices[0]!
    )
    const { to: _, messageId: __, ...rest } = byName!
    expect(byAddress).toMatchObject(rest)
  })
  test("there is room to count two hundred recipients a day; beyond them nobody is written to until tomorrow", () => {
    const many = Array.from({ length: 4 }, (_, n): Said => [
      rule,
      send(
        `${n}`,
        Array.from({ length: 50 }, (_, i) => `x${n * 50 + i}@example.org`)
      )
    ])
    const { events, notices } = commit(ticket, many)
    const rate = Rate.count(Rate.initial, events)
    expect([notices.length, rate.asked.length]).toEqual([200, 200])
    const result = commit(ticket, [[rule, send("Late")]], { rate })
    expect(why(result)).toEqual(["ada@example.org: often"])
    expect(Rate.count(rate, result.events).asked).toHaveLength(200)
    expect(commit(ticket, [[rule, send("Late")]], { rate, at: morning + 86_400_000 }).suppressed).toEqual([])
  })
  test("also within one commit", () => {
    const result = commit(
      ticket,
      [1, 2, 3, 4, 5, 6].map((n): Said => [rule, send(`Late ${n}`)])
    )
    expect([result.notices.length, why(result).length]).toEqual([4, 2])
  })
})

describe("a desk is no cannon", () => {
  const canary = "CANARY"
  const forged = (parts: Partial<Ticket.Open> = {}) =>
    opening({
      subject: canary,
      requester: { id: "r-1", name: canary, email: "ada@example.org", organization: null },
      participants: [{ address: "eve@example.org", name: canary }],
      fields: [{ field: "serial", value: canary }],
      content: { text: canary, mail: mail({ messageId: `${canary}@example.org`, verified: false }) },
      ...parts
    })
  const all = send("{{ requester.name }}{{ ticket.subject }}{{ fields.serial }} {{ ticket.reference }} arrived", [
    "requester",
    "participants"
  ])
  test("whoever opens a ticket in somebody's name chooses no word of what they get", () => {
    const { notices } = commit(undefined, [forged(), [rule, all]])
    expect(told(notices)).toEqual(["notice: ada@example.org", "notice: eve@example.org"])
    expect(JSON.stringify(notices)).not.toContain(canary)
    expect(notices[0]).toMatchObject({ subject: "Re: [#K7QM-4XW2]", data: { text: " K7QM-4XW2 arrived" } })
  })
  test("who is proven to be themselves gets their own words back; those whom they named do not", () => {
    const { notices } = commit(undefined, [forged({ content: { text: "x", mail: mail({ verified: true }) } }), [rule, all]])
    expect(notices[0]!.data.text).toBe(`${canary}${canary}${canary} K7QM-4XW2 arrived`)
    expect(JSON.stringify(notices[1])).not.toContain(canary)
  })
  test("as long as no person of the desk had a hand in it, the same words reach an address once a day, of all tickets together", () => {
    const keys = (said: ReadonlyArray<Said>, around: Around = {}, before?: Ticket.Ticket) =>
      commit(before, said, around)
        .effects.filter(({ payload }) => (payload as unknown as Letter).template === "notice")
        .map(({ key }) => key)
    const first = keys([forged(), [rule, send("Arrived")]])
    const other = forged({ ticketId: "t-2", reference: "AAAA-AAAA", subject: "other" })
    expect(keys([other, [rule, send("Arrived")]], { at: morning + 3_600_000 })).toEqual(first)
    expect(keys([other, [rule, send("Arrived")]], { at: morning + 86_400_000 })).not.toEqual(first)
    expect(keys([other, [rule, send("Other words")]])).not.toEqual(first)
    const { ticket: unanswered } = commit(undefined, [forged()])
    expect(keys([reply(), [rule, send("Arrived")]], { at: morning + 5 }, unanswered)).toEqual(first)
    for (const [said, before] of [
      [[["agent:bo", { _tag: "Tag", tags: ["x"] }]], unanswered],
      [[], { ...unanswered, answeredAt: Instant.make(morning) }],
      [[], { ...unanswered, submitter: "agent:bo" as const }]
    ] satisfies ReadonlyArray<readonly [ReadonlyArray<Said>, Ticket.Ticket]>) {
      const [key] = keys([...said, [rule, send("Arrived")]], { at: morning + 9 }, before)
      expect(key).toMatch(/^mail:t1\.k7qm4xw2\.0\./)
    }
  })
})

describe("other effects", () => {
  test("a notification goes to each agent who is meant, with all that agents may read", () => {
    const { effects, suppressed } = commit(ticket, [
      [
        rule,
        { _tag: "Notify", to: ["team", "agent:di", "agent:bo"], text: "{{ ticket.reference }}: {{ ticket.tags }}{{ ticket.priority }}" }
      ],
      ["rule:other", { _tag: "Notify", to: ["agent:di"], text: "{{ ticket.reference }}: {{ ticket.tags }}{{ ticket.priority }}" }]
    ])
    expect(effects.map(({ kind, payload }) => [kind, (payload as unknown as { agent: string }).agent])).toEqual([
      ["notification", "bo"],
      ["notification", "cy"],
      ["notification", "di"]
    ])
    expect(effects[0]!.payload).toMatchObject({ text: "K7QM-4XW2: Normal", ticketId: "t-1", reference: "K7QM-4XW2", at: morning })
    expect(suppressed).toEqual([])
    expect(commit({ ...ticket, assignee: null }, [[rule, { _tag: "Notify", to: ["assignee"], text: "x" }]]).suppressed).toMatchObject([
      { to: "assignee", reason: "nobody" }
    ])
  })
  test("a webhook is called once in a commit, and told all of it and the ticket after it", () => {
    const {
      effects,
      events,
      ticket: after
    } = commit(
      ticket,
      [
        [rule, { _tag: "CallWebhook", webhook: "crm" }],
        ["rule:other", { _tag: "CallWebhook", webhook: "crm" }],
        [rule, { _tag: "Prioritize", priority: "urgent" }]
      ],
      { depth: 3 }
    )
    expect(effects).toHaveLength(1)
    expect((effects[0]!.payload as { id: string }).id).toBe((events[0] as Ticket.WebhookAsked).id)
    const { id, webhook, depth, body } = effects[0]!.payload as { id: string; webhook: string; depth: number; body: string }
    expect([effects[0]!.kind, effects[0]!.key, webhook, depth]).toEqual(["webhook", `webhook:t-1:${id}`, "crm", 3])
    expect(JSON.parse(body)).toEqual({
      type: "ticket.changed",
      timestamp: "2026-01-05T09:00:00.000Z",
      data: { depth: 3, ticket: after, events }
    })
    const first = commit(undefined, [opening(), [rule, { _tag: "CallWebhook", webhook: "crm" }]]).effects.find(
      ({ kind }) => kind === "webhook"
    )
    expect(JSON.parse((first!.payload as { body: string }).body)).toMatchObject({ type: "ticket.opened", data: { depth: 1 } })
  })
})

const recipients = fc.uniqueArray(
  fc.constantFrom(
    "requester",
    "participants",
    "assignee",
    "team",
    "followers",
    "lab@history.example",
    "bo@acme.example",
    "eve@example.org",
    "sales@acme.example"
  ),
  { minLength: 1 }
)
const names = fc.constantFrom(
  "ticket.subject",
  "ticket.status",
  "ticket.priority",
  "ticket.tags",
  "team.name",
  "assignee.name",
  "fields.cause",
  "fields.serial",
  "requester.name",
  "requester.email"
)
const wishes = fc.array(
  fc
    .record({ to: recipients, text: arbitraries.filled(30), subject: arbitraries.text(30), named: fc.array(names, { maxLength: 4 }) })
    .map(({ to, text, subject, named }): Said => [
      rule,
      send(Ticket.Content.fields.text.make(`${text} ${named.map((name) => `{{ ${name} }}`).join()}`), to, subject)
    ]),
  { minLength: 1, maxLength: 6 }
)

describe("whatever rules ask for", () => {
  const decode = Schema.decodeUnknownSync(Letter, { onExcessProperty: "error" })
  test("letters are letters; each answers one request of the commit, and what is not written is said", () => {
    fc.assert(
      fc.property(wishes, fc.boolean(), (asked, isMachine) => {
        const { notices, effects, suppressed, events } = commit(ticket, [reply({ kind: isMachine ? "autoReply" : "human" }), ...asked])
        const ids = events.flatMap((event) => (event._tag === "MailAsked" ? [event.id] : []))
        for (const letter of notices) {
          expect(decode(JSON.parse(JSON.stringify(letter)))).toEqual(letter)
          expect(letter.automatic).toBe(true)
          expect(ids.filter((id) => letter.messageId.includes(`@${id}.`))).toHaveLength(1)
          if (isMachine) expect(letter.audience).toBe("agent")
        }
        expect(new Set(effects.map(({ key }) => key)).size).toBe(effects.length)
        for (const { key } of suppressed) expect(ids).toContain(key)
        for (const id of ids) {
          const own = asked[ids.indexOf(id)]![1] as Ticket.SendMail
          const sameWords = ids.filter((_, n) => (asked[n]![1] as Ticket.SendMail).text === own.text)
          expect(
            sameWords.some((one) => suppressed.some(({ key }) => key === one) || notices.some(({ messageId }) => messageId.includes(one)))
          ).toBe(true)
        }
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
  test("no address outside gets more than its share a day, whoever asks and however it is called", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(wishes, fc.nat(30_000_000)), { maxLength: 12 }), (commits) => {
        const counted = new Map<string, number>()
        let rate = Rate.initial
        let at = morning
        for (const [asked, later] of commits) {
          at += later
          const { notices, events } = commit(ticket, asked, { at, rate })
          rate = Rate.count(rate, events)
          for (const { to, audience } of notices) {
            const key = `${audience} ${to[0]!.address} ${Math.floor(at / 86_400_000)}`
            counted.set(key, (counted.get(key) ?? 0) + 1)
          }
        }
        for (const [key, times] of counted) expect(times).toBeLessThanOrEqual(key.startsWith("agent") ? 20 : 4)
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
  test("letters to people outside do not depend on anything internal, byte for byte", () => {
    fc.assert(
      fc.property(wishes, arbitraries.filled(40), fc.boolean(), (asked, secret, isAnswered) => {
        const base: Ticket.Ticket = { ...ticket, answeredAt: isAnswered ? ticket.answeredAt : null }
        const other: Ticket.Ticket = {
          ...base,
          assignee: "cy",
          team: null,
          followers: [],
          tags: [secret],
          priority: "urgent",
          kind: null,
          fields: [{ field: "cause", value: secret }],
          department: base.department,
          escalated: true,
          proposed: [{ address: "secret@example.org", name: secret }],
          messages: base.messages + 3
        }
        const outside = (before: Ticket.Ticket) => {
          const { effects } = commit(before, asked)
          const kept = effects.filter(({ payload }) => (payload as unknown as Letter).audience === "customer")
          return kept.map(({ key, payload }) => [
            key,
            compose(payload as unknown as Letter, plain.render(payload as unknown as Letter)).toString()
          ])
        }
        expect(outside(other)).toEqual(outside(base))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
  test("a stranger's letter is the same whatever was written in their name", () => {
    fc.assert(
      fc.property(wishes, arbitraries.text(60), arbitraries.filled(40), (asked, subject, name) => {
        const opened = (parts: Partial<Ticket.Open>) =>
          commit(undefined, [
            opening({ participants: [eve], ...parts }),
            ...asked.map(([, one]): Said => [rule, { ...(one as Ticket.SendMail), to: ["requester", "participants"] }])
          ]).notices.filter(({ audience }) => audience === "customer")
        const forged = opened({
          subject,
          requester: { id: "r-1", name, email: "ada@example.org", organization: null },
          participants: [{ ...eve, name }],
          fields: [{ field: "serial", value: subject }],
          content: { text: name, mail: mail({ verified: false, messageId: "forged@example.org" }) }
        })
        expect(forged).toEqual(opened({}))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
})
