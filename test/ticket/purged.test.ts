/** What is left of tickets that were purged, event by event. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"

const decode = Schema.decodeUnknownSync(Ticket.Event, { onExcessProperty: "error" })
const { events } = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/events.v1.json"), "utf8")) as {
  readonly events: ReadonlyArray<Ticket.Event>
}

/** What people outside the desk said and were, in the examples of all events. */
const probes =
  'Ada Lovelace "Eve" "Max" mallory ada@ eve@ max@ history.example mail.example 🔥 fire.mov שלום water toner drum A-17 room4 paris burn r-ada vip'.split(
    " "
  )

describe("an event of a ticket that was purged", () => {
  test.each(events.map((event) => [event._tag, event] as const))("%s reads as what it is, and says nothing of anybody", (_, event) => {
    const [bare] = Ticket.skeletons([event])
    expect(decode(JSON.parse(JSON.stringify(bare)))).toEqual(bare)
    expect([bare!._tag, bare!.at, bare!.via]).toEqual([event._tag, event.at, event.via])
    const words = JSON.stringify(bare)
    expect(probes.filter((probe) => words.includes(probe))).toEqual([])
    expect(Ticket.skeletons([bare!])).toEqual([bare])
  })
  test("the examples say all of it before", () => {
    expect(probes.filter((probe) => !JSON.stringify(events).includes(probe))).toEqual([])
  })
})

describe("laws", () => {
  const context = { id: "purge", actor: "agent:bo", via: "email" } as const
  test("a ticket is the same skeleton whether its events were purged with it or not, and every one of them reads as what it is", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ events, ticket, vocabulary }) => {
        const now = Instant.plus(ticket!.updatedAt, 1000)
        const merged = Ticket.edgesOf(ticket!).mergedInto?.survivor
        const asked: ReadonlyArray<Ticket.Command> = [
          { _tag: "Remove", as: "spam", ...(merged === undefined ? {} : { along: merged }) },
          { _tag: "Purge", spared: [] }
        ]
        const all = [...events]
        for (const command of asked)
          all.push(...Result.getOrThrow(Ticket.decide(Ticket.replay(all), command, { ...context, now, vocabulary })))
        const bare = Ticket.withoutPurged(all)
        expect(bare).toHaveLength(all.length)
        for (const event of bare) expect(decode(JSON.parse(JSON.stringify(event)))).toEqual(event)
        expect(Ticket.replay(bare)).toEqual(Ticket.replay(all))
        expect(Ticket.replay(all)).toMatchObject({
          subject: "(purged)",
          fields: [],
          tags: [],
          participants: [],
          messages: ticket!.messages
        })
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 4) }
    )
  })
})
