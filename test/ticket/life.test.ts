/** A ticket's life as a picture: what is in it, that it is well-formed whatever people write, and that it stays small. */
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Instant from "../../src/time/Instant.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { acme, ada, bo, by, DAY, MINUTE, nine, open, past, say } from "./acme.ts"
import { texts, wellFormed } from "./wellFormed.ts"

const HOUR = 60 * MINUTE

/** Commands by who, hours after nine. */
const lived = (...asked: ReadonlyArray<readonly [hours: number, Ticket.Context["actor"], Ticket.Command]>): ReadonlyArray<Ticket.Event> =>
  asked.reduce<ReadonlyArray<Ticket.Event>>((events, [hours, actor, command], n) => {
    const answer = Ticket.decide(Ticket.replay(events), command, by(actor, hours * HOUR, { id: `c-${n}` }))
    if ("failure" in answer) throw answer.failure as Error
    return [...events, ...("success" in answer ? answer.success : [])]
  }, [])

const life = lived(
  [0, ada, open],
  [0.2, bo, { _tag: "Assign", agent: "bo", team: "firstLine" }],
  [0.5, bo, { _tag: "Reply", content: say("Is there smoke?"), then: "pending" }],
  [1, bo, { _tag: "Note", content: say("She has had that printer since 2009 <b>&</b>.") }],
  [3, ada, { _tag: "Reply", content: say("There is nothing but smoke.") }],
  [3.5, bo, { _tag: "Absorb", merge: "m-1", ticket: "t-2", reference: "2TTT-0000", pieces: Ticket.Pieces.whole("t-2"), carried: [] }],
  [4, bo, { _tag: "Assign", agent: "cy", team: "firstLine" }],
  [4.2, "agent:cy", { _tag: "SetField", field: "onSite", value: true }],
  [4.5, "agent:cy", { _tag: "ChangeStatus", status: "atCarrier" }],
  [6, "system", { _tag: "Breach", metric: "resolution", instance: 1, promise: 0, reachedAt: past(5 * HOUR) }],
  [7, "agent:cy", { _tag: "SetField", field: "cause", value: "toner" }],
  [8, "agent:cy", { _tag: "Reply", content: say("A new one is there."), then: "solve" }]
)
const deadlines = [
  { name: "firstReply 1", at: past(2 * HOUR), isMissed: false },
  { name: "resolution 1", at: past(5 * HOUR), isMissed: true },
  { name: "far away", at: past(9 * DAY), isMissed: false }
]
const picture = Ticket.drawLife(acme, life, { deadlines, until: past(9 * HOUR), zone: "Europe/Paris" })

describe("a picture of a ticket's life", () => {
  test("stands in the guide", async () => {
    await expect(picture).toMatchFileSnapshot(join(import.meta.dirname, "../../docs/pictures/life.svg"))
  })
  test("shows each status for as long as it lasted, by name", () => {
    const said = texts(picture)
    expect(said).toContain("New: Mon 5 Jan 2026 10:00 → Mon 5 Jan 2026 10:30, 30m")
    expect(said).toContain("Pending: Mon 5 Jan 2026 10:30 → Mon 5 Jan 2026 13:00, 2h 30m")
    expect(said).toContain("At the carrier: Mon 5 Jan 2026 14:30 → Mon 5 Jan 2026 18:00, 3h 30m")
    expect(said).toContain("Solved: Mon 5 Jan 2026 18:00 → Mon 5 Jan 2026 19:00, 1h")
  })
  test("shows who had it", () => {
    expect(texts(picture)).toContain("Bo Larsen, First line: Mon 5 Jan 2026 10:12 → Mon 5 Jan 2026 14:00, 3h 48m")
  })
  test("shows who said something when, each side in a lane and a form of its own; never what", () => {
    const said = texts(picture)
    expect(said.filter((one) => one.startsWith("from outside:"))).toEqual([
      "from outside: Ada Lovelace, Mon 5 Jan 2026 10:00",
      "from outside: Ada Lovelace, Mon 5 Jan 2026 13:00"
    ])
    expect(said.filter((one) => one.startsWith("answer:"))).toHaveLength(2)
    expect(said.filter((one) => one.startsWith("note:"))).toEqual(["note: Bo Larsen, Mon 5 Jan 2026 11:00"])
    expect(picture).not.toContain("smoke")
    expect(picture).not.toContain("2009")
  })
  test("shows what befell it, a breach at the moment at which it happened", () => {
    expect(texts(picture)).toContain("merge: merged 2TTT-0000 into it, Mon 5 Jan 2026 13:30")
    expect(texts(picture).some((one) => one.startsWith("missed: noticed that resolution") && one.endsWith("Mon 5 Jan 2026 15:00"))).toBe(
      true
    )
  })
  test("shows deadlines that were missed as such, and leaves those out that a solved ticket will not reach", () => {
    expect(texts(picture)).toContain("firstReply 1")
    expect(texts(picture)).toContain("firstReply 1: due Mon 5 Jan 2026 12:00")
    expect(texts(picture)).toContain("resolution 1: due Mon 5 Jan 2026 15:00, missed")
    expect(texts(picture)).not.toContain("far away: due Wed 14 Jan 2026 10:00")
  })
  test("reaches to a deadline that an open ticket still has before it", () => {
    const waiting = Ticket.drawLife(acme, life.slice(0, 3), { deadlines: deadlines.slice(2) })
    expect(texts(waiting)).toContain("far away: due Wed 14 Jan 2026 09:00")
    expect(texts(waiting)).toContain("Wed 14 Jan 2026 09:00 (UTC)")
  })
  test("is told in words to those who do not see it", () => {
    expect(picture).toMatch(/role="img" aria-labelledby="life-K7QM-4XW2-title life-K7QM-4XW2-desc"/)
    const said = texts(picture)
    expect(said).toContain("K7QM-4XW2 Printer on fire")
    expect(said.some((one) => one.includes("Messages: 2 words from outside, 2 answers, 1 note."))).toBe(true)
    expect(
      said.some((one) => one.includes("Deadlines: firstReply 1 Mon 5 Jan 2026 12:00, resolution 1 Mon 5 Jan 2026 15:00 (missed)"))
    ).toBe(true)
  })
  test("has a legend of what is in it, and of nothing else", () => {
    const said = texts(picture)
    for (const word of ["new", "pending", "on hold", "solved", "from outside", "answer", "note", "merge", "missed", "deadline"])
      expect(said).toContain(word)
    for (const word of ["closed", "split", "approval"]) expect(said).not.toContain(word)
  })
  test("of no ticket is empty; a zone that does not exist is UTC", () => {
    expect(Ticket.drawLife(acme, [])).toBe("")
    expect(texts(Ticket.drawLife(acme, life, { zone: "Nowhere/Else" }))).toContain("Mon 5 Jan 2026 17:00 (UTC)")
  })
  test("shows messages of a ticket that was merged into it", () => {
    const other = lived([1.5, "requester:r-eve", { ...open, ticketId: "t-2", requester: { ...open.requester, id: "r-eve", name: "Eve" } }])
    const both = Ticket.drawLife(acme, life, { others: [{ stream: "t-2", events: other }] })
    expect(texts(both)).toContain("from outside: Requester r-eve, Mon 5 Jan 2026 10:30")
  })
})

const names = ["<script>alert(1)</script>", '"&\u0001\u202E\uFFFE', "ﷺ".repeat(200), "&".repeat(250)]

/** Ten thousand events, an hour apart or at once, of people with the names that they have. */
const busy = (step: number, name: string): ReadonlyArray<Ticket.Event> => {
  const statuses = ["open", "pending", "atCarrier", "escalated"]
  const many = Array.from({ length: 10_000 }, (_, n): Ticket.Event => {
    const at = Instant.plus(nine, n * step)
    const common = { at, by: n % 3 === 0 ? ada : bo, via: "email" } as const
    const messageId = `m-${n}`
    if (n % 7 === 0) return { ...common, _tag: "StatusChanged", status: statuses[(n / 7) % 4]!, statusCategory: "open", from: "open" }
    if (n % 7 === 1) return { ...common, _tag: "Assigned", agent: n % 2 === 0 ? "bo" : "cy", team: null, from: { agent: null, team: null } }
    if (n % 7 === 2) return { ...common, _tag: "MessagesGiven", to: "t-9", reference: name.slice(0, 50), pieces: [] }
    return n % 7 < 5
      ? { ...common, _tag: "Replied", messageId, content: say("x") }
      : { ...common, _tag: "Noted", messageId, content: say("x") }
  })
  return [{ ...(life[0] as Ticket.Opened), subject: name.slice(0, 998) }, ...many]
}

describe("laws", () => {
  test("ten thousand events make at most 100 kB, well-formed, whatever things are called and however close they lie", () => {
    for (const name of names)
      for (const step of [0, 1, HOUR]) {
        const agents = new Map([...acme.agents].map(([id, agent]) => [id, Object.assign({}, agent, { name: name.slice(0, 250) })]))
        const statuses = new Map(
          [...acme.statuses].map(([id, status]) => [id, Object.assign({}, status, { name: `${name}${id}`.slice(0, 250) })])
        )
        const svg = Ticket.drawLife({ ...acme, agents, statuses }, busy(step, name))
        expect(new TextEncoder().encode(svg).length).toBeLessThanOrEqual(100_000)
        wellFormed(svg)
      }
  })
  test("the same events make the same bytes; any history makes well-formed XML without a script, and tells no message", () => {
    const runs = Math.ceil(fc.readConfigureGlobal().numRuns! / 4)
    fc.assert(
      fc.property(arbitraries.history(20), arbitraries.text(), ({ vocabulary, events }, title) => {
        const svg = Ticket.drawLife(vocabulary, events, { title })
        expect(Ticket.drawLife(vocabulary, events, { title })).toBe(svg)
        const { elements } = wellFormed(svg)
        expect([...elements].filter((element) => !allowed.has(element))).toEqual([])
      }),
      { numRuns: runs }
    )
  })
  test("every message is in it once, alone or among others", () => {
    fc.assert(
      fc.property(arbitraries.history(20), ({ vocabulary, events }) => {
        const counted = texts(Ticket.drawLife(vocabulary, events)).flatMap((said) => {
          const many = /^(\d+) (?:words from outside|answers|notes), /.exec(said)
          return many === null ? (/^(?:from outside|answer|note): /.test(said) ? [1] : []) : [Number(many[1])]
        })
        expect(counted.reduce((sum, n) => sum + n, 0)).toBe(events.filter((event) => "messageId" in event).length)
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 4) }
    )
  })
})
const allowed = new Set(["svg", "title", "desc", "rect", "text", "path", "g"])
