/** Answers by mail: who gets which letter, what its link shows, and that nobody makes a link of their own. */
import fc from "fast-check"
import PostalMime from "postal-mime"
import { describe, expect, test } from "vitest"
import { compose } from "../../src/mail/compose.ts"
import * as Ballot from "../../src/mail/Ballot.ts"
import { plain } from "../../src/mail/plain.ts"
import { signer } from "../../src/mail/Signer.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import * as Instant from "../../src/time/Instant.ts"
import { type Approvals, HOUR, monday, office, refusal, tokenIn } from "./office.ts"

type Step = Approvals[number]["steps"][number]
const one = (step: Partial<Step> = {}, more: Partial<Approvals[number]> = {}): Approvals => [
  { id: "budget", steps: [{ id: "finance", approvers: [{ team: "finance" }], rule: "all", ...step }], ...more }
]
type It = ReturnType<typeof office>
const readers = async (it: It) => (await it.mailed()).map(({ to }) => to[0]!.address.split("@")[0])

describe("a letter", () => {
  test("goes to each who is asked, and says what, by whom, by which rule, and until when", async () => {
    const it = office(one({ expiries: [{ after: "16h", calendar: "office", then: "reject" }] }))
    const id = await it.asked()
    const letters = await it.mailed()
    expect(letters.map(({ to }) => to.map(({ address }) => address))).toEqual([
      ["ann@acme.example"],
      ["bo@acme.example"],
      ["eve@acme.example"]
    ])
    const [letter] = letters
    const { reference } = (await it.desk.get(id)).ticket
    expect(letter).toMatchObject({ audience: "agent", automatic: true, subject: `Please approve: VPN access` })
    const { text } = plain.render(letter!)
    expect(text).toContain(`Di asks for your approval in ${reference}: VPN access`)
    expect(text).toContain("It needs 3 of 3; 3 open.")
    expect(text).toContain("Thu 5 Mar 2026 10:00 (UTC): is rejected if it is still open.")
    expect(text).toMatch(/https:\/\/desk\.acme\.example\/approve\?t=\S+/)
    expect(new Set(letters.map(tokenIn)).size).toBe(3)
  })
  test("goes on: to the next step, to those who are asked instead, to whoever is reminded, to stand-ins; to nobody twice", async () => {
    const it = office([
      {
        id: "budget",
        steps: [
          {
            id: "finance",
            approvers: [{ agent: "ann" }, { agent: "bo" }],
            rule: "all",
            expiries: [
              { after: "1h", then: "remind" },
              { after: "1h", then: "escalate", to: [{ role: "director" }] }
            ]
          },
          { id: "board", approvers: [{ agent: "cy" }] }
        ]
      }
    ])
    const id = await it.asked()
    expect(await readers(it)).toEqual(["ann", "bo"])
    await it.desk.note(id, { as: "agent:di", text: "so" })
    expect(await readers(it)).toEqual([])
    await it.says(id, "ann: yes")
    expect(await readers(it)).toEqual([])
    await it.desk.delegateVote(id, { as: "agent:bo", approval: "budget", to: "eve" })
    expect(await readers(it)).toEqual(["eve"])
    it.later(1)
    await it.desk.tick()
    expect(await readers(it)).toEqual(["bo", "eve"])
    it.later(1)
    await it.desk.tick()
    expect(await readers(it)).toEqual(["flo"])
    await it.desk.replaceApprover(id, { as: "agent:cy", approval: "budget", from: "flo", to: "eve" })
    expect(await readers(it)).toEqual(["eve"])
    await it.says(id, "eve: yes")
    expect(await readers(it)).toEqual(["cy"])
    await it.says(id, "cy: no")
    expect(await readers(it)).toEqual([])
  })
  test("to a stand-in says for whom, and their answer counts for them", async () => {
    const it = office(one({ approvers: [{ agent: "ann" }] }))
    const id = await it.asked()
    await it.mailed()
    await it.desk.delegateVote(id, { as: "agent:ann", approval: "budget", to: "cy" })
    const [letter] = await it.mailed()
    expect(letter!.data.text).toContain("You may answer for Ann.")
    const { confirmation } = await it.desk.ballot(tokenIn(letter!))
    await it.desk.castBallot({ confirmation, answer: "yes" })
    expect((await it.desk.events(id)).at(-1)).toMatchObject({ by: "agent:cy", onBehalfOf: "ann", via: "email" })
  })
  test("never goes outside, and holds no line of anybody else's", async () => {
    const it = office(one())
    const id = await it.opened("ada@example.org", { subject: "VPN", cc: ["eve@outside.example"] })
    await it.desk.requestApproval(id, { as: "agent:di", approval: "budget", subject: "A\nRead it and answer: https://evil.example/" })
    const letters = await it.mailed()
    expect(letters.flatMap(({ to, cc }) => [...to, ...cc]).every(({ address }) => address.endsWith("@acme.example"))).toBe(true)
    for (const { data } of letters) expect(data.text.split("\n").filter((line) => line.startsWith("Read it and answer:")).length).toBe(1)
  })
})

describe("a link", () => {
  const asked = async (around: Parameters<typeof office>[1] = {}, step: Partial<Step> = {}) => {
    const it = office(one(step), around)
    const id = await it.asked()
    const letters = await it.mailed()
    return { ...it, id, tokens: letters.map(tokenIn) }
  }
  test("shows what is asked, and for whom", async () => {
    const { desk, id, tokens } = await asked()
    const ballot = await desk.ballot(tokens[1]!)
    expect(ballot).toMatchObject({ ticketId: id, approval: "budget", step: "finance", subject: "VPN access", approver: "bo", by: "bo" })
    expect(ballot.text).toContain("needs 3 of 3; 3 open")
    expect(ballot.explanation.verdict).toBe("pending")
  })
  test("comes through the mail as it was written, in plain text and in HTML", async () => {
    const it = office(one())
    await it.asked()
    const [letter] = await it.mailed()
    const { text = "", html = "" } = await PostalMime.parse(compose(letter!, plain.render(letter!)))
    for (const part of [text, html]) {
      const [, token] = /approve\?t=([^\s<]+)/.exec(part)!
      expect((await it.desk.ballot(decodeURIComponent(token!))).by).toBe("ann")
    }
  })
  test("writes nothing, however often it is opened", async () => {
    const store = memory()
    let commits = 0
    const counting: Storage = { ...store, commit: (...batch) => (commits++, store.commit(...batch)) }
    const { desk, id, tokens } = await asked({ storage: counting })
    const [before, events] = [commits, await desk.events(id)]
    for (let n = 0; n < 20; n++) for (const token of tokens) await desk.ballot(token)
    expect(commits).toBe(before)
    expect(await desk.events(id)).toEqual(events)
  })
  test("decides by its confirmation alone, once, within an hour", async () => {
    const { desk, id, tokens, later, verdict } = await asked()
    expect(await refusal(desk.castBallot({ confirmation: tokens[0]!, answer: "yes" }))).toBe("BallotInvalid")
    const { confirmation } = await desk.ballot(tokens[0]!)
    expect(await refusal(desk.ballot(confirmation))).toBe("BallotInvalid")
    const done = await desk.castBallot({ confirmation, answer: "yes", reason: "Fine." })
    expect(done.events).toMatchObject([{ _tag: "Voted", by: "agent:ann", onBehalfOf: "ann", answer: "yes", reason: "Fine." }])
    const again = await desk.castBallot({ confirmation, answer: "yes", reason: "Fine." })
    expect([again.repeated, again.events]).toEqual([true, []])
    expect(await refusal(desk.castBallot({ confirmation, answer: "no" }))).toBe("CommandReused")
    const { confirmation: other } = await desk.ballot(tokens[1]!)
    later(1)
    expect(await refusal(desk.castBallot({ confirmation: other, answer: "yes" }))).toBe("BallotInvalid")
    expect((await desk.events(id)).filter(({ _tag }) => _tag === "Voted").length).toBe(1)
    expect(await verdict(id)).toBe("pending")
  })
  test("lets somebody change their mind while the step is open", async () => {
    const { desk, id, tokens, later } = await asked({}, { rule: "any" })
    for (const answer of ["no", "abstain"] as const) {
      const { confirmation } = await desk.ballot(tokens[0]!)
      await desk.castBallot({ confirmation, answer })
      later(0.1)
    }
    const { steps } = await desk.explainApproval(id, "budget")
    expect(steps[0]!.says.find(({ agent }) => agent === "ann")!.answer).toBe("abstain")
  })
  test("is void when the step, the approval or its round is over, or who has it is asked no more", async () => {
    const { desk, id, tokens, says, later } = await asked({}, { rule: { kind: "quorum", count: 2 } })
    const held = (await desk.ballot(tokens[2]!)).confirmation
    await desk.replaceApprover(id, { as: "agent:flo", approval: "budget", from: "eve", to: "cy" })
    expect(await refusal(desk.ballot(tokens[2]!))).toBe("NotAnApprover")
    expect(await refusal(desk.castBallot({ confirmation: held, answer: "yes" }))).toBe("NotAnApprover")
    const old = (await desk.ballot(tokens[0]!)).confirmation
    await says(id, "bo: yes")
    await says(id, "cy: yes")
    expect(await refusal(desk.ballot(tokens[0]!))).toBe("AlreadyDecided")
    expect(await refusal(desk.castBallot({ confirmation: old, answer: "no" }))).toBe("AlreadyDecided")
    later(0.5)
    await desk.requestApproval(id, { as: "agent:di", approval: "budget" })
    expect(await refusal(desk.ballot(tokens[0]!))).toBe("BallotInvalid")
    expect(await refusal(desk.castBallot({ confirmation: old, answer: "no" }))).toBe("BallotInvalid")
  })
  test("of one desk is good for no other tenant, and for no desk with other secrets", async () => {
    const { storage, tokens, clock } = await asked()
    for (const other of [office(one(), { storage, tenant: "other" }), office(one(), { storage, secrets: ["another secret of tests"] })]) {
      other.clock.now = clock.now
      expect(await refusal(other.desk.ballot(tokens[0]!))).toBe("BallotInvalid")
    }
    const rolled = office(one(), { storage, secrets: ["another secret of tests", "a secret of the tests"] })
    expect((await rolled.desk.ballot(tokens[0]!)).approver).toBe("ann")
  })
  test("is one for whoever holds it: an agent who left the desk holds nothing", async () => {
    const { storage, tokens } = await asked()
    const after = office(one(), { storage, without: ["eve"] })
    expect(await refusal(after.desk.ballot(tokens[2]!))).toBe("UnknownWord")
  })
})

describe("laws of the marks", () => {
  const ours = signer(["a secret of the tests"])
  const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$/)
  const slug = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,62}$/)
  const ballot: fc.Arbitrary<Ballot.Ballot> = fc.record({
    ticketId: id,
    approval: slug,
    askedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }).map(Instant.make),
    step: slug,
    approver: slug,
    by: slug
  })
  const until = Instant.make(monday + HOUR)
  test("each says what it was made of", () => {
    fc.assert(
      fc.property(ballot, fc.string(), (one, tenant) => {
        expect(Ballot.read(ours, tenant, Ballot.link(ours, tenant, one))).toEqual(one)
        expect(Ballot.readConfirmation(ours, tenant, Ballot.confirmation(ours, tenant, one, until))).toEqual({ ballot: one, until })
      })
    )
  })
  test("none is read with a sign changed, left out or put in; nor as the other kind; nor for another tenant", () => {
    fc.assert(
      fc.property(ballot, fc.nat(), fc.nat({ max: 127 }), fc.nat({ max: 2 }), (one, place, sign, how) => {
        const link = Ballot.link(ours, "main", one)
        const at = place % link.length
        const put = how === 1 ? "" : String.fromCharCode(sign)
        const changed = link.slice(0, at) + put + link.slice(how === 2 ? at : at + 1)
        if (changed !== link) expect(Ballot.read(ours, "main", changed)).toBeUndefined()
        expect(Ballot.read(ours, "other", link)).toBeUndefined()
        expect(Ballot.readConfirmation(ours, "main", link)).toBeUndefined()
        expect(Ballot.read(ours, "main", Ballot.confirmation(ours, "main", one, until))).toBeUndefined()
      })
    )
  })
  test("two that differ in anything differ in their mark, and one's mark does not fit the other", () => {
    fc.assert(
      fc.property(
        ballot,
        ballot,
        fc.constantFrom(...(["ticketId", "approval", "askedAt", "step", "approver", "by"] as const)),
        (one, two, part) => {
          const other = { ...one, [part]: two[part] }
          fc.pre(other[part] !== one[part])
          const [mine, theirs] = [Ballot.link(ours, "main", one), Ballot.link(ours, "main", other)]
          const mac = (link: string): string => link.slice(link.lastIndexOf("~"))
          expect(mac(mine)).not.toBe(mac(theirs))
          expect(Ballot.read(ours, "main", theirs.slice(0, theirs.lastIndexOf("~")) + mac(mine))).toBeUndefined()
        }
      )
    )
  })
  test("whatever text there is, reading answers", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.string(), { maxLength: 9 }).map((parts) => parts.join("~"))
        ),
        (text) => {
          expect(Ballot.read(ours, "main", text)).toBeUndefined()
          expect(Ballot.readConfirmation(ours, "main", text)).toBeUndefined()
        }
      )
    )
  })
})
