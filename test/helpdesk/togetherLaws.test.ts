/** What holds however agents work together: what each has seen, whose a draft is, and that it is said once. */
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { freshPath } from "../freshPath.ts"

const MINUTE = 60_000
const start = Date.UTC(2026, 0, 5, 9)
const runs = (share: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / share) })
const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ]
})
const desks: Array<{ stop: () => Promise<void> }> = []
afterAll(async () => {
  for (const desk of desks) await desk.stop()
})
const make = (storage: Storage = memory(), told: Array<string> = []) => {
  const clock = { at: start }
  const desk = createHelpdesk({ workspace, storage, now: () => clock.at, notify: async ({ id }) => void told.push(id) })
  const open = async () => (await desk.open({ requester: { email: "ada@example.org" }, subject: "A", text: "x" })).ticket.id
  return { desk, clock, open }
}
const quietly = async (deed: Promise<unknown>): Promise<void> => {
  try {
    await deed
  } catch (cause) {
    expect(cause).toHaveProperty("_tag")
  }
}

const agents = ["bo", "cy"] as const
const who = fc.constantFrom(...agents)
const nth = fc.nat(7)
const reading = fc.oneof(
  fc.record({
    deed: fc.constantFrom("reply" as const, "note" as const),
    nth,
    by: fc.constantFrom("agent:bo" as const, "agent:cy" as const, "requester" as const)
  }),
  fc.record({ deed: fc.constant("read" as const), nth, by: who, upTo: fc.option(nth) }),
  fc.record({ deed: fc.constant("unread" as const), nth, by: who }),
  fc.record({ deed: fc.constantFrom("merge" as const, "split" as const, "rethread" as const), nth, other: nth }),
  fc.record({ deed: fc.constant("unmerge" as const), nth })
)

describe("laws", () => {
  test("unread is what was said and not seen, whatever was split, merged and taken back: as if each agent ticked off messages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { maxLength: 14 }), async (deeds) => {
        const { desk, clock, open } = make()
        const tickets = [await open(), await open()]
        const at = (n: number): string => tickets[n % tickets.length]!
        const ticked = new Map(agents.map((agent) => [agent, new Map<string, boolean>()]))
        for (const one of deeds) {
          clock.at += MINUTE
          const id = at(one.nth)
          const said = await desk.conversation(id)
          switch (one.deed) {
            case "reply":
            case "note":
              await quietly(
                one.by === "requester" ? desk.reply(id, { as: one.by, text: "y" }) : desk[one.deed](id, { as: one.by, text: "y" })
              )
              break
            case "read": {
              const last = one.upTo === null || said.length === 0 ? undefined : said[one.upTo % said.length]!.id
              await desk.markRead(id, { as: `agent:${one.by}`, ...(last === undefined ? {} : { upTo: last }) })
              const place = last === undefined ? said.length : said.findIndex((message) => message.id === last) + 1
              for (const message of said.slice(0, place)) ticked.get(one.by)!.set(message.id, true)
              break
            }
            case "unread": {
              await desk.markUnread(id, { as: `agent:${one.by}` })
              const latest = said.findLast(({ by }) => by !== `agent:${one.by}`) ?? said.at(-1)
              if (latest !== undefined) ticked.get(one.by)!.set(latest.id, false)
              break
            }
            case "merge":
              await quietly(desk.merge(id, { as: "agent:bo", sources: [at(one.other)] }))
              break
            case "split":
              await quietly(
                desk
                  .split(id, { as: "agent:bo", messages: [said[one.other % said.length]?.id ?? "none"] })
                  .then(({ done }) => tickets.push(done.ticket.id))
              )
              break
            case "rethread":
              await quietly(desk.rethread(id, { as: "agent:bo", messages: [said[0]?.id ?? "none"], to: at(one.other) }))
              break
            case "unmerge":
              await quietly(desk.unmerge(id, { as: "agent:bo" }))
          }
        }
        for (const agent of agents) {
          const isSeen = (id: string, by: string): boolean => ticked.get(agent)!.get(id) ?? by === `agent:${agent}`
          const expected = await Promise.all(
            tickets.map(async (ticket) => ({
              ticket,
              messages: (await desk.conversation(ticket)).filter(({ id, by }) => !isSeen(id, by)).length
            }))
          )
          expect(await desk.unread({ as: `agent:${agent}`, tickets })).toMatchObject(expected)
        }
      }),
      runs(10)
    )
  })

  test("a draft is its writer's alone unless they share it, and nobody finds a ticket by its words", async () => {
    const save = fc.record({ by: who, nth, shared: fc.option(fc.boolean(), { nil: undefined }), discard: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(save, { maxLength: 10 }), async (deeds) => {
        const { desk, open } = make()
        const tickets = [await open(), await open()]
        const model = new Map<string, { readonly text: string; readonly shared: boolean }>()
        for (const [i, { by, nth: n, shared, discard }] of deeds.entries()) {
          const ticket = tickets[n % 2]!
          const key = `${ticket} ${by}`
          if (discard) {
            await desk.discardDraft(ticket, { as: `agent:${by}` })
            model.delete(key)
          } else {
            const text = `secretword${i}`
            await desk.saveDraft(ticket, { as: `agent:${by}`, text, ...(shared === undefined ? {} : { shared }) })
            model.set(key, { text, shared: shared ?? model.get(key)?.shared ?? false })
            expect((await desk.find({ text })).tickets).toEqual([])
          }
        }
        for (const ticket of tickets)
          for (const reader of agents)
            for (const writer of agents) {
              const held = model.get(`${ticket} ${writer}`)
              const seen = await desk.draft(ticket, { as: `agent:${reader}`, of: writer })
              expect(seen?.text).toBe(reader === writer || held?.shared === true ? held?.text : undefined)
            }
        for (const by of agents) {
          const own = [...model].filter(([key]) => key.endsWith(` ${by}`)).map(([, { text }]) => text)
          expect((await desk.drafts({ as: `agent:${by}` })).drafts.map(({ text }) => text).toSorted()).toEqual(own.toSorted())
        }
      }),
      runs(10)
    )
  })

  test("a draft is said once, as it was saved last, however often two desks on one file are asked at once", async () => {
    const path = freshPath()
    const [one, two] = [make(await openSqlite(path)), make(await openSqlite(path))]
    desks.push(one.desk, two.desk)
    const bo = { as: "agent:bo" } as const
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 5 }), fc.nat(4), fc.boolean(), async (sends, saves, merges) => {
        const [id, other] = [await one.open(), await one.open()]
        for (let n = 0; n <= saves; n++) await one.desk.saveDraft(id, { ...bo, text: `words ${n}` })
        const merged = merges ? [two.desk.merge(other, { ...bo, sources: [id] })] : []
        const done = await Promise.all([
          ...merged,
          ...sends.map((first) => (first ? one : two).desk.sendDraft(id, { ...bo, anyway: true }))
        ])
        const all = (await Promise.all([id, other].map((ticket) => one.desk.events(ticket)))).flat()
        expect(all.flatMap((event) => (event._tag === "Replied" ? [event.content.text] : []))).toEqual([`words ${saves}`])
        expect(done.flatMap((answer) => ("repeated" in answer && !answer.repeated ? [answer] : [])).length).toBe(1)
        expect(await two.desk.draft(id, bo)).toBeUndefined()
      }),
      runs(50)
    )
  })

  test("a ticket put aside wakes once each time, never early, and tells once; when anybody looks changes nothing of when it was", async () => {
    const step = fc.oneof(
      fc.record({ wait: fc.nat(90), snooze: fc.option(fc.integer({ min: 1, max: 120 })) }),
      fc.record({ wait: fc.nat(90), word: fc.constantFrom("requester" as const, "agent:cy" as const) })
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const told: Array<string> = []
        const { desk, clock, open } = make(memory(), told)
        const id = await open()
        let aside: number | undefined
        const expected: Array<readonly [string, number]> = []
        for (const one of steps) {
          clock.at += one.wait * MINUTE
          if (aside !== undefined && aside <= clock.at && ("word" in one || one.snooze !== null || one.wait % 2 === 0)) {
            expected.push(["time", aside])
            aside = undefined
          }
          if ("word" in one) {
            await desk.reply(id, { as: one.word, text: "y" })
            if (one.word === "requester" && aside !== undefined) {
              expected.push(["word", aside])
              aside = undefined
            }
          } else if (one.snooze !== null) {
            await desk.snooze(id, { as: "agent:bo", until: clock.at + one.snooze * MINUTE })
            aside = clock.at + one.snooze * MINUTE
          } else if (one.wait % 2 === 0) await desk.tick()
        }
        const woken = (await desk.events(id)).flatMap((event) => (event._tag === "WokenUp" ? [[event.because, event.until]] : []))
        expect(woken).toEqual(expected)
        expect((await desk.get(id)).ticket.snoozed?.until).toBe(aside)
        await desk.deliver()
        await desk.deliver()
        expect(told.length).toBe(expected.length)
      }),
      runs(10)
    )
  })
})
