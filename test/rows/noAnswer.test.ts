/** A word that needs no answer: it reopens nothing and starts no promise; or somebody says so. */
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { NoAnswer } from "../../src/ticket/index.ts"
import { aDesk, begin, bo, HOUR, mail, type Place, taken } from "./aDesk.ts"

const desks: Array<Place> = []
afterAll(async () => {
  for (const { desk } of desks) await desk.stop()
})
const make = async () => {
  const place = await aDesk()
  desks.push(place)
  const { ticket } = await place.desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text: "It burns" })
  await place.desk.reply(ticket.id, { ...bo, text: "Water helps" })
  const nextReply = async () => (await place.desk.deadlines(ticket.id)).find(({ metric }) => metric === "nextReply")!
  return { ...place, id: ticket.id, nextReply }
}
const ada = { as: "requester" } as const

describe("a thank-you", () => {
  test("leaves a solved ticket solved, and nobody waits for an answer to it", async () => {
    const { desk, id, nextReply } = await make()
    await desk.changeStatus(id, { ...bo, status: "solve" })
    const { ticket } = await desk.reply(id, { ...ada, text: "Thank you so much! Merci 🙏" })
    expect([ticket.status, ticket.reopened]).toEqual(["solved", 0])
    expect((await nextReply()).status).toBe("waiting")
    expect((await desk.timeline(id)).at(-1)!.why).toContain("a thank-you: it needs no answer")
  })
  test("by mail, with a signature and a quote under it, as well", async () => {
    const { desk, id, nextReply } = await make()
    const { ticket } = await desk.changeStatus(id, { ...bo, status: "solve" })
    const body = "Many thanks,\r\n\r\n> Water helps\r\n> -- Bo"
    const back = await taken(desk.receive(mail({ Subject: `Re: [#${ticket.reference}]` }, body)))
    expect([back.ticket.id, back.ticket.status]).toEqual([id, "solved"])
    expect((await nextReply()).status).toBe("waiting")
  })
  test("with a question in it, or a file, or anything else, is a word like any other", async () => {
    const { desk, id, nextReply } = await make()
    await desk.changeStatus(id, { ...bo, status: "solve" })
    expect((await desk.reply(id, { ...ada, text: "Thanks, but it burns again" })).ticket.status).toBe("open")
    expect((await nextReply()).status).toBe("running")
    await desk.changeStatus(id, { ...bo, status: "solve" })
    const file = { name: "fire.jpg", bytes: new Uint8Array([1]) }
    expect((await desk.reply(id, { ...ada, text: "Thanks", attachments: [file] })).ticket.status).toBe("open")
  })
  test("to a ticket that waits for the customer ends the waiting: they were asked for something", async () => {
    const { desk, id } = await make()
    await desk.changeStatus(id, { ...bo, status: "pending" })
    expect((await desk.reply(id, { ...ada, text: "ok" })).ticket.status).toBe("open")
  })
  test("of an agent is an answer", async () => {
    const { desk, id, nextReply } = await make()
    await desk.reply(id, { ...ada, text: "It works with water" })
    const { events } = await desk.reply(id, { ...bo, text: "Thanks" })
    expect(events[0]).not.toHaveProperty("needsNoAnswer")
    expect((await nextReply()).status).toBe("met")
  })
})

describe("an agent says that it needs no answer", () => {
  test("the promise is moot, and keeps nothing; the next word is promised an answer again", async () => {
    const place = await make()
    const { desk, id, nextReply, clock } = place
    await desk.reply(id, { ...ada, text: "You are the best desk that there is" })
    const { ticket, events } = await desk.waiveAnswer(id, bo)
    expect([ticket.status, events.map(({ _tag }) => _tag)]).toEqual(["open", ["AnswerWaived"]])
    expect(await nextReply()).toMatchObject({ status: "cancelled", breachedAt: null })
    clock.at = begin + 100 * HOUR
    await desk.tick()
    expect((await desk.events(id)).some(({ _tag }) => _tag === "Breached")).toBe(false)
    await desk.reply(id, { ...ada, text: "But the paper is wet" })
    expect(await nextReply()).toMatchObject({ status: "running", instance: 2 })
  })
  test("where nobody waits there is nothing to say", async () => {
    const { desk, id } = await make()
    expect((await desk.waiveAnswer(id, bo)).events).toEqual([])
    await desk.reply(id, { ...ada, text: "Hm" })
    expect((await desk.waiveAnswer(id, bo)).events).toHaveLength(1)
    expect((await desk.waiveAnswer(id, bo)).events).toEqual([])
  })
})

describe("what is a thank-you and nothing besides", () => {
  const all: ReadonlyArray<string> = Object.values(NoAnswer.thanks).flat()
  const phrases = new Set(all.map(NoAnswer.phrase))

  test.each(["Thanks!", "THANK YOU", "Merci beaucoup.\nSuper", "danke schön", "obrigada 🙂", "Ok, great!"])("%s", (text) => {
    expect(NoAnswer.isMere(text, phrases)).toBe(true)
  })
  test.each(["", "🙂", "Thanks?", "Thanks for nothing", "no thanks", "Thanks, Bo", "thanks ".repeat(40)])("but not %s", (text) => {
    expect(NoAnswer.isMere(text, phrases)).toBe(false)
  })
  test("law: with any other word it is not, and without phrases nothing is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.stringMatching(/^[a-z]{6,12}$/), fc.constantFrom(" ", ", ", "\n"), (thanks, word, gap) => {
        expect(NoAnswer.isMere(thanks, phrases)).toBe(true)
        expect(NoAnswer.isMere(thanks, new Set())).toBe(false)
        if (!phrases.has(word)) expect(NoAnswer.isMere(`${thanks}${gap}${word}`, phrases)).toBe(false)
      })
    )
  })
  test("law: blanks and exclamation marks around it say no more", () => {
    const text = fc.oneof(fc.constantFrom(...all), fc.string({ unit: "binary", maxLength: 40 }))
    fc.assert(
      fc.property(text, (said) => {
        expect(NoAnswer.isMere(` ${said}!! `, phrases)).toBe(NoAnswer.isMere(said, phrases))
      })
    )
  })
})
