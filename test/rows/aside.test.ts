/** An answer to the requester alone: no participant reads it, by no way, then or later. */
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { aDesk, bo, mail, type Place, refused, taken, textsOf } from "./aDesk.ts"

const desks: Array<Place> = []
afterAll(async () => {
  for (const { desk } of desks) await desk.stop()
})
const ada = "ada@lovelace.example"
const eve = "eve@moneypenny.example"
const make = async () => {
  const place = await aDesk()
  desks.push(place)
  const { ticket } = await place.desk.open({ requester: { email: ada }, cc: [eve], subject: "Pay", text: "What do I earn?" })
  return { ...place, id: ticket.id }
}

describe("an answer to the requester alone", () => {
  test("is mailed to her, and to no participant; what is said to all goes to all", async () => {
    const { desk, id, readersOf } = await make()
    await desk.reply(id, { ...bo, text: "Less than you think", to: "requester" })
    await desk.reply(id, { ...bo, text: "The printer is mended" })
    await desk.deliver()
    expect(readersOf("Less than you think")).toEqual([ada])
    expect(readersOf("The printer is mended")).toEqual([ada, eve])
  })
  test("is read by her and the desk, and never by who was left out", async () => {
    const { desk, id, clock } = await make()
    await desk.reply(id, { ...bo, text: "For you", to: "requester" })
    expect(textsOf(await desk.timeline(id, { as: "customer" }))).toEqual(["What do I earn?", "For you"])
    expect(textsOf((await desk.audienceAt(id, clock.at, `participant:${eve}`))!.timeline)).toEqual(["What do I earn?"])
    expect((await desk.timeline(id)).at(-1)!.what).toContain("replied to the requester alone")
    expect((await desk.conversation(id)).at(-1)).toMatchObject({ visibility: "public", to: "requester" })
    // Also where she who was left out becomes who asks.
    await desk.changeRequester(id, { ...bo, requester: { email: eve } })
    expect(textsOf(await desk.timeline(id, { as: "customer" }))).toEqual(["What do I earn?"])
  })
  test("answered by mail it stays between them and the desk: her answer goes to no participant", async () => {
    const { desk, id, mailed, readersOf } = await make()
    await desk.reply(id, { ...bo, text: "For you", to: "requester" })
    await desk.deliver()
    const { messageId } = mailed.find(({ letter, to }) => letter.data.text === "For you" && to.includes(ada))!.letter
    const back = await taken(desk.receive(mail({ From: ada, "In-Reply-To": `<${messageId}>` }, "Then I leave")))
    expect(back.ticket.id).toBe(id)
    await desk.deliver()
    expect(readersOf("Then I leave")).toEqual(["bo@acme.example", "cy@acme.example"])
    expect((await desk.events(id)).find((event) => "content" in event && event.content.text.trim() === "Then I leave")).toMatchObject({
      _tag: "Replied",
      to: "requester"
    })
  })
  test("is not copied to tickets that are linked with this one, nor read by what makes titles", async () => {
    const { desk, id } = await make()
    const { ticket } = await desk.open({ requester: { email: "hank@hank.example" }, subject: "Pay", text: "And I?" })
    await desk.link(id, { ...bo, type: "problem", to: ticket.id })
    await desk.reply(id, { ...bo, text: "For you alone", to: "requester" })
    await desk.reply(id, { ...bo, text: "For all of you" })
    await desk.deliver()
    const said = (await desk.conversation(ticket.id)).map(({ content }) => content.text)
    expect(said).toEqual(["And I?", "For all of you"])
    const { ticket: summed } = await desk.suggest(id, bo)
    expect(JSON.stringify(summed.suggestion)).not.toContain("For you alone")
  })
  test("is not a participant's to give", async () => {
    const { desk, id } = await make()
    expect(await refused(desk.reply(id, { as: `participant:${eve}`, text: "Psst", to: "requester" }))).toBe("NotAnAgent")
    expect(await refused(desk.reply(id, { as: "requester", text: "Psst", to: "requester" }))).toBe("granted")
    expect(await refused(desk.reply(id, { ...bo, text: "Psst", to: "eve" as never }))).toBe("InputInvalid")
  })
  test("to nobody who can be written to is kept, and mailed to no participant either", async () => {
    const { desk, readersOf } = await make()
    const { ticket } = await desk.open({ requester: { phone: "+33123456789" }, cc: [eve], subject: "s", text: "t", via: "phone", ...bo })
    await desk.reply(ticket.id, { ...bo, text: "For your ears", to: "requester" })
    await desk.deliver()
    expect(readersOf("For your ears")).toEqual([])
  })
})

test("law: what was said to the requester alone changes nothing of what a participant reads", () => {
  const reader = { id: null, addresses: [eve] }
  fc.assert(
    fc.property(arbitraries.history(20), ({ vocabulary, events }) => {
      const [first, ...rest] = events
      if (first?._tag !== "Opened") return
      // She is in it from the beginning, and never who asks.
      const joined = [
        { ...first, participants: [{ address: eve, name: "Eve" }] },
        ...rest.filter(({ _tag }) => _tag !== "RequesterChanged")
      ]
      const isAside = (event: Ticket.Event): boolean => event._tag === "Replied" && event.to === "requester"
      const heard = (all: ReadonlyArray<Ticket.Event>) => Ticket.Timeline.forReader(vocabulary, all, [], reader)
      expect(heard(joined)).toEqual(heard(joined.filter((event) => !isAside(event))))
    })
  )
})
