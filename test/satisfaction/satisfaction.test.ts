/** How it was: who is asked when, who is spared, what a link takes, and what the desk makes of the answers. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { plain } from "../../src/mail/plain.ts"
import { signer } from "../../src/mail/Signer.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { freshPath } from "../freshPath.ts"
import { DAY, desk, HOUR, monday, page, refusal, tokenIn, workspaceOf } from "./desk.ts"

describe("when a ticket was solved", () => {
  test("its requester is asked a day later, once, by a letter of their own", async () => {
    const it = desk()
    const id = await it.opened("ada@example.org", { cc: ["eve@outside.example"] })
    await it.desk.follow(id, { ...it.bo, agent: "di" })
    await it.desk.reply(id, { ...it.bo, text: "It is out.", then: "solve" })
    await it.mailed()
    await it.later(DAY - 1)
    expect(await it.mailed()).toEqual([])
    await it.later(1)
    const [letter, ...others] = await it.mailed()
    expect(others).toEqual([])
    expect(letter).toMatchObject({ audience: "customer", to: [{ address: "ada@example.org", name: "" }], cc: [], automatic: true })
    await it.later(DAY)
    expect(await it.mailed()).toEqual([])
    expect(await it.story(id)).toEqual(["RatingPlanned", "RatingRequested"])
  })
  test("the letter says which request it was, and where to answer; nothing in it was written by whoever asked", async () => {
    const it = desk()
    const id = await it.opened("ada@example.org", {
      subject: "Buy at evil.example",
      requester: { email: "ada@example.org", name: "Evil Offers" }
    })
    await it.desk.changeStatus(id, { ...it.bo, status: "solve" })
    await it.later(DAY)
    const [letter] = await it.mailed()
    const { reference } = (await it.desk.get(id)).ticket
    const { subject, text, html } = plain.render(letter!)
    expect(subject).toBe(`How did we do? [#${reference}]`)
    for (const part of [text, html]) {
      expect(part).toContain(`Your request ${reference} was solved.`)
      expect(part).toContain("https://acme.example/rate?t=s1~")
      expect(part).toContain("Until Tue 10 Mar 2026 10:00 (UTC).")
    }
    expect(JSON.stringify(letter)).not.toMatch(/evil/i)
  })
  test("time may be working time", async () => {
    const it = desk({ page, ask: { after: "8h", calendar: "office" } })
    await it.solved()
    it.clock.now = Date.parse("2026-03-03T09:59:59Z")
    await it.desk.tick()
    expect(await it.mailed()).toEqual([])
    await it.later(1000)
    expect((await it.mailed()).length).toBe(1)
  })
  test("reopened before its time, nobody is asked; solved again, it is asked about anew", async () => {
    const it = desk()
    const id = await it.solved()
    await it.desk.reopen(id, it.bo)
    await it.later(DAY)
    expect(await it.mailed()).toEqual([])
    await it.desk.changeStatus(id, { ...it.bo, status: "solve" })
    await it.later(DAY)
    expect((await it.mailed()).length).toBe(1)
    expect(await it.story(id)).toEqual(["RatingPlanned", "withdrawn: reopened", "RatingPlanned", "RatingRequested"])
  })
  test("a word of the requester's that reopens it takes the survey back; its link is good no more, the next one's is", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    await it.desk.reply(id, { as: "requester", text: "It burns again." })
    expect(await refusal(it.desk.survey(token))).toBe("SurveyInvalid")
    expect(await refusal(it.desk.rate(token, { score: 1 }))).toBe("SurveyInvalid")
    await it.desk.changeStatus(id, { ...it.bo, status: "solve" })
    await it.later(DAY)
    const next = tokenIn((await it.mailed())[0]!)
    expect(next).not.toBe(token)
    await it.desk.rate(next, { score: 4 })
    expect(await refusal(it.desk.rate(token, { score: 1 }))).toBe("SurveyInvalid")
    expect((await it.desk.get(id)).ticket.ratings?.map(({ answer, end }) => answer?.score ?? end?.because)).toEqual(["reopened", 4])
  })
  test("an answer that was given stays when the ticket is reopened, and the next time that it is solved is another survey", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    await it.desk.rate(token, { score: 2 })
    await it.desk.reopen(id, it.bo)
    await it.desk.rate(token, { score: 3 })
    await it.desk.changeStatus(id, { ...it.bo, status: "solve" })
    await it.later(DAY)
    await it.desk.rate(tokenIn((await it.mailed())[0]!), { score: 5 })
    expect((await it.desk.get(id)).ticket.ratings?.map(({ cycle, answer }) => [cycle, answer?.score])).toEqual([
      [1, 3],
      [2, 5]
    ])
  })
  test("worked on and solved again in one go is another time, and what was asked before is taken back", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    await it.desk.perform(id, { ...it.bo, commands: [{ _tag: "Reopen" }, { _tag: "ChangeStatus", status: "solve" }] })
    expect(await refusal(it.desk.rate(token, { score: 1 }))).toBe("SurveyInvalid")
    expect(await it.story(id)).toEqual(["RatingPlanned", "RatingRequested", "withdrawn: reopened", "RatingPlanned"])
  })
  test("closed later it is no other time, and closing alone is enough", async () => {
    const it = desk()
    const id = await it.solved()
    await it.desk.close(id, it.bo)
    const other = await it.opened("eve@example.org")
    await it.desk.close(other, it.bo)
    await it.later(DAY)
    expect((await it.mailed()).map(({ ticketId }) => ticketId).toSorted()).toEqual([id, other].toSorted())
  })
  test("nobody answered within a week: it is over", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    it.clock.now += 7 * DAY - 1
    expect((await it.desk.survey(token)).answer).toBeNull()
    it.clock.now += 1
    expect(await refusal(it.desk.survey(token))).toBe("SurveyInvalid")
    expect(await refusal(it.desk.rate(token, { score: 5 }))).toBe("SurveyInvalid")
    await it.desk.tick()
    expect(await it.story(id)).toEqual(["RatingPlanned", "RatingRequested", "RatingExpired"])
  })
  test("whoever looks late notices the same: no letter where it was reopened or over meanwhile", async () => {
    const it = desk()
    const reopened = await it.solved()
    const over = await it.solved("eve@example.org")
    it.clock.now += 2 * DAY
    await it.desk.reopen(reopened, it.bo)
    it.clock.now += 7 * DAY
    await it.desk.note(over, { ...it.bo, text: "Nobody looked." })
    await it.desk.tick()
    expect(await it.story(reopened)).toEqual(["RatingPlanned", "RatingRequested", "withdrawn: reopened"])
    expect(await it.story(over)).toEqual(["RatingPlanned", "RatingRequested", "RatingExpired"])
    expect(await it.mailed()).toEqual([])
  })
  test("a desk that asks nobody writes nothing of it", async () => {
    const it = desk(null)
    const id = await it.solved()
    await it.later(DAY)
    expect(await it.story(id)).toEqual([])
    expect((await it.desk.get(id)).ticket).not.toHaveProperty("ratings")
  })
  test("of several surveys the first that fits is asked, as the ticket is when it is solved", async () => {
    const it = desk([
      { id: "bills", where: { field: "department", op: "is", value: "billing" } as never, scale: "thumbs", page, ask: { after: "1h" } },
      { id: "all", scale: 10, page }
    ])
    const bill = await it.solved("ada@example.org", { department: "billing" })
    const other = await it.solved("eve@example.org")
    await it.later(HOUR)
    expect((await it.mailed()).map(({ ticketId }) => ticketId)).toEqual([bill])
    await it.later(23 * HOUR)
    const [letter] = await it.mailed()
    expect(letter!.ticketId).toBe(other)
    expect(await it.desk.survey(tokenIn(letter!))).toMatchObject({ scale: 10, least: 1, most: 10 })
  })
})

describe("who is spared", () => {
  const reason = async (it: ReturnType<typeof desk>, id: string) => {
    await it.later(DAY)
    const told = (await it.story(id)).at(-1)
    return (await it.mailed()).some(({ ticketId }) => ticketId === id) ? "asked" : told
  }
  test("whoever has no address, where the answer comes by a letter", async () => {
    const it = desk()
    const id = await it.solved(undefined, { requester: { phone: "+33123456789" }, as: "agent:bo", via: "phone" })
    expect(await reason(it, id)).toBe("withdrawn: unreachable")
    const own = await it.solved("help@acme.example")
    expect(await reason(it, own)).toBe("withdrawn: unreachable")
  })
  test("an agent who asked for help themselves", async () => {
    const it = desk()
    expect(await reason(it, await it.solved("Cy@acme.example"))).toBe("withdrawn: internal")
  })
  test("a request that a machine mailed", async () => {
    const it = desk()
    expect((await it.desk.get(await it.opened())).ticket).not.toHaveProperty("automatic")
    expect(await reason(it, await aMachines(it))).toBe("withdrawn: automatic")
  })
  test("a ticket that a rule solved, where the workspace says so", async () => {
    const then = [{ _tag: "ChangeStatus", status: "solve" }] as const
    const where = { field: "commit.opened", op: "is", value: true } as never
    const rule = [{ id: "greet", where, then }]
    const fussy = desk({ page, solvedBy: "people" }, { triggers: rule })
    expect(await reason(fussy, await fussy.opened())).toBe("withdrawn: unattended")
    const open = desk({ page }, { triggers: rule })
    expect(await reason(open, await open.opened())).toBe("asked")
    const byHand = desk({ page, solvedBy: "people" })
    expect(await reason(byHand, await byHand.solved())).toBe("asked")
  })
  test("tickets that were merged: the one that answers for all asks once for all", async () => {
    const it = desk()
    const waiting = await it.solved()
    const { id: asked, token } = await it.asked("eve@example.org")
    const survivor = await it.opened("zoe@example.org")
    await it.desk.merge(survivor, { ...it.bo, sources: [waiting, asked], consent: true })
    expect(await it.story(asked)).toEqual(["RatingPlanned", "RatingRequested", "withdrawn: merged"])
    expect(await refusal(it.desk.rate(token, { score: 1 }))).toBe("SurveyInvalid")
    await it.mailed()
    await it.desk.changeStatus(survivor, { ...it.bo, status: "solve" })
    await it.later(DAY)
    expect((await it.mailed()).map(({ ticketId }) => ticketId)).toEqual([survivor])
  })
  test("who was asked lately, about whatever ticket; a while later they are asked again", async () => {
    const it = desk({ page, cooldown: "7d" })
    await it.solved()
    await it.later(DAY)
    const second = await it.solved()
    const others = await it.solved("eve@example.org")
    expect(await reason(it, second)).toBe("withdrawn: cooldown")
    expect(await it.story(others)).toEqual(["RatingPlanned", "RatingRequested"])
    it.clock.now += 5 * DAY
    const third = await it.solved()
    expect(await reason(it, third)).toBe("asked")
  })
  test("whoever is not of the sample", async () => {
    const it = desk({ page, sample: 0 })
    const id = await it.solved()
    expect(await it.story(id)).toEqual(["RatingPlanned", "withdrawn: sample"])
    expect(await reason(it, id)).toBe("withdrawn: sample")
  })
  test("everybody, once the workspace asks it no more", async () => {
    const it = desk({ page })
    const id = await it.solved()
    const without = createHelpdesk({ workspace: workspaceOf(null), storage: it.storage, now: () => it.clock.now })
    it.clock.now += DAY
    await without.tick()
    expect(await it.story(id)).toEqual(["RatingPlanned", "withdrawn: gone"])
  })
  test("a desk without an address of its own says that a letter was not written", async () => {
    const workspace = { ...workspaceOf({ page }), supportAddresses: [], defaultAddress: null }
    const clock = { now: monday }
    const homeless = createHelpdesk({ workspace, now: () => clock.now, mail: { secrets: ["a secret of the tests"] } })
    const { ticket } = await homeless.open({ requester: { email: "ada@example.org" }, subject: "Help", text: "Help" })
    await homeless.changeStatus(ticket.id, { as: "agent:bo", status: "solve" })
    clock.now += DAY
    const done = await homeless.tag(ticket.id, { as: "agent:bo", tags: ["x"] })
    expect(done.suppressed).toEqual([{ key: "survey:1", to: "ada@example.org", reason: "homeless" }])
  })
})

/** Opened by a mail that says of itself that no person wrote it. */
const aMachines = async (it: ReturnType<typeof desk>): Promise<string> => {
  const mailing = createHelpdesk({
    workspace: workspaceOf({ page }),
    storage: it.storage,
    now: () => it.clock.now,
    mail: { secrets: ["a secret of the tests"], parser: (await import("../../src/mail/parse.ts")).mailParser() }
  })
  const head = ["From: cron@example.org", "To: help@acme.example", "Subject: Backup", "Message-ID: <m@x>", "Auto-Submitted: auto-generated"]
  const received = await mailing.receive(Buffer.from([...head, "", "It failed.", ""].join("\r\n")))
  const { id } = (received as unknown as { ticket: { id: string } }).ticket
  await mailing.changeStatus(id, { as: "agent:bo", status: "solve" })
  return id
}

describe("an answer", () => {
  test("is shown by the link first; opening it writes nothing, however often", async () => {
    const store = memory()
    let commits = 0
    const counting: Storage = { ...store, commit: (...batch) => (commits++, store.commit(...batch)) }
    const it = desk({ page, reasons: ["slow", { id: "rude", name: "Not friendly" }] }, { storage: counting })
    const { id, token } = await it.asked()
    const before = commits
    for (let n = 0; n < 20; n++) await it.desk.survey(token)
    expect(commits).toBe(before)
    const { reference } = (await it.desk.get(id)).ticket
    expect(await it.desk.survey(token)).toEqual({
      ticketId: id,
      reference,
      brand: "Acme",
      scale: 5,
      least: 1,
      most: 5,
      reasons: [
        { id: "slow", name: "Slow" },
        { id: "rude", name: "Not friendly" }
      ],
      until: monday + DAY + 7 * DAY,
      answer: null
    })
  })
  test("counts once it is given, and may be changed for a day: the last word counts, all of them are kept", async () => {
    const it = desk({ page, reasons: ["slow"] })
    const { id, token } = await it.asked()
    const done = await it.desk.rate(token, { score: 2, reason: "slow", comment: "Two weeks for a drum." })
    expect(done.events).toMatchObject([
      { _tag: "Rated", cycle: 1, score: 2, reason: "slow", comment: "Two weeks for a drum.", via: "email" }
    ])
    expect(done.events[0]!.by).toBe(`requester:${done.ticket.requester.id}`)
    expect((await it.desk.rate(token, { score: 2, reason: "slow", comment: "Two weeks for a drum." })).events).toEqual([])
    it.clock.now += DAY - 1
    await it.desk.rate(token, { score: 4 })
    expect((await it.desk.survey(token)).answer).toEqual({ score: 4, reason: null, comment: "" })
    it.clock.now += 1
    expect(await refusal(it.desk.rate(token, { score: 5 }))).toBe("SurveyInvalid")
    expect(await refusal(it.desk.survey(token))).toBe("SurveyInvalid")
    const said = (await it.desk.events(id)).flatMap((event) => (event._tag === "Rated" ? [event.score] : []))
    expect(said).toEqual([2, 4])
    expect((await it.desk.get(id)).ticket.ratings![0]!.answer).toMatchObject({ score: 4, comment: "", times: 2 })
  })
  test("of a desk that lets nobody change it is the only one", async () => {
    const it = desk({ page, editable: null })
    const { token } = await it.asked()
    await it.desk.rate(token, { score: 1 })
    expect(await refusal(it.desk.rate(token, { score: 5 }))).toBe("SurveyInvalid")
  })
  test("is not given for ever anew", async () => {
    const it = desk()
    const { token } = await it.asked()
    for (let n = 0; n < 20; n++) await it.desk.rate(token, { score: 1 + (n % 5), comment: `${n}` })
    expect(await refusal(it.desk.rate(token, { score: 1, comment: "once more" }))).toBe("TooMany")
  })
  test("is on the scale, gives a reason that there is, and is of some length at most", async () => {
    const thumbs = desk({ page, scale: "thumbs", reasons: ["slow"] })
    const { token } = await thumbs.asked()
    for (const score of [-1, 2, 0.5, Number.NaN]) expect(await refusal(thumbs.desk.rate(token, { score }))).not.toBe("granted")
    expect(await refusal(thumbs.desk.rate(token, { score: 2 }))).toBe("RatingInvalid")
    expect(await refusal(thumbs.desk.rate(token, { score: 0, reason: "rude" }))).toBe("RatingInvalid")
    expect(await refusal(thumbs.desk.rate(token, { score: 0, comment: "x".repeat(4001) }))).toBe("InputInvalid")
    expect(await refusal(thumbs.desk.rate(token, { score: 0, extra: 1 } as never))).toBe("InputInvalid")
    const { ticket } = await thumbs.desk.rate(token, { score: 0, reason: "slow", comment: "e\u0301\u0000" })
    expect(ticket.ratings![0]!.answer).toMatchObject({ score: 0, comment: "\u00e9\ufffd" })
    const five = desk()
    expect(await refusal(five.desk.rate((await five.asked()).token, { score: 0 }))).toBe("RatingInvalid")
  })
  test("a page that knows the requester needs no link; nobody else rates, an agent least of all", async () => {
    const it = desk({ ask: { after: "1h" } })
    const id = await it.solved(undefined, { requester: { phone: "+33123456789" }, as: "agent:bo", via: "phone" })
    expect(await refusal(it.desk.rateTicket(id, { as: "requester", score: 5 }))).toBe("SurveyInvalid")
    await it.later(HOUR)
    expect(await it.mailed()).toEqual([])
    for (const as of ["agent:bo", "integration:crm", "rule:nice", "system"] as const)
      expect(await refusal(it.desk.rateTicket(id, { as, score: 5 }))).toBe("NotTheRequester")
    // Whoever is no party to it is not told that it is there.
    for (const as of ["requester:somebody", "participant:eve@example.org"] as const)
      expect(await refusal(it.desk.rateTicket(id, { as, score: 5 }))).toBe("TicketNotFound")
    const { ticket } = await it.desk.get(id)
    await it.desk.as(`requester:${ticket.requester.id}`).rate(id, { score: 4 })
    await it.desk.rateTicket(id, { as: "requester", score: 5, via: "webService" })
    expect((await it.desk.events(id)).at(-1)).toMatchObject({ _tag: "Rated", via: "webService" })
    expect(await refusal(it.desk.perform(id, { ...it.bo, commands: [{ _tag: "Rate", score: 1 }] }))).toBe("InputInvalid")
  })
  test("the desk reads it in the timeline, and so does the requester: their own words, and nothing of why they were asked", async () => {
    const it = desk()
    const { id, token } = await it.asked("ada@example.org", { cc: ["eve@outside.example"] })
    await it.desk.rate(token, { score: 2, comment: "Slow." })
    await it.desk.rate(token, { score: 4, comment: "Slow." })
    const ofAgents = String(await it.desk.timeline(id))
    expect(ofAgents).toContain("asked for a rating")
    expect(ofAgents).toContain("2 of 5 → 4 of 5")
    const own = await it.desk.timeline(id, { as: "customer" })
    expect(String(own)).toContain("Slow.")
    expect(String(own)).not.toContain("asked for a rating")
    const events = await it.desk.events(id)
    const eve = { id: null, addresses: ["eve@outside.example"] }
    const ofOthers = Ticket.Timeline.forReader(it.desk.workspace, events, [], eve)
    expect(ofOthers.length).toBeGreaterThan(0)
    expect(JSON.stringify(ofOthers)).not.toMatch(/rated|Slow/)
  })
})

describe("a link", () => {
  test("is good for its own ticket, its own time, its own tenant and secrets, and nothing is told of others", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    const other = await it.solved("eve@example.org")
    const mac = token.slice(token.lastIndexOf("~"))
    const forged = [`s1~${other}~1${mac}`, `s1~${id}~2${mac}`, token.slice(0, -1), `${token}x`, "", "s1~~~", id, "x".repeat(2000)]
    for (const one of forged) {
      expect(await refusal(it.desk.survey(one))).toBe("SurveyInvalid")
      expect(await refusal(it.desk.rate(one, { score: 5 }))).toBe("SurveyInvalid")
    }
    expect(await refusal(it.desk.survey(7 as never))).toBe("SurveyInvalid")
    for (const elsewhere of [
      desk({ page }, { storage: it.storage, tenant: "other" }),
      desk({ page }, { storage: it.storage, secrets: ["another secret of tests"] })
    ])
      expect(await refusal(elsewhere.desk.rate(token, { score: 5 }))).toBe("SurveyInvalid")
    const messages = new Set<string>()
    for (const one of [forged[0]!, forged[2]!]) await it.desk.rate(one, { score: 5 }).catch((cause: Error) => messages.add(cause.message))
    await it.desk.reopen(id, it.bo)
    await it.desk.rate(token, { score: 5 }).catch((cause: Error) => messages.add(cause.message))
    expect(messages.size).toBe(1)
  })
  test("of an approval is none of a survey, and the other way round", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    const { link } = await import("../../src/mail/Ballot.ts")
    const mark = { ticketId: id, approval: "budget", askedAt: Instant.make(0), step: "one", approver: "bo", by: "bo" }
    expect(await refusal(it.desk.survey(link(signer(["a secret of the tests"]), "main", mark)))).toBe("SurveyInvalid")
    expect(await refusal(it.desk.ballot(token))).toBe("BallotInvalid")
  })
  test("takes no answer while its ticket lies in the bin, and does again when it is back", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    await it.desk.remove(id, it.bo)
    expect(await refusal(it.desk.survey(token))).toBe("SurveyInvalid")
    expect(await refusal(it.desk.rate(token, { score: 5 }))).toBe("SurveyInvalid")
    await it.desk.restore(id, it.bo)
    expect((await it.desk.rate(token, { score: 5 })).events.length).toBe(1)
  })
  test("is not sent for what nobody looked at when it was due, and is removed now; that counts as asked all the same", async () => {
    const it = desk({ page, cooldown: "7d" })
    const id = await it.solved()
    it.clock.now += DAY
    await it.desk.remove(id, it.bo)
    expect(await it.mailed()).toEqual([])
    const other = await it.solved()
    await it.later(DAY)
    expect([await it.story(id), await it.story(other)]).toEqual([
      ["RatingPlanned", "RatingRequested"],
      ["RatingPlanned", "withdrawn: cooldown"]
    ])
  })
  test("is not sent for spam, nor later for what lay in the bin when it was due", async () => {
    const it = desk()
    const spam = await it.solved()
    const kept = await it.solved("eve@example.org")
    await it.desk.markSpam(spam, it.bo)
    await it.desk.remove(kept, it.bo)
    await it.later(DAY)
    await it.desk.recover(spam, it.bo)
    await it.desk.restore(kept, it.bo)
    await it.later(DAY)
    expect(await it.mailed()).toEqual([])
    expect([await it.story(spam), await it.story(kept)]).toEqual([
      ["RatingPlanned", "withdrawn: spam"],
      ["RatingPlanned", "withdrawn: removed"]
    ])
  })
})

describe("what the desk makes of answers", () => {
  test("a bad one is told of, and given to whoever looks after it", async () => {
    const bad = {
      all: [
        { field: "rating", op: "changed" },
        { field: "rating", op: "lte", value: 2 }
      ]
    } as never
    const it = desk(
      { page },
      {
        triggers: [
          {
            id: "sorry",
            where: bad,
            then: [
              { _tag: "Note", text: "Somebody is not content." },
              { _tag: "Assign", agent: "di", team: null },
              { _tag: "Notify", to: ["agent:di"], text: "A bad rating" }
            ]
          }
        ]
      }
    )
    const { id, token } = await it.asked()
    await it.desk.rate(token, { score: 1 })
    const { ticket } = await it.desk.get(id)
    expect(ticket.assignee).toBe("di")
    expect((await it.desk.events(id)).slice(-4).map(({ _tag }) => _tag)).toEqual(["Rated", "Noted", "Assigned", "NotificationAsked"])
    const good = await it.asked("eve@example.org")
    await it.desk.rate(good.token, { score: 5 })
    expect((await it.desk.get(good.id)).ticket.assignee).toBe("bo")
    const found = await it.desk.find({ where: { field: "rating", op: "lt", value: 3 } })
    expect(found.tickets.map((one) => one.id)).toEqual([id])
    expect(
      await it.desk.count([
        { field: "ratingAsked", op: "isSet", value: true },
        { field: "ratingDue", op: "isSet", value: true }
      ])
    ).toEqual([2, 0])
  })
  test("it is counted for whoever had the ticket when it was solved, wherever it is by now", async () => {
    const it = desk()
    const { id, token } = await it.asked()
    await it.desk.assign(id, { ...it.bo, agent: "cy", team: "second" })
    await it.desk.rate(token, { score: 5 })
    const second = await it.asked("eve@example.org")
    await it.desk.rate(second.token, { score: 2, comment: "No." })
    await it.asked("zoe@example.org")
    const idle = await it.solved("max@example.org")
    await it.later(DAY)
    await it.desk.reopen(idle, it.bo)
    expect(await it.desk.satisfaction({ by: "agent" })).toEqual([
      {
        key: "bo",
        asked: 3,
        answered: 2,
        satisfied: 1,
        responseRate: 2 / 3,
        satisfaction: 0.5,
        scores: [
          { scale: 5, score: 2, count: 1 },
          { scale: 5, score: 5, count: 1 }
        ]
      }
    ])
    const keys = async (by: "team" | "department" | "brand" | "organization" | "channel" | "month") =>
      (await it.desk.satisfaction({ by })).map(({ key, asked }) => [key, asked])
    expect(await keys("team")).toEqual([["first", 3]])
    expect(await keys("department")).toEqual([["support", 3]])
    expect(await keys("brand")).toEqual([["main", 3]])
    expect(await keys("organization")).toEqual([[null, 3]])
    expect(await keys("channel")).toEqual([["email", 3]])
    expect(await keys("month")).toEqual([["2026-03", 3]])
    expect(await it.desk.satisfaction({ by: "agent", from: new Date(monday + 2 * DAY), to: monday + 3 * DAY })).toMatchObject([
      { key: "bo", asked: 1, answered: 1, satisfied: 0 }
    ])
    await it.desk.remove(id, it.bo)
    expect((await it.desk.satisfaction({ by: "agent" }))[0]).toMatchObject({ asked: 2, answered: 1 })
    expect(await refusal(it.desk.satisfaction({ by: "planet" } as never))).toBe("InputInvalid")
    expect(await refusal(it.desk.satisfaction({ by: "agent", where: 1 } as never))).toBe("InputInvalid")
  })
})

describe("with real mail and a file", () => {
  let sink: Awaited<ReturnType<typeof startSink>>
  beforeAll(async () => {
    sink = await startSink()
  })
  afterAll(() => sink.stop())

  test("the letter arrives as a mail, its link answers, and the report reads it from the file", async () => {
    const clock = { now: monday }
    const real = createHelpdesk({
      workspace: workspaceOf({ page, scale: 3 }),
      storage: await openSqlite(freshPath()),
      now: () => clock.now,
      mail: { secrets: ["a secret of the tests"], outbound: smtp({ host: "127.0.0.1", port: sink.port }) }
    })
    const { ticket } = await real.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "It burns.", via: "email" })
    await real.changeStatus(ticket.id, { as: "agent:bo", status: "solve" })
    await real.deliver()
    const before = sink.mails.length
    clock.now += DAY
    await real.tick()
    expect(await real.deliver()).toMatchObject({ sent: 1, failed: 0 })
    const [mail, ...others] = sink.mails.slice(before)
    expect([mail!.to, mail!.subject, others.length]).toEqual([["ada@example.org"], `How did we do? [#${ticket.reference}]`, 0])
    expect(mail!.raw.toString()).toContain("Auto-Submitted: auto-generated")
    const token = decodeURIComponent(/rate\?t=(\S+)/.exec(mail!.text)![1]!)
    await real.rate(token, { score: 3, comment: "Thank you!" })
    expect(await real.satisfaction({ by: "month" })).toMatchObject([{ key: "2026-03", asked: 1, answered: 1, satisfied: 1 }])
    await real.stop()
  })
})
