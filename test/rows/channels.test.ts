/** Writing first by a channel, channels that take answers only for so long, and answers that never arrive. */
import { afterAll, describe, expect, test } from "vitest"
import { replay } from "../../src/desk/replay.ts"
import { canReplyUntil } from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { aDesk, bo, bySms, HOUR, onNetwork, type Place, refused, taken, workspace } from "./aDesk.ts"

const desks: Array<Place> = []
afterAll(async () => {
  for (const { desk } of desks) await desk.stop()
})
const make = async (): Promise<Place> => {
  const place = await aDesk()
  desks.push(place)
  return place
}
const phone = "+33123456789"
const firstWord = {
  ...bo,
  via: "sms",
  account: "+33700000000",
  requester: { phone },
  subject: "Your van",
  text: "It comes at nine."
} as const

describe("the desk writes first", () => {
  test("by text message: it leaves by the outlet, and the answer comes to the same ticket", async () => {
    const { desk, sent } = await make()
    const { ticket } = await desk.open(firstWord)
    await desk.deliver()
    expect(sent).toEqual([{ channel: "sms", to: phone, account: "+33700000000", text: "It comes at nine." }])
    const back = await taken(desk.accept(bySms("Make it ten")))
    expect([back.opened, back.ticket.id]).toEqual([false, ticket.id])
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Replied", by: `requester:${ticket.requester.id}` })
    await desk.reply(ticket.id, { ...bo, text: "Ten it is" })
    await desk.deliver()
    expect(sent.map(({ text }) => text)).toEqual(["It comes at nine.", "Ten it is"])
  })
  test("the promise of a first reply waits until the customer has written", async () => {
    const { desk, clock } = await make()
    const { ticket } = await desk.open(firstWord)
    const firstReply = async () => (await desk.deadlines(ticket.id)).find(({ metric }) => metric === "firstReply")!
    clock.at += 100 * HOUR
    await desk.tick()
    expect((await firstReply()).status).toBe("waiting")
    await taken(desk.accept(bySms("Make it ten")))
    expect(await firstReply()).toMatchObject({ status: "running", startedAt: clock.at - 1 })
    await desk.reply(ticket.id, { ...bo, text: "Ten it is" })
    expect((await firstReply()).status).toBe("met")
  })
  test("a call that an agent writes down was asked for: the promise runs", async () => {
    const { desk } = await make()
    const { ticket } = await desk.open({ ...firstWord, via: "phone" })
    expect((await desk.deadlines(ticket.id)).find(({ metric }) => metric === "firstReply")!.status).toBe("running")
  })
  test("while an earlier conversation is open: what comes next answers the latest word", async () => {
    const { desk } = await make()
    const { ticket: earlier } = await taken(desk.accept(bySms("Are you open?")))
    const { ticket } = await desk.open(firstWord)
    expect(ticket.id).not.toBe(earlier.id)
    expect((await taken(desk.accept(bySms("Make it ten")))).ticket.id).toBe(ticket.id)
  })
  test("asked for twice it is written once", async () => {
    const { desk, sent } = await make()
    const wish = { ...firstWord, commandId: "van-17" }
    const [one, two] = [await desk.open(wish), await desk.open(wish)]
    await desk.deliver()
    expect([two.ticket.id, two.repeated, sent.length]).toEqual([one.ticket.id, true, 1])
  })
  test("nothing leaves of a note, of a request that the customer made, or where the channel has no room", async () => {
    const { desk, sent } = await make()
    await desk.open({ ...firstWord, internal: true })
    await desk.open({ ...firstWord, as: "requester" })
    expect(await refused(desk.open({ ...firstWord, text: "x".repeat(1601) }))).toBe("ChannelCannot")
    expect(await refused(desk.open({ ...firstWord, attachments: [{ name: "a", bytes: new Uint8Array([1]) }] }))).toBe("ChannelCannot")
    expect(await refused(desk.open({ ...firstWord, account: 7 as never }))).toBe("InputInvalid")
    await desk.deliver()
    expect(sent).toEqual([])
  })
  test("where answers go is not for people outside to say", async () => {
    const { desk } = await make()
    const line = { account: "", thread: null, to: { kind: "phone", value: "+44123456789" } }
    const { ticket } = await desk.open({ ...firstWord, as: "requester", line } as never)
    expect(ticket.line).toBeUndefined()
  })
  test("to an address a letter is written, whatever the channel", async () => {
    const { desk, sent, readersOf } = await make()
    await desk.open({ ...firstWord, requester: { email: "ada@lovelace.example" } })
    await desk.deliver()
    expect([sent, readersOf("It comes at nine.")]).toEqual([[], ["ada@lovelace.example"]])
  })
})

describe("a channel that takes answers only for so long", () => {
  const withAddress = async (place: Place) => {
    const { ticket } = await taken(place.desk.accept(onNetwork("messenger", "Hello")))
    const { id } = ticket.requester
    await place.desk.addIdentity(id, { kind: "email", value: "ada@lovelace.example" })
    await place.desk.changeRequester(ticket.id, { ...bo, requester: { email: "ada@lovelace.example" } })
    return ticket.id
  }
  test("takes them until then, and after that they are refused by name, before they are lost", async () => {
    const { desk, clock, sent } = await make()
    const { ticket } = await taken(desk.accept(onNetwork("whatsapp", "Hello")))
    const until = ticket.heardAt! + 24 * HOUR
    clock.at = until - 50
    await desk.reply(ticket.id, { ...bo, text: "In time" })
    clock.at = until
    expect(await refused(desk.reply(ticket.id, { ...bo, text: "Too late" }))).toBe("ChannelCannot")
    await desk.deliver()
    expect(sent.map(({ text }) => text)).toEqual(["In time"])
    // A note goes nowhere, and their next word opens the way again.
    expect(await refused(desk.note(ticket.id, { ...bo, text: "Too late" }))).toBe("granted")
    await taken(desk.accept(onNetwork("whatsapp", "Still there?")))
    expect(await refused(desk.reply(ticket.id, { ...bo, text: "Here again" }))).toBe("granted")
  })
  test("to the millisecond", () => {
    const { channels } = workspace
    const ticket = { channel: "whatsapp", line: { account: "", thread: null, to: { kind: "phone", value: phone } }, askedAt: null } as const
    const [openedAt, heardAt] = [Instant.make(1), Instant.make(10)]
    expect(canReplyUntil({ ...ticket, openedAt, heardAt }, { channels })).toBe(10 + 24 * HOUR)
    // Who never wrote by it could never be answered; a channel without a bound, or one that nobody wrote by, has none.
    expect(canReplyUntil({ ...ticket, openedAt }, { channels })).toBe(1)
    expect(canReplyUntil({ ...ticket, openedAt, channel: "sms" }, { channels })).toBeNull()
    expect(canReplyUntil({ channel: "whatsapp", openedAt, heardAt, askedAt: null }, { channels })).toBeNull()
  })
  test("says until when, for lists and screens", async () => {
    const { desk } = await make()
    const { ticket } = await taken(desk.accept(onNetwork("whatsapp", "Hello")))
    await taken(desk.accept(bySms("Hello")))
    const soon = (value: number) => desk.find({ where: { field: "canReplyUntil", op: "lt", value } })
    expect((await soon(ticket.heardAt! + 24 * HOUR + 1)).tickets.map(({ id }) => id)).toEqual([ticket.id])
    expect((await soon(ticket.heardAt! + 24 * HOUR)).tickets).toEqual([])
  })
  test("after that the answer goes by mail, where the workspace says so and there is an address", async () => {
    const place = await make()
    const { desk, clock, sent, readersOf } = place
    const id = await withAddress(place)
    clock.at += 25 * HOUR
    const { events } = await desk.reply(id, { ...bo, text: "Late, but here" })
    expect(events.find(({ _tag }) => _tag === "Replied")).toMatchObject({ byMail: true })
    await desk.deliver()
    expect([sent, readersOf("Late, but here")]).toEqual([[], ["ada@lovelace.example"]])
  })
  test("and is refused where there is none", async () => {
    const { desk, clock } = await make()
    const { ticket } = await taken(desk.accept(onNetwork("messenger", "Hello")))
    clock.at += 25 * HOUR
    expect(await refused(desk.reply(ticket.id, { ...bo, text: "Too late" }))).toBe("ChannelCannot")
  })
  test("nor is a conversation begun that the person has to begin", async () => {
    const { desk, sent } = await make()
    const identity = { kind: "social", provider: "telegram", value: "ada" } as const
    const { ticket } = await desk.open({ ...firstWord, via: "telegram", requester: { identity } })
    await desk.deliver()
    expect([ticket.line, sent]).toEqual([undefined, []])
  })
  test("takes no first word", async () => {
    const { desk } = await make()
    expect(await refused(desk.open({ ...firstWord, via: "whatsapp" }))).toBe("ChannelCannot")
  })
})

describe("an answer that never arrives", () => {
  test("is written down, its author hears of it, and it goes by mail where the workspace says so", async () => {
    const { desk, answers, heard, readersOf } = await make()
    const { ticket } = await taken(desk.accept(bySms("Are you open?")))
    await desk.addIdentity(ticket.requester.id, { kind: "email", value: "ada@lovelace.example" })
    await desk.changeRequester(ticket.id, { ...bo, requester: { email: "ada@lovelace.example" } })
    const said = await desk.reply(ticket.id, { ...bo, text: "Until {{ ticket.priority }} six" })
    answers.push({ state: "failed", reply: "no such number" })
    await desk.deliver()
    const messageId = said.events.find((event) => "messageId" in event)!.messageId
    const events = await desk.events(ticket.id)
    expect(events.find(({ _tag }) => _tag === "DeliveryFailed")).toMatchObject({
      answer: messageId,
      channel: "sms",
      state: "failed",
      reason: "no such number",
      byMail: true
    })
    expect(heard).toEqual([{ agent: "bo", text: "An answer by Text message was not delivered and goes by mail: no such number" }])
    expect(readersOf("Until {{ ticket.priority }} six")).toEqual(["ada@lovelace.example"])
    const { what, why } = (await desk.timeline(ticket.id)).find((entry) => entry.what.includes("did not arrive"))!
    expect([what.split(", ")[0], why]).toEqual([
      "noticed that an answer by Text message did not arrive",
      expect.arrayContaining(["no such number", "it goes by mail instead"])
    ])
    const again = replay({ workspace, promises: workspace.promises }, events)
    expect((await desk.get(ticket.id)).ticket).toEqual(again.ticket)
  })
  test("goes to nobody else, where somebody else asks by now", async () => {
    const { desk, answers, readersOf } = await make()
    const { ticket } = await taken(desk.accept(bySms("Are you open?")))
    await desk.reply(ticket.id, { ...bo, text: "Until six" })
    await desk.changeRequester(ticket.id, { ...bo, requester: { email: "grace@hopper.example" } })
    answers.push({ state: "failed", reply: "" })
    await desk.deliver()
    expect((await desk.events(ticket.id)).find(({ _tag }) => _tag === "DeliveryFailed")).toMatchObject({ byMail: false })
    expect(readersOf("Until six")).toEqual([])
  })
  test("is written down once, however often somebody delivers", async () => {
    const { desk, answers } = await make()
    const { ticket } = await taken(desk.accept(bySms("Are you open?")))
    await desk.reply(ticket.id, { ...bo, text: "Until six" })
    answers.push({ state: "failed", reply: "" })
    await desk.deliver()
    await desk.deliver()
    expect((await desk.events(ticket.id)).filter(({ _tag }) => _tag === "DeliveryFailed")).toHaveLength(1)
  })
  test("or may have arrived: it is told so, and said by no other way", async () => {
    const { desk, answers, heard, mailed } = await make()
    const { ticket } = await taken(desk.accept(bySms("Are you open?")))
    await desk.addIdentity(ticket.requester.id, { kind: "email", value: "ada@lovelace.example" })
    await desk.changeRequester(ticket.id, { ...bo, requester: { email: "ada@lovelace.example" } })
    await desk.reply(ticket.id, { ...bo, text: "Until six" })
    answers.push({ state: "unknown", reply: "the line broke" })
    await desk.deliver()
    expect(heard).toEqual([{ agent: "bo", text: "An answer by Text message may not have been delivered: the line broke" }])
    expect(mailed.filter(({ letter }) => letter.template === "notice")).toEqual([])
  })
  test("what is tried again is not written down before it is given up", async () => {
    const { desk, answers, clock } = await make()
    const { ticket } = await taken(desk.accept(bySms("Are you open?")))
    await desk.reply(ticket.id, { ...bo, text: "Until six" })
    const failed = async () => (await desk.events(ticket.id)).filter(({ _tag }) => _tag === "DeliveryFailed").length
    for (let attempt = 1; attempt <= 8; attempt++) {
      expect(await failed()).toBe(0)
      answers.push({ state: "retry", reply: "busy" })
      await desk.deliver()
      clock.at += 7 * HOUR
    }
    expect(await failed()).toBe(1)
  })
})
