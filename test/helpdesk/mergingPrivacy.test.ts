/** What the parties of tickets that join and part get to know of each other: what they were a party to, and nothing else. */
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { memory } from "../../src/storage/memory.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import type * as Ticket from "../../src/ticket/index.ts"
import { type Deed, type Happening, history, live, parser, people, rawMail, ticketsOf, town, type Town } from "./merging/Town.ts"

afterAll(() => parser.close())

const as = "agent:bo"
const [ada, eve] = people
/** `cost`: of a case, in units of some milliseconds. */
const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })
const readersOf = ({ requester, participants }: Ticket.Ticket): ReadonlyArray<string> => [
  requester.email ?? "",
  ...participants.map(({ address }) => address)
]
const shownTo = async (desk: ReturnType<Town["desk"]>, ticket: string) => desk.timeline(ticket, { as: "customer" })

/** A ticket of Ada's and one of Eve's, each with a secret in every place. */
const secretive = async () => {
  const place = town([memory()], 10)
  const desk = place.desk()
  const opened = async (who: string, name: string) => {
    const end = await desk.receive(rawMail(`${name} <${who}>`, `${name}@x.example`, null, `Words of ${name}`, false, `Subject of ${name}`))
    if (end._tag !== "Message") throw new Error(JSON.stringify(end))
    const { id, reference } = end.ticket
    await desk.note(id, { as, text: `Note on ${name}` })
    await desk.tag(id, { as, tags: [`tag of ${name}`] })
    await desk.reply(id, { as, text: `Answer to ${name}` })
    return { id, secrets: [who, name, reference] }
  }
  return { ...place, desk, adas: await opened(ada, "Lovelace"), eves: await opened(eve, "Moneypenny") }
}

describe("tickets of different people", () => {
  test("given a merge, then the letter that tells of it says nothing of the other ticket", async () => {
    const { desk, letters, adas, eves } = await secretive()
    const before = letters.length
    await desk.merge(adas.id, { as, sources: [eves.id], consent: true })
    const told = letters.slice(before)
    expect(told.map(({ to, template }) => [template, to[0]!.address])).toEqual([["notice", eve]])
    for (const secret of adas.secrets) expect(JSON.stringify(told)).not.toContain(secret)
    expect(told[0]!.data.reference).toBe((await desk.get(eves.id)).ticket.reference)
  })
  test("given a merge, then neither reads what the other said before; what is said since, who is in the conversation reads", async () => {
    const { desk, adas, eves } = await secretive()
    const had = JSON.stringify((await shownTo(desk, adas.id)).map((one) => one))
    await desk.merge(adas.id, { as, sources: [eves.id], consent: true })
    expect(JSON.stringify((await shownTo(desk, adas.id)).map((one) => one))).toBe(had)
    await desk.reply(adas.id, { as, text: "To both of you" })
    const [hers, other] = [await shownTo(desk, adas.id), await shownTo(desk, eves.id)]
    expect(hers.at(-1)!.text).toBe("To both of you")
    for (const secret of eves.secrets) expect(JSON.stringify(hers)).not.toContain(secret)
    for (const secret of adas.secrets) expect(JSON.stringify(other)).not.toContain(secret)
    expect(other.at(-1)!.what).toBe("joined it with another request")
  })
  test("given that the other is not let in, when her words are split off again, then their ticket has nothing of the first", async () => {
    const { desk, adas, eves, letters } = await secretive()
    await desk.merge(adas.id, { as, sources: [eves.id], consent: true, policy: { participants: "none", tags: "none" } })
    const words = (await desk.conversation(adas.id)).find(({ content }) => content.text.includes("Words of Moneypenny"))!
    const { done } = await desk.split(adas.id, { as, messages: [words.id] })
    expect(done.ticket.requester.email).toBe(eve)
    const before = letters.length
    await desk.reply(done.ticket.id, { as, text: "On its own" })
    const toEve = letters.slice(before).filter(({ audience }) => audience === "customer")
    expect(toEve).toHaveLength(1)
    const seen = JSON.stringify([toEve, await shownTo(desk, done.ticket.id)])
    for (const secret of adas.secrets) expect(seen).not.toContain(secret)
  })
})

describe("whatever becomes of tickets", () => {
  test("nobody reads what was said where they were no party, nor anything that was said for the desk", async () => {
    await fc.assert(
      fc.asyncProperty(history(10), async (all) => {
        const readers = new Map<string, ReadonlyArray<string>>()
        let seen = 0
        const { place } = await live([memory()], all, {
          after: async ({ storage, desk }) => {
            const { entries, position } = await vaulted(storage).feed("main", seen, 1e6)
            seen = position
            for (const { stream, event } of entries) {
              const said = event as unknown as Ticket.Event
              if (typeof said !== "object" || !("messageId" in said)) continue
              const isPublic = said._tag === "Replied" || (said._tag === "Opened" && said.visibility === "public")
              readers.set(said.content.text.trim(), isPublic ? readersOf((await desk().get(stream)).ticket) : [])
            }
          }
        })
        for (const { id, requester } of await ticketsOf(place))
          for (const { text } of await shownTo(place.desk(), id))
            if (text !== null) expect(readers.get(text.trim())).toContain(requester.email)
      }),
      runs(4)
    )
  })
  /** All that Ada can read: what her tickets show her, and every letter to her. */
  const allOf = async ({ desk, letters }: Town, who: string) => {
    const own = (await ticketsOf({ desk } as Town)).filter(({ requester }) => requester.email === who)
    return [
      ...(await Promise.all(own.map(async ({ id }) => [...(await shownTo(desk(), id))]))),
      ...letters.filter(({ audience, to, cc }) => audience === "customer" && [...to, ...cc].some(({ address }) => address === who))
    ]
  }
  const differ = (all: ReadonlyArray<Happening>, isSecret: (one: Deed, n: number) => boolean, who: string) =>
    Promise.all(
      ["one", "something else, and longer"].map(async (secret) => {
        const { place } = await live([memory()], all, {
          words: (n, one) => (isSecret(one, n) ? `Secret ${n} ${secret}` : `Words ${n}`)
        })
        return JSON.stringify(await allOf(place, who))
      })
    )
  test("other notes change no byte of what anybody outside can read", async () => {
    await fc.assert(
      fc.asyncProperty(history(8), fc.constantFrom(...people), async (all, who) => {
        const [one, other] = await differ(all, ({ deed }) => deed === "note", who)
        expect(other).toBe(one)
      }),
      runs(4)
    )
  })
  test("other words of Eve's, said before her ticket met Ada's, change no byte of what Ada can read", async () => {
    await fc.assert(
      fc.asyncProperty(history(8), async (all) => {
        // The second mail of the morning is Eve's.
        const [one, other] = await differ(all, (_, n) => n === 2, ada)
        expect(other).toBe(one)
      }),
      runs(4)
    )
  })
})
