/** What holds of messages that come by channels, whatever they are and in whatever order they come. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Inbound } from "../../src/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { freshPath } from "../freshPath.ts"
import { aDesk, DAY, outbox, type Place, readersOf, taken } from "./channels/aDesk.ts"

/** Few, so that they meet again. */
const people: ReadonlyArray<Inbound["person"]> = [
  { identity: { kind: "email", value: "ada@lovelace.example" }, name: "Ada" },
  { identity: { kind: "phone", value: "+33123456789" }, verified: true },
  { identity: { kind: "social", provider: "messenger", value: "7" }, verified: true }
]
const person = fc.constantFrom(...people)
const message: fc.Arbitrary<Inbound> = fc.record(
  {
    channel: fc.constantFrom("liveChat", "messenger", "sms", "webForm", "community", "phone", "pigeon"),
    account: fc.constantFrom("a", "a:b"),
    id: fc.integer({ min: 0, max: 5 }).map(String),
    thread: fc.constantFrom("1", "b:1", "__proto__"),
    person,
    kind: fc.constantFrom("message", "call", "post"),
    text: arbitraries.text(40),
    subject: arbitraries.text(20)
  },
  { requiredKeys: ["channel", "id", "person"] }
)
const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: message },
  { weight: 1, arbitrary: fc.tuple(message, fc.jsonValue({ maxDepth: 1 })).map(([one, wrong]) => ({ ...one, thread: wrong })) },
  { weight: 1, arbitrary: fc.anything({ withBigInt: true, withNullPrototype: true }) }
)
const deed = fc.oneof(
  { weight: 6, arbitrary: anything.map((said) => ({ said })) },
  { weight: 2, arbitrary: fc.nat().map((again) => ({ again })) },
  { weight: 1, arbitrary: fc.nat(5).map((close) => ({ close })) },
  { weight: 1, arbitrary: fc.constantFrom(1, 11).map((days) => ({ days })) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(5), fc.nat(5)).map((merge) => ({ merge })) }
)

const bo = { as: "agent:bo" } as const
const stores: ReadonlyArray<readonly [name: string, cost: number, open: () => Promise<Storage>]> = [
  ["memory", 4, async () => memory()],
  ["SQLite", 40, async () => openSqlite(freshPath())]
]
const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })

const ticketsOf = async ({ desk }: Place): Promise<ReadonlyArray<Ticket.Ticket>> =>
  (await desk.find({ limit: 1000, order: [{ field: "openedAt", descending: false }] })).tickets

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

/** `before`: what came in so far, to come in again. */
const done = async (place: Place, before: Array<unknown>, one: Deed): Promise<string | undefined> => {
  if ("said" in one) before.push(one.said)
  const said = "said" in one ? one.said : "again" in one ? before[one.again % before.length] : undefined
  if ("said" in one || ("again" in one && before.length > 0)) return (await place.desk.accept(said as Inbound))._tag
  if ("again" in one) return undefined
  const tickets = await ticketsOf(place)
  const nth = (n: number): string => tickets[n % tickets.length]!.id
  if ("days" in one) place.clock.at += one.days * DAY
  // What cannot be closed or merged stays as it is.
  else if (tickets.length > 0)
    await (
      "close" in one
        ? place.desk.close(nth(one.close), bo)
        : place.desk.merge(nth(one.merge[0]), {
            ...bo,
            sources: [nth(one.merge[1])],
            consent: true,
            policy: { tell: null, closed: "allow" }
          })
    ).catch(() => undefined)
  return undefined
}

describe.each(stores)("in %s", (_, cost, open) => {
  test("nothing is lost and nothing is doubled: what came in is a message, a duplicate, or kept apart", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(deed, { maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
        const place = aDesk({ storage: await open() })
        const ended: Array<string> = []
        const before: Array<unknown> = []
        // All of a round at the same time.
        for (const round of rounds)
          ended.push(...(await Promise.all(round.map((one) => done(place, before, one)))).filter((one) => one !== undefined))
        const count = (tag: string): number => ended.filter((one) => one === tag).length
        const { entries } = await vaulted(place.storage).feed("main", 0, 1e6)
        const events = entries.flatMap(({ event }) =>
          typeof event === "object" && event !== null && "_tag" in event ? [event as { _tag: string }] : []
        )
        const said = events.filter((event): event is Extract<Ticket.Event, { messageId: string }> => "messageId" in event)
        expect(said).toHaveLength(count("Message"))
        expect(await place.desk.quarantine(1000)).toHaveLength(count("Quarantined"))
        expect(ended.length).toBe(said.length + count("Quarantined") + count("Duplicate"))
        const names = said.map(({ content: { origin } }) => JSON.stringify([origin!.channel, origin!.account, origin!.id]))
        expect(new Set(names).size).toBe(names.length)
        // Every message is part of exactly one ticket that answers for it; and the report counts each once.
        const living = (await ticketsOf(place)).filter((ticket) => !Ticket.isMerged(ticket))
        const shown = await Promise.all(living.map(async ({ id }) => (await place.desk.conversation(id)).map((one) => one.id)))
        expect(shown.flat().toSorted()).toEqual(said.map(({ messageId }) => messageId).toSorted())
        expect((await place.desk.channelReport()).reduce((sum, { messages }) => sum + messages, 0)).toBe(said.length)
        await place.desk.stop()
      }),
      runs(cost)
    )
  })
})

/** Of one person in one conversation each, as networks carry them. */
const calm: fc.Arbitrary<Inbound> = fc
  .record({
    channel: fc.constantFrom("liveChat", "messenger", "sms"),
    account: fc.constantFrom("a", "b"),
    thread: fc.nat(2),
    id: fc.nat(30),
    words: arbitraries.filled(20)
  })
  .map(({ thread, id, words, ...more }) => ({
    ...more,
    id: `${id}`,
    text: `${words} ${id}`,
    ...(more.channel === "sms" ? {} : { thread: `${thread}` }),
    person: { identity: { kind: "phone", value: `+3312345678${more.channel === "sms" ? id % 2 : thread}` }, verified: true }
  }))
const conversationOf = ({ channel, account, thread, person: { identity } }: Inbound): string =>
  JSON.stringify([channel, account, thread ?? identity.value])
const nameOf = ({ channel, account, id }: Inbound): string => JSON.stringify([channel, account, id])

test("whatever order they come in, and however often, they make the same conversations", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .uniqueArray(calm, { selector: nameOf, maxLength: 10 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }))),
      async ([all, shuffled]) => {
        const made = async (messages: ReadonlyArray<Inbound>): Promise<ReadonlyArray<string>> => {
          const place = aDesk()
          for (const one of messages) await place.desk.accept(one)
          const tickets = await ticketsOf(place)
          const conversations = tickets.map(async ({ id, requester, channel, line, status }) =>
            JSON.stringify([
              channel,
              requester.name,
              line,
              status,
              (await place.desk.conversation(id))
                .map(
                  ({ content, visibility, by }) =>
                    `${content.origin!.id} ${content.text} ${visibility} ${by === `requester:${requester.id}`}`
                )
                .toSorted()
            ])
          )
          return (await Promise.all(conversations)).toSorted()
        }
        const conversations = await made(shuffled)
        expect(conversations).toEqual(await made(all))
        expect(conversations).toHaveLength(new Set(all.map(conversationOf)).size)
      }
    ),
    runs(10)
  )
})

test("no message gives its author a right: strangers join nothing, reopen nothing, are heard by nobody outside and hear nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...people),
      fc.array(message, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (owner, said, solved) => {
        const place = aDesk()
        const base = { channel: "liveChat", account: "a", thread: "1", person: owner } as const
        const { ticket } = await taken(place.desk.accept({ ...base, id: "first", text: "It burns" }))
        await place.desk.addParticipant(ticket.id, { ...bo, address: "zoe@example.org" })
        if (solved) await place.desk.changeStatus(ticket.id, { ...bo, status: "solve" })
        const before = (await place.desk.get(ticket.id)).ticket
        await outbox(place)
        const strangers = said.filter(({ person: one }) => one !== owner)
        for (const [n, one] of strangers.entries())
          await place.desk.accept({ ...one, ...base, person: one.person, id: `${n}`, kind: "message" })
        const after = (await place.desk.get(ticket.id)).ticket
        const { requester, participants, proposed, status, askedAt, line } = after
        expect({ requester, participants, proposed, status, askedAt, line }).toEqual({
          requester: before.requester,
          participants: before.participants,
          proposed: before.proposed,
          status: before.status,
          askedAt: before.askedAt,
          line: before.line
        })
        const heard = (await place.desk.conversation(ticket.id)).slice(1)
        expect(heard.filter(({ visibility }) => visibility === "public")).toEqual([])
        const effects = await outbox(place)
        expect(effects.filter(({ kind }) => kind === "channel")).toEqual([])
        expect(readersOf(effects).filter((address) => !address.endsWith("@acme.example"))).toEqual([])
      }
    ),
    runs(4)
  )
})

test("two tenants never meet: what one desk is and does follows from its own messages alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), message), { maxLength: 12 }), async (said) => {
      const told = async (others: boolean) => {
        const storage = memory()
        const [mine, theirs] = [aDesk({ storage, tenant: "mine" }), aDesk({ storage, tenant: "theirs" })]
        const ended: Array<string> = []
        for (const [isMine, one] of said) {
          if (isMine) ended.push((await mine.desk.accept(one))._tag)
          else if (others) await theirs.desk.accept(one)
        }
        return { ended, feed: (await vaulted(storage).feed("mine", 0, 1e6)).entries, effects: await outbox(mine, "mine") }
      }
      expect(await told(true)).toEqual(await told(false))
    }),
    runs(4)
  )
})
