/** Somebody else is who asks; and one person who is known by several identities. */
import fc from "fast-check"
import * as Result from "effect/Result"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/index.ts"
import { replay } from "../../src/desk/replay.ts"
import { ownDirectory } from "../../src/helpdesk/requesters.ts"
import { identities } from "../../src/helpdesk/identities.ts"
import { memory } from "../../src/storage/memory.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { aDesk, bo, bySms, HOUR, mail, onNetwork, type Place, refused, taken, textsOf, workspace } from "./aDesk.ts"

const desks: Array<Place> = []
afterAll(async () => {
  for (const { desk } of desks) await desk.stop()
})
const make = async (own: Parameters<typeof aDesk>[0] = {}): Promise<Place> => {
  const place = await aDesk(own)
  desks.push(place)
  return place
}
const asked = async (place: Place) => {
  const { ticket } = await place.desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text: "Mine is on fire" })
  await place.desk.reply(ticket.id, { ...bo, text: "A word to Ada" })
  return ticket.id
}
const grace = { email: "grace@hopper.example", name: "Grace" }

describe("somebody else is who asks", () => {
  test("she reads what is said from then on, and nothing of before; he who asked keeps what he had, and stays", async () => {
    const place = await make()
    const { desk } = place
    const id = await asked(place)
    const { ticket } = await desk.changeRequester(id, { ...bo, requester: grace })
    expect(ticket).toMatchObject({ requester: { name: "Grace", email: grace.email }, participants: [{ address: "ada@lovelace.example" }] })
    place.clock.at += HOUR
    await desk.reply(id, { ...bo, text: "A word to Grace" })
    expect(textsOf(await desk.timeline(id, { as: "customer" }))).toEqual(["A word to Grace"])
    const now = place.clock.at
    const ada = (await desk.audienceAt(id, now, "participant:ada@lovelace.example"))!
    expect(textsOf(ada.timeline)).toEqual(["Mine is on fire", "A word to Ada", "A word to Grace"])
    expect(ada.as).toBe("participant")
    expect(ada.stays.map(({ as }) => as)).toEqual(["requester", "participant"])
    expect((await desk.timeline(id)).find(({ what }) => what === "changed who asks")!.changes[0]).toEqual({
      field: "Requester",
      from: "ada (ada@lovelace.example)",
      to: "Grace (grace@hopper.example)"
    })
    await desk.deliver()
    expect(place.readersOf("A word to Grace")).toEqual(["ada@lovelace.example", grace.email])
  })
  test("or he leaves the conversation, where the desk says so", async () => {
    const place = await make()
    const { desk } = place
    const id = await asked(place)
    const { ticket } = await desk.changeRequester(id, { ...bo, requester: grace, keep: false })
    expect(ticket.participants).toEqual([])
    await desk.reply(id, { ...bo, text: "A word to Grace" })
    const { timeline, as } = (await desk.audienceAt(id, place.clock.at, "participant:ada@lovelace.example"))!
    expect([as, textsOf(timeline)]).toEqual(["nobody", ["Mine is on fire", "A word to Ada"]])
    await desk.deliver()
    expect(place.readersOf("A word to Grace")).toEqual([grace.email])
  })
  test("who was a participant is one no more: nobody is in it twice", async () => {
    const place = await make()
    const id = await asked(place)
    await place.desk.addParticipant(id, { ...bo, address: "Grace@hopper.example" })
    const { ticket } = await place.desk.changeRequester(id, { ...bo, requester: grace })
    expect(ticket.participants.map(({ address }) => address)).toEqual(["ada@lovelace.example"])
  })
  test("what is said next does not go to the telephone of the one before", async () => {
    const place = await make()
    const { ticket } = await taken(place.desk.accept(bySms("Are you open?")))
    await place.desk.changeRequester(ticket.id, { ...bo, requester: grace })
    await place.desk.reply(ticket.id, { ...bo, text: "Until six" })
    await place.desk.deliver()
    expect(place.sent).toEqual([])
    expect(place.readersOf("Until six")).toEqual([grace.email])
    // Nor is the one before heard in public, having no address to stay by.
    expect((await taken(place.desk.accept(bySms("And tomorrow?")))).ticket.id).toBe(ticket.id)
    expect((await place.desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Noted", content: { text: "And tomorrow?" } })
  })
  test("promises are judged anew, and so is what lists the ticket", async () => {
    const place = await make()
    const { desk } = place
    await desk.addOrganization({ id: "globex", name: "Globex", domains: ["globex.example"] })
    const id = await asked(place)
    expect((await desk.get(id)).ticket.policy).toBe("standard")
    const { ticket } = await desk.changeRequester(id, { ...bo, requester: { email: "hank@globex.example" } })
    expect([ticket.policy, ticket.requester.organization]).toEqual(["gold", "globex"])
    expect((await desk.find({ where: { field: "organization", op: "is", value: "globex" } })).tickets.map((one) => one.id)).toEqual([id])
  })
  test("the same person is looked up anew, and keeps the address that they asked by", async () => {
    const place = await make()
    const { desk } = place
    const id = await asked(place)
    const { requester } = (await desk.get(id)).ticket
    await desk.addIdentity(requester.id, { kind: "email", value: "ada@home.example" })
    expect((await desk.changeRequester(id, { ...bo, requester: { id: requester.id } })).events).toEqual([])
    const { ticket } = await desk.changeRequester(id, { ...bo, requester: { email: "ada@home.example" } })
    expect([ticket.requester.id, ticket.requester.email, ticket.participants]).toEqual([requester.id, "ada@home.example", []])
  })
  test("only the desk may ask it, and whoever may not adds nobody to the directory", async () => {
    const place = await make()
    const id = await asked(place)
    expect(await refused(place.desk.changeRequester(id, { as: "requester", requester: grace }))).toBe("NotAnAgent")
    expect(await refused(place.desk.changeRequester(id, { ...bo, requester: {} }))).toBe("RequesterMissing")
    expect(await refused(place.desk.changeRequester(id, { ...bo, requester: grace, quietly: true } as never))).toBe("InputInvalid")
    expect(await refused(place.desk.contactHistory({ identity: { kind: "email", value: grace.email } }))).toBe("RequesterMissing")
    await place.desk.close(id, bo)
    expect(await refused(place.desk.changeRequester(id, { ...bo, requester: grace }))).toBe("TicketClosed")
  })
  test("the document is what the events say", async () => {
    const place = await make()
    const { ticket } = await taken(place.desk.accept(onNetwork("whatsapp", "Hello")))
    await place.desk.changeRequester(ticket.id, { ...bo, requester: grace })
    const again = replay({ workspace, promises: workspace.promises }, await place.desk.events(ticket.id))
    expect((await place.desk.get(ticket.id)).ticket).toEqual(again.ticket)
  })
})

describe("laws of who asks", () => {
  const other: Ticket.RequesterRef = { id: "r-9", name: "Nia", email: "nia@nine.example", organization: null }

  test("whatever was said before, the new requester reads none of it, and the one before all that they had read", () => {
    fc.assert(
      fc.property(arbitraries.history(), fc.boolean(), ({ vocabulary, events, ticket }, keep) => {
        if (ticket === undefined || events.some(({ _tag }) => _tag === "RequesterChanged")) return
        const context: Ticket.Context = { now: ticket.updatedAt, id: "c-99", actor: "agent:bo", via: "email", vocabulary }
        const changed = Ticket.decide(ticket, { _tag: "ChangeRequester", requester: other, keep }, context)
        if (Result.isFailure(changed)) return
        const after = [...events, ...changed.success]
        expect(Ticket.Timeline.forCustomer(vocabulary, after)).toEqual([])
        const was = Ticket.Conversation.readerOf(ticket.requester)
        const said = (all: ReadonlyArray<Ticket.Event>) => Ticket.Timeline.forReader(vocabulary, all, [], was).map(({ text }) => text)
        expect(said(after)).toEqual(said(events))
      })
    )
  })
})

describe("one person by several identities", () => {
  const address = (value: string) => ({ kind: "email", value }) as const

  test("what comes from the second address is theirs, also on a ticket that they opened by the first", async () => {
    const place = await make()
    const { desk } = place
    const { ticket } = await taken(desk.receive(mail({})))
    await desk.addIdentity(ticket.requester.id, address("Ada@HOME.example"))
    const answer = { From: "ada@home.example", Subject: `Re: [#${ticket.reference}]` }
    const back = await taken(desk.receive(mail(answer, "From my sofa")))
    expect([back.opened, back.ticket.id]).toEqual([false, ticket.id])
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Replied", by: `requester:${ticket.requester.id}` })
    // The ticket keeps the identity that it was opened by; one that is opened by the other has that.
    expect(back.ticket.requester.email).toBe("ada@lovelace.example")
    const other = await taken(desk.receive(mail({ From: "ada@home.example" }, "Something else")))
    expect(other.ticket.requester).toMatchObject({ id: ticket.requester.id, email: "ada@home.example" })
  })
  test("an address of an agent is nobody's word until it is proven, whoever else holds it", async () => {
    const place = await make()
    const { desk } = place
    const { ticket } = await taken(desk.receive(mail({})))
    await desk.addIdentity(ticket.requester.id, address("bo@acme.example"))
    await taken(desk.receive(mail({ From: "bo@acme.example", "In-Reply-To": `<${ticket.thread[0]}>` }, "Send them the money")))
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Noted", by: "participant:bo@acme.example" })
  })
  test("what somebody else holds stays theirs, and nothing changes", async () => {
    const place = await make()
    const { desk } = place
    const ada = (await desk.open({ requester: { email: "ada@lovelace.example" }, subject: "s", text: "t" })).ticket.requester.id
    const eve = (await desk.open({ requester: { email: "eve@moneypenny.example" }, subject: "s", text: "t" })).ticket.requester.id
    expect(await refused(desk.addIdentity(ada, address("EVE@moneypenny.example")))).toBe("IdentityTaken")
    expect((await desk.requester(ada)).identities).toHaveLength(1)
    expect(await refused(desk.addIdentity(eve, address("not an address")))).toBe("InputInvalid")
    expect(await refused(desk.addIdentity("nobody", address("x@y.example")))).toBe("RequesterMissing")
    expect(await refused(desk.removeIdentity(ada, address("x@y.example")))).toBe("IdentityUnknown")
    expect(await refused(desk.removeIdentity(ada, address("ada@lovelace.example")))).toBe("LastIdentity")
  })
  test("what one gives up is the next one's, and can come back", async () => {
    const place = await make()
    const { desk } = place
    const shared = address("desk@shared.example")
    const holder = async () => (await desk.open({ requester: { email: shared.value }, subject: "s", text: "t" })).ticket.requester.id
    const ada = await holder()
    await desk.addIdentity(ada, { kind: "phone", value: "+33123456789" })
    await desk.removeIdentity(ada, shared)
    const eve = await holder()
    expect(eve).not.toBe(ada)
    await desk.addIdentity(eve, address("eve@moneypenny.example"))
    expect(await refused(desk.addIdentity(ada, shared))).toBe("IdentityTaken")
    await desk.removeIdentity(eve, shared)
    await desk.addIdentity(ada, shared)
    expect(await holder()).toBe(ada)
    expect(await refused(desk.addIdentity(eve, shared))).toBe("IdentityTaken")
  })
  test("an application's own directory changes its people itself", async () => {
    const storage = memory()
    const needs = { storage, now: () => 1, newId: () => "id-1" }
    const desk = createHelpdesk({ workspace, storage, directory: ownDirectory(needs) })
    expect(await refused(desk.addIdentity("r-1", address("x@y.example")))).toBe("NotConfigured")
  })
  test("law: whatever is added, taken away and asked at once, an identity is one person's at most", async () => {
    const people = ["a", "b", "c"] as const
    const step = fc.record({
      how: fc.constantFrom("add", "remove", "arrive"),
      who: fc.constantFrom(...people),
      which: fc.constantFrom("x@x.example", "y@y.example")
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        const storage = memory()
        let ids = 0
        const needs = { storage, now: () => 1, newId: () => `id-${++ids}` }
        const [directory, own] = [ownDirectory(needs), identities(needs)]
        const known = new Map<string, string>()
        for (const one of people) known.set(one, (await directory.add("main", { name: one, identity: address(`${one}@own.example`) })).id)
        for (const round of rounds) {
          await Promise.all(
            round.map(({ how, who, which }) =>
              how === "arrive"
                ? directory
                    .find("main", address(which))
                    .then((found) => found ?? directory.add("main", { name: "new", identity: address(which) }))
                : own[how]("main", known.get(who)!, address(which)).catch(() => undefined)
            )
          )
          for (const which of ["x@x.example", "y@y.example"]) {
            const { found } = await storage.find("main", { kind: "requester", order: [], limit: 1000 })
            const holders = found.filter(({ document }) => JSON.stringify(document.body).includes(`"${which}"`)).map(({ stream }) => stream)
            const holder = await directory.find("main", address(which))
            expect(holders).toEqual(holder === undefined ? [] : [holder.id])
          }
        }
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 20) }
    )
  })
})
