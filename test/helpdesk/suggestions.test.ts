/** Titles and summaries that agents ask for: who may ask, what is read, what is kept, and how old it is. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace, type Summarizer } from "../../src/index.ts"
import type { Batch } from "../../src/storage/Storage.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { freshPath } from "../freshPath.ts"

const definition = {
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo Larsen", email: "bo@acme.example" },
    { id: "cy", name: "Cy Young", email: "cy@acme.example" }
  ],
  triggers: [{ id: "greet", where: { field: "subject", op: "contains", value: "fire" }, then: [{ _tag: "Tag", tags: ["fire"] }] }]
} as const
const start = Date.UTC(2026, 0, 5, 9)
const bo = { as: "agent:bo" } as const
const ada = { requester: { name: "Ada", email: "ada@example.org" } }
const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})

/** A summarizer that remembers what it was asked. */
const listening = (answer: unknown = { title: "Printer burns", summary: "A printer is on fire." }) => {
  const asked: Array<Parameters<Summarizer["suggest"]>[0]> = []
  const summarizer: Summarizer = {
    name: "acme-llm",
    version: "2026-01",
    suggest: async (wish) => {
      asked.push(wish)
      return answer as never
    }
  }
  return { asked, summarizer }
}

interface Made {
  readonly summarizer?: Summarizer
  readonly internal?: boolean
  readonly beforeCommit?: (batch: Batch) => Promise<void>
}
const make = async ({ summarizer, internal, beforeCommit = async () => undefined }: Made = {}) => {
  const folder = freshPath()
  mkdirSync(folder)
  const clock = { at: start }
  const storage = await openSqlite(join(folder, "desk.sqlite"))
  const desk = createHelpdesk({
    workspace: defineWorkspace({ ...definition, ...(internal === undefined ? {} : { summaries: { internal } }) }),
    storage: {
      ...storage,
      commit: async (tenant, batch) => {
        await beforeCommit(batch)
        return storage.commit(tenant, batch)
      }
    },
    now: () => (clock.at += 1000),
    ...(summarizer === undefined ? {} : { summarizer })
  })
  stops.push(() => desk.stop())
  const { ticket } = await desk.open({ ...ada, subject: "Help!!", text: "The printer in room 4 is on fire. Please help." })
  return { desk, clock, id: ticket.id }
}

describe("a suggestion", () => {
  test("is kept as a fact: what it says, what made it, and how far it has read", async () => {
    const { summarizer, asked } = listening()
    const { desk, id } = await make({ summarizer })
    await desk.reply(id, { ...bo, text: "Is there smoke?" })
    const { version } = await desk.get(id)
    const done = await desk.suggest(id, { ...bo, language: "en" })
    expect(asked).toEqual([
      {
        language: "en",
        messages: [
          { side: "requester", at: expect.any(Number), text: "The printer in room 4 is on fire. Please help." },
          { side: "agent", at: expect.any(Number), text: "Is there smoke?" }
        ]
      }
    ])
    expect(done.events).toMatchObject([
      { _tag: "Suggested", by: "agent:bo", title: "Printer burns", coversUpTo: version, leftOut: 0, internal: false }
    ])
    expect(done.ticket.suggestion).toMatchObject({ summary: "A printer is on fire.", maker: { name: "acme-llm", version: "2026-01" } })
    expect(done.ticket.subject).toBe("Help!!")
    const { text } = await desk.timeline(id)
    expect(text).toContain("had acme-llm suggest a title and a summary")
    expect((await desk.timeline(id, { as: "customer" })).text).not.toContain("burns")
  })
  test("without a model is an extract of the conversation itself", async () => {
    const { desk, id } = await make()
    const { ticket } = await desk.suggest(id, bo)
    expect(ticket.suggestion).toMatchObject({ title: "The printer in room 4 is on fire.", maker: { name: "extractive", version: "1" } })
    expect(ticket.suggestion!.summary).toBe("The printer in room 4 is on fire. Please help.")
  })
  test("is asked for by agents alone, and before a word leaves the desk", async () => {
    const { summarizer, asked } = listening()
    const { desk, id } = await make({ summarizer })
    for (const as of ["requester", "participant:eve@example.org", "integration:crm", "rule:greet", "system"] as const)
      await expect(desk.suggest(id, { as: as as never })).rejects.toMatchObject({
        _tag: expect.stringMatching(/^(OnlyAgents|NotAnAgent|TicketNotFound)$/)
      })
    await expect(desk.suggest(id, { as: "agent:mallory" as never })).rejects.toMatchObject({ _tag: "UnknownWord" })
    await expect(desk.suggest(id, { ...bo, language: "en; DROP" })).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.suggest(id, { ...bo, tone: "kind" } as never)).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.suggest("nobody", bo)).rejects.toMatchObject({ _tag: "TicketNotFound" })
    await expect(desk.perform(id, { ...bo, commands: [{ _tag: "AcceptSuggestion", what: "summary" }] })).rejects.toMatchObject({
      _tag: "InputInvalid"
    })
    await desk.close(id, bo)
    await expect(desk.suggest(id, bo)).rejects.toMatchObject({ _tag: "TicketClosed" })
    expect(asked).toEqual([])
  })
  test("reads no note unless the workspace says so; never a quote", async () => {
    for (const internal of [undefined, false, true]) {
      const { summarizer, asked } = listening()
      const { desk, id } = await make({ summarizer, ...(internal === undefined ? {} : { internal }) })
      await desk.note(id, { ...bo, text: "SECRET: she did it herself." })
      const { ticket } = await desk.suggest(id, bo)
      expect(JSON.stringify(asked).includes("SECRET")).toBe(internal === true)
      expect(ticket.suggestion!.internal).toBe(internal === true)
    }
    const { summarizer, asked } = listening()
    const { desk, id } = await make({ summarizer })
    const text = "Yes.\n> SECRET"
    await desk.perform(id, {
      ...bo,
      commands: [{ _tag: "Reply", content: { text, folded: [{ from: 5, to: text.length, reason: "quote" }] } }]
    })
    await desk.suggest(id, bo)
    expect(JSON.stringify(asked)).toContain("Yes.")
    expect(JSON.stringify(asked)).not.toContain("SECRET")
  })
  test("of a long conversation reads the first message and the latest, and says how many it left out", async () => {
    const { summarizer, asked } = listening()
    const { desk, id } = await make({ summarizer })
    for (let n = 0; n < 5; n++) await desk.reply(id, { ...bo, text: `${n}${"x".repeat(60_000)}` })
    const { ticket } = await desk.suggest(id, bo)
    expect(asked[0]!.messages.map(({ text }) => text[0])).toEqual(["T", "2", "3", "4"])
    expect(ticket.suggestion!.leftOut).toBe(2)
  })
  test("with the same command id is asked for once; a replay asks nobody", async () => {
    const { summarizer, asked } = listening()
    const { desk, id } = await make({ summarizer })
    await desk.suggest(id, { ...bo, commandId: "s-1" })
    expect((await desk.suggest(id, { ...bo, commandId: "s-1" })).repeated).toBe(true)
    await expect(desk.suggest(id, { ...bo, commandId: "s-1", language: "fr" })).rejects.toMatchObject({ _tag: "CommandReused" })
    expect(Ticket.replay(await desk.events(id))).toEqual((await desk.get(id)).ticket)
    await desk.stateAt(id, Date.now())
    await desk.explain(id)
    expect(asked).toHaveLength(1)
  })
  test("is asked for once, also where somebody else writes to the ticket meanwhile", async () => {
    const { summarizer, asked } = listening()
    let isFirst = true
    const { desk, id } = await make({
      summarizer: {
        ...summarizer,
        suggest: async (wish) => {
          await desk.reply(id, { ...bo, text: "While it thinks" })
          return summarizer.suggest(wish)
        }
      },
      beforeCommit: async (batch) => {
        if (!isFirst || !JSON.stringify(batch).includes("Suggested")) return
        isFirst = false
        await desk.reply(id, { ...bo, text: "While it is written down" })
      }
    })
    await desk.suggest(id, bo)
    expect(isFirst).toBe(false)
    expect(asked).toHaveLength(1)
    expect((await desk.summaries(id)).suggestion).toMatchObject({ unread: 2 })
  })
})

describe("what a summarizer answers", () => {
  test("is cleaned and cut like anything from outside", async () => {
    const { summarizer } = listening({ title: `A\u0000\n\tb\uD800 ${"x".repeat(500)}`, summary: "y".repeat(9000) })
    const { desk, id } = await make({ summarizer })
    const { suggestion } = (await desk.suggest(id, bo)).ticket
    expect(suggestion!.title).toMatch(/^A\uFFFD b\uFFFD x+$/)
    expect(suggestion!.title).toHaveLength(200)
    expect(suggestion!.summary).toHaveLength(4000)
  })
  test.each([
    ["nothing", undefined],
    ["a text", "Printer"],
    ["a number for a title", { title: 7, summary: "" }],
    ["half", { title: "x" }]
  ])("that is %s is refused, and nothing is written", async (_, answer) => {
    const { desk, id } = await make({ summarizer: { ...listening().summarizer, suggest: async () => answer as never } })
    const before = await desk.events(id)
    await expect(desk.suggest(id, bo)).rejects.toMatchObject({ _tag: "SummarizerFailed" })
    expect(await desk.events(id)).toEqual(before)
  })
  test("that fails is told by name, whatever it throws", async () => {
    const { desk, id } = await make({
      summarizer: { ...listening().summarizer, suggest: () => Promise.reject(new Error("429 slow down")) }
    })
    await expect(desk.suggest(id, bo)).rejects.toMatchObject({ _tag: "SummarizerFailed", reason: "429 slow down" })
  })
  test("nothing is asked where there is nothing that it may read", async () => {
    const { summarizer, asked } = listening()
    const { desk } = await make({ summarizer })
    const { ticket } = await desk.open({ ...ada, ...bo, subject: "Quiet", text: "For us alone", internal: true })
    await expect(desk.suggest(ticket.id, bo)).rejects.toMatchObject({ _tag: "SummarizerFailed" })
    expect(asked).toEqual([])
  })
})

describe("what an agent makes of it", () => {
  test("the title becomes the subject: a rename like any other, which rules answer", async () => {
    const { desk, id } = await make()
    await desk.suggest(id, bo)
    const { ticket, events } = await desk.acceptSuggestion(id, { as: "agent:cy", what: "title" })
    expect(ticket).toMatchObject({ subject: "The printer in room 4 is on fire.", tags: ["fire"] })
    expect(events[0]).toMatchObject({ _tag: "Renamed", by: "agent:cy", cause: "a suggestion by extractive 1" })
    expect((await desk.acceptSuggestion(id, { as: "agent:cy", what: "title" })).events).toEqual([])
    const edited = await desk.acceptSuggestion(id, { ...bo, what: "title", edited: "Fire in room 4" })
    expect(edited.events[0]).toMatchObject({ cause: "an edited suggestion by extractive 1", subject: "Fire in room 4" })
  })
  test("the summary is kept on the ticket, as it was or better; the customer does not see it", async () => {
    const { desk, id } = await make()
    const { suggestion } = (await desk.suggest(id, bo)).ticket
    const kept = await desk.acceptSuggestion(id, { ...bo, what: "summary" })
    expect(kept.ticket.summary).toMatchObject({
      text: suggestion!.summary,
      edited: false,
      coversUpTo: suggestion!.coversUpTo,
      by: "agent:bo"
    })
    expect((await desk.acceptSuggestion(id, { ...bo, what: "summary" })).events).toEqual([])
    const better = await desk.acceptSuggestion(id, { ...bo, what: "summary", edited: "Room 4 burns." })
    expect(better.ticket.summary).toMatchObject({ text: "Room 4 burns.", edited: true })
    expect((await desk.timeline(id)).text).toContain("wrote a summary")
    expect((await desk.timeline(id, { as: "customer" })).text).not.toContain("Room 4 burns.")
    expect(better.ticket.subject).toBe("Help!!")
  })
  test("only what there is, only by agents, and not of more than a ticket holds", async () => {
    const { desk, id } = await make({ summarizer: listening({ title: "", summary: "Something" }).summarizer })
    await expect(desk.acceptSuggestion(id, { ...bo, what: "summary" })).rejects.toMatchObject({ _tag: "NothingSuggested" })
    await desk.suggest(id, bo)
    await expect(desk.acceptSuggestion(id, { ...bo, what: "title" })).rejects.toMatchObject({ _tag: "NothingSuggested", what: "title" })
    await expect(desk.acceptSuggestion(id, { ...bo, what: "title", edited: "x".repeat(999) })).rejects.toMatchObject({ _tag: "TooMany" })
    await expect(desk.acceptSuggestion(id, { as: "integration:crm" as never, what: "summary" })).rejects.toMatchObject({
      _tag: "OnlyAgents"
    })
    await expect(desk.acceptSuggestion(id, { ...bo, what: "mood" as never })).rejects.toMatchObject({ _tag: "InputInvalid" })
  })
  test("how old it is, is known: messages that came since, of those that could have been read", async () => {
    const { desk, id } = await make()
    expect(await desk.summaries(id)).toEqual({ suggestion: null, summary: null })
    await desk.suggest(id, bo)
    await desk.acceptSuggestion(id, { ...bo, what: "summary" })
    expect(await desk.summaries(id)).toMatchObject({ suggestion: { unread: 0 }, summary: { unread: 0 } })
    await desk.reply(id, { ...bo, text: "Is there smoke?" })
    await desk.note(id, { ...bo, text: "No note makes it older." })
    const other = (await desk.open({ ...ada, subject: "Again", text: "It still burns." })).ticket.id
    await desk.merge(id, { ...bo, sources: [other] })
    expect(await desk.summaries(id)).toMatchObject({ suggestion: { unread: 2 }, summary: { unread: 2 } })
    await desk.suggest(id, bo)
    expect(await desk.summaries(id)).toMatchObject({ suggestion: { unread: 0 }, summary: { unread: 2 } })
  })
})

describe("a model somewhere", () => {
  test("is an adapter of a few lines over HTTP; here it answers on loopback", async () => {
    const server = createServer((request, response) => {
      let body = ""
      request.on("data", (chunk: Buffer) => (body += chunk.toString()))
      request.on("end", () => {
        const { model, messages } = JSON.parse(body) as {
          readonly model: string
          readonly messages: ReadonlyArray<{ readonly text: string }>
        }
        response.setHeader("content-type", "application/json")
        response.end(JSON.stringify({ title: `${model}: ${messages.length}`, summary: messages[0]!.text }))
      })
    })
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
    stops.push(() => new Promise((closed) => server.close(() => closed())))
    const { port } = server.address() as AddressInfo
    const summarizer: Summarizer = {
      name: "somewhere",
      version: "7",
      suggest: async ({ messages }) => {
        const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify({ model: "m", messages }) })
        return (await answer.json()) as { readonly title: string; readonly summary: string }
      }
    }
    const { desk, id } = await make({ summarizer })
    const { suggestion } = (await desk.suggest(id, bo)).ticket
    expect(suggestion).toMatchObject({ title: "m: 1", summary: "The printer in room 4 is on fire. Please help." })
  })
})

describe("laws", () => {
  test("whatever a summarizer answers, the ticket can be stored, read and folded again", async () => {
    const property = fc.asyncProperty(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary", maxLength: 5000, size: "max" }),
      async (title, summary) => {
        const { desk, id } = await make({ summarizer: listening({ title, summary }).summarizer })
        const { ticket } = await desk.suggest(id, bo)
        expect((await desk.get(id)).ticket).toEqual(ticket)
        expect(Ticket.replay(await desk.events(id))).toEqual(ticket)
        expect(ticket.suggestion!.title).not.toMatch(/[\n\r\u2028\u0000]/)
      }
    )
    await fc.assert(property, { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 40) })
  })
})
