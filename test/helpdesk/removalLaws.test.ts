/** What holds of tickets that are laid aside, come back and are purged, whatever else happens to them and to others. */
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { Case } from "../../src/desk/Case.ts"
import { documentOf } from "../../src/desk/handle.ts"
import { replay } from "../../src/desk/replay.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Found } from "../../src/storage/Storage.ts"
import { dumpOf } from "../../src/testing/index.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { deed, deskOf, type Happening, happens, HOUR, parser, people, refusals, ticketsOf, town, type Town } from "./merging/Town.ts"

afterAll(() => parser.close())

/** `cost`: of a case, roughly in milliseconds. */
const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })
const as = "agent:bo"
const aside = { field: "removed", op: "is", value: true } as const

const acts = ["remove", "spam", "some", "restore", "recover", "purge"] as const
interface Act {
  readonly act: (typeof acts)[number]
  readonly nth: number
  readonly which: number
}
type Step = (Happening | Act) & { readonly later: number }
const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: deed },
      { weight: 2, arbitrary: fc.record({ act: fc.constantFrom(...acts), nth: fc.nat(999), which: fc.nat(999) }) }
    ),
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 1, 1000) }, fc.constantFrom(HOUR, 30 * HOUR, 31 * 24 * HOUR, -5000))
  )
  .map(([one, later]) => ({ ...one, later }))

const pick = <A>(all: ReadonlyArray<A>, nth: number): A | undefined => all[nth % all.length]

/** All that there are. */
const everyTicket = async (place: Town): Promise<ReadonlyArray<Ticket.Ticket>> => [
  ...(await ticketsOf(place)),
  ...(await place.desk().find({ where: aside, limit: 1000 })).tickets
]

const acted = async (place: Town, { act, nth, which }: Act): Promise<void> => {
  const desk = place.desk()
  const all = nth % 8 === 0 ? await everyTicket(place) : undefined
  const here = all ?? (await ticketsOf(place))
  const there = all ?? (await everyTicket(place)).filter((ticket) => Ticket.isRemoved(ticket))
  const id = pick(act === "remove" || act === "spam" || act === "some" ? here : there, nth >> 3)?.id
  if (id === undefined) return
  switch (act) {
    case "remove":
      return void (await desk.remove(id, { as }))
    case "spam":
      return void (await desk.markSpam(id, { as }))
    case "some": {
      const said = await desk.conversation(id)
      return void (await desk.markSpam(id, { as, messages: said.filter((_, i) => ((which >> i) & 1) === 1).map((one) => one.id) }))
    }
    default:
      return void (await desk[act](id, { as }))
  }
}

const expected = new Set([...refusals, "TicketRemoved", "NotRemoved", "TicketPurged", "ChannelCannot"])
/** A word of its own for each time that anybody says anything. */
const word = (n: number): string => `probe${n}x`

const lived = async (steps: ReadonlyArray<Step>, place = town([memory()])): Promise<Town> => {
  for (const [n, one] of [...morning, ...steps].entries()) {
    try {
      if (!("act" in one)) await happens(place, one, n + 1, word)
      else {
        place.clock.at += one.later
        await acted(place, one)
      }
    } catch (refusal) {
      if (!expected.has((refusal as { readonly _tag?: string })._tag ?? "")) throw refusal
    }
  }
  return place
}
const morning: ReadonlyArray<Step> = [
  { deed: "mail", who: 0, answers: null, file: true, later: 0 },
  { deed: "mail", who: 1, answers: null, file: false, later: 1000 },
  { deed: "open", who: 2, cc: true, later: 1000 },
  { deed: "reply", nth: 1, file: true, later: 1000 },
  { deed: "mail", who: 0, answers: 0, file: false, later: 1000 },
  { deed: "mail", who: 0, answers: 0, file: false, later: 1000 }
]
const history = fc.array(step, { maxLength: 14, size: "max" })
/** No clock goes back: what begins to count later than it is laid aside has all its time before it. */
const forward = history.map((steps) => steps.map((one) => ({ ...one, later: Math.max(0, one.later) })))

const recordsOf = async ({ storage }: Town): Promise<ReadonlyArray<Found>> => {
  const of = (kind: "ticket" | "removed") => storage.find("main", { kind, order: [], limit: 1000 })
  return [...(await of("ticket")).found, ...(await of("removed")).found]
}

/** The very events, as the store has them. */
const writtenIn = async ({ storage }: Town, id: string): Promise<ReadonlyArray<Ticket.Event>> =>
  (await vaulted(storage).read("main", id, 1, 1e6)) as never

/** What began to wait in a commit of the same instant rests too. */
const solvedAndRemoved: ReadonlyArray<Step> = [
  { deed: "mark", nth: 9, what: 9, later: 0 },
  { act: "remove", nth: 9, which: 0, later: 0 }
]

describe("whatever happens", () => {
  test("documents are what their events say, purged or not; what lies aside has no clock that runs, and wakes for its purge alone", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const place = await lived(steps)
        for (const { stream, document } of await recordsOf(place)) {
          for (const events of [await writtenIn(place, stream), await place.desk().events(stream)]) {
            const again = replay(deskOf(), events)
            expect(document).toEqual(documentOf(deskOf(), again.ticket!, again.sla.clocks, again.memory))
          }
          const { ticket, clocks } = Schema.decodeUnknownSync(Case)(document.body)
          expect([document.kind, document.facts["removed"], document.facts["spam"]]).toEqual(
            Ticket.isRemoved(ticket) ? ["removed", true, ticket.removed!.as === "spam"] : ["ticket", false, false]
          )
          if (!Ticket.isRemoved(ticket)) continue
          expect((clocks?.machines ?? []).filter(({ now }) => now !== null)).toEqual([])
          expect(document.wakeAt).toBe(ticket.removed!.along === undefined ? ticket.removed!.purgeAt : null)
        }
      }),
      { ...runs(20), examples: [[solvedAndRemoved]] }
    )
  })
  test("every word is part of one ticket; it is gone from all that the desk shows if that was purged, and else it is there", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const place = await lived(steps)
        const all = await everyTicket(place)
        const desk = place.desk()
        const shown = await Promise.all(
          all.map(async ({ id }) =>
            JSON.stringify([
              await desk.get(id),
              await desk.events(id),
              await desk.conversation(id),
              await desk.timeline(id),
              await desk.timeline(id, { as: "customer" }),
              await desk.stateAt(id, { version: Math.max(1, (await desk.events(id)).length - 2) })
            ])
          )
        )
        for (const ticket of all)
          for (const event of (await writtenIn(place, ticket.id)).filter(Ticket.Conversation.isSaid)) {
            const said = { stream: ticket.id, message: event.messageId }
            const owners = all.filter(
              (one) => Ticket.edgesOf(one).mergedInto === null && Ticket.Pieces.has(Ticket.edgesOf(one).conversation, said)
            )
            expect(owners).toHaveLength(1)
            const probe = /probe\d+x/.exec(event.content.text)?.[0]
            if (probe === undefined) continue
            const where = all.filter((_, i) => shown[i]!.includes(probe)).map(({ id }) => id)
            if (Ticket.isPurged(owners[0])) expect(where).toEqual([])
            else expect((await desk.conversation(owners[0]!.id)).map(({ content }) => content.text).join()).toContain(probe)
          }
        // Nor does the store hold any that nobody is shown.
        const held = new Set(JSON.stringify(await dumpOf(place.storage, "main")).match(/probe\d+x/g))
        const living = all.flatMap((ticket, i) => (Ticket.isPurged(ticket) ? [] : [shown[i]!])).join()
        expect([...held].filter((probe) => !living.includes(probe))).toEqual([])
        for (const [i, ticket] of all.entries())
          if (Ticket.isPurged(ticket)) expect(shown[i]).not.toMatch(/lovelace|moneypenny|lincoln|Subject \d|Printer/)
      }),
      runs(20)
    )
  })
})

/** In its place, and no part of another; opened, where there is none. */
const someTicket = async (place: Town, nth: number): Promise<string> =>
  pick(
    (await ticketsOf(place)).filter((one) => !Ticket.isMerged(one)),
    nth
  )?.id ?? (await place.desk().open({ requester: { email: people[0] }, subject: "Subject 0", text: "Words" })).ticket.id

/** What a ticket is, but for when it was touched last. */
const stand = async (place: Town, id: string) => {
  const { document } = (await recordsOf(place)).find(({ stream }) => stream === id)!
  const { ticket, clocks, memory: remembered } = Schema.decodeUnknownSync(Case)(document.body)
  const { updatedAt: _at, ...facts } = document.facts
  const { desk } = place
  return {
    ticket: { ...ticket, updatedAt: 0 },
    clocks,
    timers: remembered?.timers,
    facts,
    wakeAt: document.wakeAt,
    said: await desk().conversation(id)
  }
}
const ofMembers = async (place: Town, id: string) => {
  const { ticket } = await place.desk().get(id)
  return Promise.all([id, ...Ticket.mergedTickets(Ticket.edgesOf(ticket))].map((one) => stand(place, one)))
}

describe("what is laid aside and comes back", () => {
  test("is as it was, with all that was merged into it: ticket, words, clocks and what waits", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), fc.boolean(), async (steps, nth, isSpam) => {
        const place = await lived(steps)
        const id = await someTicket(place, nth)
        const desk = place.desk()
        await desk.tick()
        const before = await ofMembers(place, id)
        await (isSpam ? desk.markSpam(id, { as }) : desk.remove(id, { as }))
        await (isSpam ? desk.recover(id, { as }) : desk.restore(id, { as }))
        expect(await ofMembers(place, id)).toEqual(before)
      }),
      runs(20)
    )
  })
  test("has clocks and timers that went on without the time between", async () => {
    await fc.assert(
      fc.asyncProperty(forward, fc.nat(), fc.integer({ min: 1, max: 500 }), async (steps, nth, hours) => {
        const place = await lived(steps)
        const id = await someTicket(place, nth)
        const desk = place.desk()
        await desk.tick()
        const [before, dues] = [await stand(place, id), await desk.deadlines(id)]
        await desk.remove(id, { as })
        place.clock.at += hours * HOUR
        await desk.tick()
        await desk.restore(id, { as })
        const after = await desk.deadlines(id)
        const [from, to] = (await desk.events(id)).slice(-2).map(({ at }) => at) as ReadonlyArray<number> as readonly [number, number]
        const { due: byHand } = before.ticket
        for (const [i, one] of dues.entries()) {
          const isPinned = one.metric === "due" && byHand?.pinned === true
          // What was late is no later for it.
          const isAhead = one.status === "running" && !isPinned && one.due._tag === "Value" && one.due.value > from
          const due = one.due._tag === "Value" && isAhead ? { ...one.due, value: one.due.value + to - from } : one.due
          expect([after[i]!.metric, after[i]!.due]).toEqual([one.metric, due])
          if (!isPinned) expect(after[i]!.status).toBe(one.status)
        }
        const { timers = [] } = await stand(place, id)
        expect(timers.map(({ due, ran }) => [due, ran])).toEqual(
          (before.timers ?? []).map(({ due, ran }) => [due === null ? null : due + to - from, ran])
        )
      }),
      runs(20)
    )
  })
})

describe("what lies aside", () => {
  test("changes no answer but by not being there", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), async (steps, nth) => {
        const place = await lived(steps)
        const desk = place.desk()
        await desk.tick()
        const questions = [
          { all: [] },
          { field: "statusCategory", op: "in", value: ["new", "open"] },
          { not: { field: "tags", op: "is", value: "fire" } },
          { field: "removed", op: "is", value: false }
        ] as const
        const answers = async () =>
          Promise.all([
            ...questions.map(async (where) => (await desk.find({ where, limit: 1000 })).tickets),
            desk.find({ text: "probe1x", limit: 1000 }).then(({ tickets }) => tickets)
          ])
        const id = await someTicket(place, nth)
        const before = await answers()
        await desk.remove(id, { as })
        const gone = new Set((await everyTicket(place)).filter((one) => Ticket.isRemoved(one)).map((one) => one.id))
        const after = await answers()
        expect(after).toEqual(before.map((tickets) => tickets.filter((one) => !gone.has(one.id))))
        expect(await desk.count(questions)).toEqual(after.slice(0, questions.length).map(({ length }) => length))
        expect(gone.has(id)).toBe(true)
      }),
      runs(20)
    )
  })
  test("many at once are as one after the other", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), async (steps, luck) => {
        const [one, other] = [await lived(steps), await lived(steps)]
        const ids = (await ticketsOf(one)).filter((_, i) => ((luck >> i) & 1) === 1).map(({ id }) => id)
        const done = await one.desk().removeAll(ids, { as, confirm: ids.length })
        const results = []
        for (const id of ids)
          results.push(
            await other
              .desk()
              .remove(id, { as })
              .then(
                () => "done",
                (refusal: { readonly _tag: string }) => refusal._tag
              )
          )
        expect(done.map((end) => ("done" in end ? "done" : (end.refusal as unknown as { readonly _tag: string })._tag))).toEqual(results)
        expect(await everyTicket(one)).toEqual(await everyTicket(other))
        await expect(one.desk().restoreAll(ids, { as, confirm: ids.length + 1 })).rejects.toMatchObject({ _tag: "CountMismatch" })
      }),
      runs(20)
    )
  })
})
