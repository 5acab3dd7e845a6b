/** What holds of tickets that join and part, whatever happens to them, in memory and in a file. */
import { DatabaseSync } from "node:sqlite"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { Case } from "../../src/desk/Case.ts"
import { documentOf } from "../../src/desk/handle.ts"
import { replay } from "../../src/desk/replay.ts"
import { signer } from "../../src/mail/Signer.ts"
import * as Token from "../../src/mail/Token.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import type { MergePolicy } from "../../src/ticket/MergePolicy.ts"
import { type Handle, openSqlite, sqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { StorageError } from "../../src/storage/StorageError.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { freshPath } from "../freshPath.ts"
import {
  begin,
  deed,
  deskOf,
  type Happening,
  happens,
  history,
  HOUR,
  live,
  marked,
  parser,
  people,
  rawMail,
  refusals,
  secrets,
  ticketsOf,
  town,
  type Town,
  type TownDesk,
  workspace,
  written
} from "./merging/Town.ts"

afterAll(() => parser.close())

/** `cost`: of a case, roughly in milliseconds. */
const stores: ReadonlyArray<readonly [name: string, cost: number, open: () => Promise<ReadonlyArray<Storage>>]> = [
  ["memory", 1, async () => [memory()]],
  [
    "SQLite, two desks on one file",
    20,
    async () => {
      const path = freshPath()
      return [await openSqlite(path), await openSqlite(path)]
    }
  ]
]
const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })

const as = "agent:bo"
const [ada, eve] = people

/** A desk in memory, with two tickets of Ada's and one of Eve's. */
const office = async () => {
  const place = town([memory()], 10)
  const desk = place.desk()
  const taken = async (raw: Buffer) => {
    const end = await desk.receive(raw)
    if (end._tag !== "Message") throw new Error(JSON.stringify(end))
    return end
  }
  const asks = async (who: string, id: string) => (await taken(rawMail(who, id, null, `${id} burns`, false, id))).ticket.id
  const answer = async (who: string, id: string, answers: string) => (await taken(rawMail(who, id, answers, id, false))).ticket.id
  const texts = async (ticket: string) => (await desk.conversation(ticket)).map(({ content }) => content.text.trim())
  const [printer, scanner, phone] = [await asks(ada, "printer"), await asks(ada, "scanner"), await asks(eve, "phone")]
  return { ...place, desk, answer, texts, printer, scanner, phone }
}

describe("tickets that join and part", () => {
  test("given two tickets of Ada's, when they are merged and she answers the old mail, then the answer is in the one that lives", async () => {
    const { desk, answer, texts, printer, scanner } = await office()
    await desk.merge(printer, { as, sources: [scanner] })
    expect(await answer(ada, "late", "scanner")).toBe(printer)
    expect(await texts(printer)).toEqual(["printer burns", "scanner burns", "late"])
    // When they part again, each has what was sent to it.
    await desk.unmerge(scanner, { as })
    expect([await texts(printer), await texts(scanner)]).toEqual([["printer burns"], ["scanner burns", "late"]])
    expect(await answer(ada, "later", "late")).toBe(scanner)
    expect(await answer(ada, "latest", "printer")).toBe(printer)
  })
  test("given words that came since, when the desk says where they go, then they go there and nowhere else", async () => {
    const { desk, answer, texts, printer, scanner } = await office()
    await desk.merge(printer, { as, sources: [scanner] })
    await answer(ada, "late", "scanner")
    const { events } = await desk.reply(printer, { as, text: "Both at once?" })
    const [late, asked] = [(await desk.conversation(printer)).find(({ content }) => content.text.trim() === "late")!, events[0]!]
    const message = "messageId" in asked ? asked.messageId : ""
    await desk.unmerge(scanner, {
      as,
      allocate: [
        { message: late.id, ticket: printer },
        { message, ticket: scanner }
      ]
    })
    expect([await texts(printer), await texts(scanner)]).toEqual([
      ["printer burns", "late"],
      ["scanner burns", "Both at once?"]
    ])
  })
  test("given words that went from one member to another, when both leave, then they go with the one that brought them last", async () => {
    const { desk, answer, texts, printer, scanner, phone } = await office()
    await answer(ada, "more", "scanner")
    await desk.merge(printer, { as, sources: [scanner] })
    const more = (await desk.conversation(printer)).find(({ content }) => content.text.trim() === "more")!
    await desk.rethread(printer, { as, to: phone, messages: [more.id] })
    await desk.merge(printer, { as, sources: [phone], consent: true })
    await desk.unmerge(printer, { as, sources: [scanner, phone] })
    expect([await texts(printer), await texts(scanner), await texts(phone)]).toEqual([
      ["printer burns"],
      ["scanner burns"],
      ["phone burns", "more"]
    ])
  })
  test("given words of a member that others brought back, when it leaves alone, then answers to them stay where these are", async () => {
    const { desk, answer, texts, printer, scanner } = await office()
    await answer(ada, "more", "scanner")
    await desk.merge(printer, { as, sources: [scanner] })
    const more = (await desk.conversation(printer)).find(({ content }) => content.text.trim() === "more")!
    const { done } = await desk.split(printer, { as, messages: [more.id] })
    await desk.unsplit(done.ticket.id, { as })
    await desk.unmerge(scanner, { as })
    expect([await texts(printer), await texts(scanner)]).toEqual([["printer burns", "more"], ["scanner burns"]])
    expect(await answer(ada, "and", "more")).toBe(printer)
  })
})

type Office = Awaited<ReturnType<typeof office>>
/** What cannot be: a name for it, the refusal, how things stand, and what is asked then. */
type Refused = readonly [name: string, tag: string, given: (place: Office) => Promise<unknown>, ask: (place: Office) => Promise<unknown>]
const nothing = async () => undefined
const merged = async ({ desk, printer, scanner }: Office) => desk.merge(printer, { as, sources: [scanner] })
const talked = async ({ answer }: Office) => answer(ada, "more", "printer")
const firstOf = async ({ desk, printer }: Office) => (await desk.conversation(printer))[0]!.id
const stranger = "requester:somebody"

const impossible: ReadonlyArray<Refused> = [
  ["a ticket with itself", "SameTicket", nothing, ({ desk, printer }) => desk.merge(printer, { as, sources: [printer] })],
  ["what it is part of", "MergeCycle", merged, ({ desk, printer, scanner }) => desk.merge(scanner, { as, sources: [printer] })],
  ["with what is not there", "TicketNotFound", nothing, ({ desk, printer }) => desk.merge(printer, { as, sources: ["nowhere"] })],
  ["into what is not there", "TicketNotFound", nothing, ({ desk, printer }) => desk.merge("nowhere", { as, sources: [printer] })],
  [
    "into what is closed",
    "TicketClosed",
    ({ desk, printer }) => desk.close(printer, { as }),
    ({ desk, printer, scanner }) => desk.merge(printer, { as, sources: [scanner] })
  ],
  ["different people", "ConsentMissing", nothing, ({ desk, printer, phone }) => desk.merge(printer, { as, sources: [phone] })],
  [
    "asked by a requester",
    "NotAnAgent",
    nothing,
    ({ desk, printer, scanner }) => desk.merge(printer, { as: "requester", sources: [scanner] })
  ],
  // What they may not do tells them nothing of what there is.
  ["asked by a stranger", "NotAnAgent", nothing, ({ desk, printer, phone }) => desk.merge(printer, { as: stranger, sources: [phone] })],
  ["nothing, asked by a stranger", "NotAnAgent", nothing, ({ desk }) => desk.merge("nowhere", { as: stranger, sources: ["nowhere"] })],
  ["parting, asked by a stranger", "NotAnAgent", merged, ({ desk, scanner }) => desk.unmerge(scanner, { as: stranger })],
  ["splitting, asked by a stranger", "NotAnAgent", nothing, ({ desk, printer }) => desk.split(printer, { as: stranger, messages: [] })],
  ["unsplitting, asked by a stranger", "NotAnAgent", nothing, ({ desk, printer }) => desk.unsplit(printer, { as: stranger })],
  [
    "moving, asked by a stranger",
    "NotAnAgent",
    nothing,
    ({ desk, printer, scanner }) => desk.rethread(printer, { as: stranger, to: scanner, messages: [] })
  ],
  [
    "asked by an agent of nowhere",
    "UnknownWord",
    nothing,
    ({ desk, printer, scanner }) => desk.merge(printer, { as: "agent:zz" as never, sources: [scanner] })
  ],
  [
    "by a policy that is none",
    "InputInvalid",
    nothing,
    ({ desk, printer, scanner }) => desk.merge(printer, { as, sources: [scanner], policy: { tags: "all" as never } })
  ],
  [
    "with too long a letter",
    "InputInvalid",
    nothing,
    ({ desk, printer, scanner }) => desk.merge(printer, { as, sources: [scanner], policy: { tell: "x".repeat(70_000) } })
  ],
  ["parting what is one", "NotMerged", nothing, ({ desk, printer }) => desk.unmerge(printer, { as })],
  [
    "parting from what it is no part of",
    "NotMerged",
    merged,
    ({ desk, printer, phone }) => desk.unmerge(printer, { as, sources: [phone] })
  ],
  [
    "parting from what went on",
    "MergedSince",
    async (place) => {
      await merged(place)
      await place.desk.merge(place.phone, { as, sources: [place.printer], consent: true })
    },
    ({ desk, scanner }) => desk.unmerge(scanner, { as })
  ],
  [
    "giving away what came before the merge",
    "AllocationInvalid",
    merged,
    async (place) => place.desk.unmerge(place.scanner, { as, allocate: [{ message: await firstOf(place), ticket: place.scanner }] })
  ],
  [
    "giving to a ticket that has no part in it",
    "AllocationInvalid",
    merged,
    async (place) => place.desk.unmerge(place.scanner, { as, allocate: [{ message: await firstOf(place), ticket: place.phone }] })
  ],
  ["splitting off what is not there", "MessageNotFound", talked, ({ desk, printer }) => desk.split(printer, { as, messages: ["nowhere"] })],
  ["splitting off nothing", "NothingLeft", talked, ({ desk, printer }) => desk.split(printer, { as, messages: [] })],
  ["splitting off everything", "NothingLeft", talked, async (place) => place.desk.split(place.printer, { as, from: await firstOf(place) })],
  [
    "splitting what was merged",
    "TicketMerged",
    async (place) => {
      await place.answer(eve, "more", "phone")
      await place.desk.merge(place.printer, { as, sources: [place.phone], consent: true })
    },
    async ({ desk, phone }) => desk.split(phone, { as, messages: [(await desk.conversation(phone))[1]!.id] })
  ],
  [
    "splitting off with a subject that is none",
    "InputInvalid",
    talked,
    async (place) => place.desk.split(place.printer, { as, messages: [await firstOf(place)], details: { subject: "x".repeat(1000) } })
  ],
  [
    "splitting off with a word that is none",
    "UnknownWord",
    talked,
    async (place) => place.desk.split(place.printer, { as, messages: [await firstOf(place)], details: { priority: "urgnet" } })
  ],
  [
    "splitting where answers cannot be told apart",
    "ChannelCannot",
    async ({ desk }) => desk.open({ id: "call", requester: { email: ada }, subject: "Call", text: "Ring", via: "sms" }),
    ({ desk }) => desk.split("call", { as, messages: [] })
  ],
  ["unsplitting what was not split", "NotSplit", nothing, ({ desk, printer }) => desk.unsplit(printer, { as })],
  [
    "unsplitting what went on to somebody else",
    "TicketMerged",
    async (place) => {
      await talked(place)
      const { done } = await place.desk.split(place.printer, { as, messages: [await firstOf(place)] })
      await place.desk.merge(place.phone, { as, sources: [done.ticket.id], consent: true })
    },
    async ({ desk }) => {
      const { tickets } = await desk.find()
      return desk.unsplit(tickets.find(({ edges }) => edges?.splitFrom != null)!.id, { as })
    }
  ],
  [
    "moving into what is closed",
    "TicketClosed",
    async (place) => {
      await talked(place)
      await place.desk.close(place.scanner, { as })
    },
    async (place) => place.desk.rethread(place.printer, { as, to: place.scanner, messages: [await firstOf(place)] })
  ],
  [
    "moving nowhere",
    "SameTicket",
    talked,
    async (place) => place.desk.rethread(place.printer, { as, to: place.printer, messages: [await firstOf(place)] })
  ],
  [
    "more people than a conversation holds",
    "TooMany",
    ({ desk, scanner }) =>
      desk.perform(scanner, {
        as,
        commands: Array.from(
          { length: 100 },
          (_, i) => ({ _tag: "AddParticipant", participant: { address: `p${i}@crowd.example`, name: "" } }) as const
        )
      }),
    ({ desk, printer, scanner, phone }) => desk.merge(printer, { as, sources: [scanner, phone], consent: true })
  ],
  [
    "more tickets than one merge takes",
    "TooMany",
    async ({ desk }) => {
      for (let i = 0; i < 251; i++) await desk.open({ id: `t${i}`, requester: { email: ada }, subject: "Again", text: "Again" })
    },
    ({ desk, printer }) => desk.merge(printer, { as, sources: Array.from({ length: 251 }, (_, i) => `t${i}`) })
  ]
]

describe("what cannot be is refused by name, and leaves no event", () => {
  test.each(impossible)("%s: %s", async (_, tag, given, ask) => {
    const place = await office()
    await given(place)
    const before = await written(place)
    await expect(ask(place)).rejects.toMatchObject({ _tag: tag })
    expect(await written(place)).toBe(before)
  })
  test("a ticket of another tenant is answered like one that never was", async () => {
    const place = await office()
    const other = createHelpdesk({ workspace, storage: place.storage, tenant: "other" })
    const { ticket } = await other.open({ requester: { email: ada }, subject: "Ours", text: "Ours" })
    const before = [await written(place), (await other.events(ticket.id)).length]
    const answers = async (id: string) => {
      const asked = [
        place.desk.merge(place.printer, { as, sources: [id] }),
        place.desk.merge(id, { as, sources: [place.printer] }),
        place.desk.unmerge(id, { as }),
        place.desk.split(id, { as, messages: ["m"] }),
        place.desk.unsplit(id, { as }),
        place.desk.rethread(place.printer, { as, to: id, messages: ["m"] }),
        place.desk.conversation(id)
      ]
      return (await Promise.allSettled(asked)).map((one) => JSON.stringify(one).replaceAll(id, "it"))
    }
    expect(await answers(ticket.id)).toEqual(await answers("nowhere"))
    expect([await written(place), (await other.events(ticket.id)).length]).toEqual(before)
  })
})

type Message = Pick<Ticket.Conversation.Message, "id" | "visibility" | "content"> & { readonly ticket: string }
const line = ({ ticket, id, visibility, content }: Message): string =>
  [ticket, id, visibility, content.text.trim(), ...(content.attachments ?? []).map(({ name, ref }) => `${name}:${ref}`)].join(" ")

const isMerged = (ticket: Ticket.Ticket): boolean => Ticket.edgesOf(ticket).mergedInto !== null

/** Everything that was ever said, by the store's own feed. */
const saidIn = async ({ storage }: Town): Promise<ReadonlyArray<string>> =>
  (await vaulted(storage).feed("main", 0, 1e6)).entries.flatMap(({ stream, event }) => {
    const said = event as unknown as Ticket.Event
    // Promises lie in streams of their own.
    if (typeof said !== "object" || !("messageId" in said)) return []
    const visibility = said._tag === "Opened" ? said.visibility : said._tag === "Replied" ? "public" : "internal"
    return [line({ ticket: stream, id: said.messageId, visibility, content: said.content })]
  })

const conserved = async (place: Town, tickets: ReadonlyArray<Ticket.Ticket>): Promise<void> => {
  const living = tickets.filter((ticket) => !isMerged(ticket))
  const shown = await Promise.all(living.map(async ({ id }) => (await place.desk().conversation(id)).map(line)))
  expect(shown.flat().toSorted()).toEqual((await saidIn(place)).toSorted())
}

/** Every way from a merged ticket ends at once, at one that is there and knows of it. */
const redirected = (tickets: ReadonlyArray<Ticket.Ticket>): void => {
  for (const ticket of tickets) {
    const { mergedInto } = Ticket.edgesOf(ticket)
    if (mergedInto === null) continue
    const survivor = tickets.find(({ id }) => id === mergedInto.survivor)!
    expect(isMerged(survivor)).toBe(false)
  }
  for (const ticket of tickets.filter((one) => !isMerged(one)))
    expect(Ticket.mergedTickets(Ticket.edgesOf(ticket)).toSorted()).toEqual(
      tickets
        .filter((one) => Ticket.edgesOf(one).mergedInto?.survivor === ticket.id)
        .map(({ id }) => id)
        .toSorted()
    )
}

/** Documents are caches: events alone give the same ticket, clocks and timers. A ticket that was merged has no clock that runs. */
const replayed = async ({ storage, desk }: Town, tickets: ReadonlyArray<Ticket.Ticket>): Promise<void> => {
  const { found } = await storage.find("main", { kind: "ticket", order: [], limit: 1000 })
  for (const ticket of tickets) {
    const again = replay(deskOf(), await desk().events(ticket.id))
    const { document } = found.find(({ stream }) => stream === ticket.id)!
    expect(document).toEqual(documentOf(deskOf(), again.ticket!, again.sla.clocks, again.memory))
    if (!isMerged(ticket)) continue
    const { machines, due } = again.sla.clocks
    expect([...machines, ...(due === null ? [] : [due.machine])].filter(({ now }) => now !== null)).toEqual([])
    expect(document.wakeAt).toBeNull()
  }
}

const keys = signer(secrets)
const streamsOf = (reference: string, tickets: ReadonlyArray<Ticket.Ticket>): string =>
  tickets.find((one) => one.reference === reference)!.id

/** The ticket that an answer to this mail belongs to: it shows the very message; or it answers for the ticket that the mail was of. */
const homeOf = async (place: Town, id: string, tickets: ReadonlyArray<Ticket.Ticket>): Promise<string | undefined> => {
  const token = Token.readMessageId(keys, "main", id)
  for (const { id: stream } of tickets) {
    const said = (await place.desk().events(stream)).filter(Ticket.Conversation.isSaid)
    const isOf = token === undefined ? undefined : streamsOf(token.reference, tickets) === stream
    const found =
      token === undefined ? said.find(({ content }) => content.mail?.messageId === id) : isOf ? said[token.message - 1] : undefined
    if (isOf === true && token!.message === 0)
      return Ticket.edgesOf(tickets.find((one) => one.id === stream)!).mergedInto?.survivor ?? stream
    if (found === undefined) continue
    const shows = (ticket: Ticket.Ticket): boolean =>
      Ticket.Pieces.has(Ticket.edgesOf(ticket).conversation, { stream, message: found.messageId })
    return tickets.find((ticket) => !isMerged(ticket) && shows(ticket))?.id
  }
  return undefined
}

/** Somebody who read it answers: the answer is part of the ticket that has what it answers. */
const answered = async (place: Town, nth: number, n: number): Promise<void> => {
  const posts = place.sentSoFar()
  const { id, readers } = posts[nth % posts.length]!
  const tickets = await ticketsOf(place)
  const home = await homeOf(place, id, tickets)
  if (home === undefined) return
  const end = await place.desk().receive(rawMail(readers[nth % readers.length]!, `late${n}@answers.example`, id, "And now?", false))
  // What is over is followed by a ticket of its own, or by nothing.
  if (tickets.find((one) => one.id === home)!.statusCategory === "closed") return
  expect(end._tag === "Message" && [end.opened, end.ticket.id]).toEqual([false, home])
}

/** Solved, merged, and parted by a clock that went back: what waits for its time waits from then on anew. */
const atOneInstant: ReadonlyArray<Happening> = [
  { deed: "mark", nth: 0, what: 541, later: 0 },
  { deed: "merge", nth: 9, sources: [105], fresh: false, policy: {}, later: 1 },
  { deed: "unmerge", nth: 0, some: null, allocate: [], later: -5000 }
]

describe.each(stores)("in %s", (_, cost, open) => {
  test("every message is part of one living ticket, every redirect one hop, every document what its events say", async () => {
    await fc.assert(
      fc.asyncProperty(history(14), async (all) => {
        const { place } = await live(await open(), all)
        const tickets = await ticketsOf(place)
        redirected(tickets)
        await conserved(place, tickets)
        await replayed(place, tickets)
      }),
      { ...runs(cost), examples: [[atOneInstant]] }
    )
  })
  test("an answer to any mail that ever came or went finds the ticket that has what it answers", async () => {
    await fc.assert(
      fc.asyncProperty(history(10), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (all, answers) => {
        const { place } = await live(await open(), all)
        await place.desk().tick()
        for (const [n, nth] of answers.entries()) await answered(place, nth, n)
        await conserved(place, await ticketsOf(place))
      }),
      runs(cost * 4)
    )
  })
})

/** Some tickets, each with a life of its own before they are merged. `who`: the requester, of three. */
interface Crowd {
  readonly lives: ReadonlyArray<{ readonly who: number; readonly marks: ReadonlyArray<number>; readonly said: ReadonlyArray<boolean> }>
  readonly policy: Partial<MergePolicy>
}
const takes = fc.constantFrom("source", "newest", "fill", "target")
const crowd: fc.Arbitrary<Crowd> = fc.record({
  lives: fc.array(
    fc.record({ who: fc.nat(2), marks: fc.array(fc.nat(13), { maxLength: 5 }), said: fc.array(fc.boolean(), { maxLength: 2 }) }),
    { minLength: 2, maxLength: 4 }
  ),
  policy: fc.record(
    {
      participants: fc.constantFrom("union", "none"),
      tags: fc.constantFrom("union", "none"),
      closed: fc.constant("allow"),
      take: fc
        .tuple(...["subject", "priority", "assignee", "fields.seats"].map((property) => takes.map((from) => ({ property, from }))))
        .chain((all) => fc.subarray(all))
    },
    { requiredKeys: ["closed"] }
  )
})

/** The first of them is merged with the others; `settled` before: nothing is due at this very moment. */
const gathered = async (place: Town, { lives }: Crowd): Promise<readonly [target: string, ...sources: ReadonlyArray<string>]> => {
  const ids: Array<string> = []
  for (const [i, { who, marks, said }] of lives.entries()) {
    const { ticket } = await place.desk().open({ requester: { email: people[who % 3]! }, subject: `Subject ${i}`, text: `Words ${i}` })
    ids.push(ticket.id)
    for (const [n, isPublic] of said.entries())
      await (isPublic
        ? place.desk().reply(ticket.id, { as, text: `Reply ${i}.${n}` })
        : place.desk().note(ticket.id, { as, text: `Note ${i}.${n}` }))
    for (const [n, what] of marks.entries())
      await marked(place.desk(), ticket.id, what, i + n).catch((refusal: { readonly _tag: string }) =>
        expect(refusals).toContain(refusal._tag)
      )
    place.clock.at += 1000
  }
  await place.desk().tick()
  return ids as [string, ...Array<string>]
}

/** What a ticket is, but for when it was touched last and the order of what has none. */
const essence = ({ updatedAt: _, edges, ...ticket }: Ticket.Ticket) => ({
  ...ticket,
  edges: Ticket.edgesOf(edges === undefined ? ticket : { ...ticket, edges }),
  fields: ticket.fields.toSorted((a, b) => (a.field < b.field ? -1 : 1)),
  tags: ticket.tags.toSorted()
})
const standing = async (place: Town, ids: ReadonlyArray<string>) =>
  Promise.all(
    ids.map(async (id) => {
      const { found } = await place.storage.find("main", { kind: "ticket", streams: [id], order: [], limit: 1 })
      const { ticket, clocks } = Schema.decodeUnknownSync(Case)(found[0]!.document.body)
      return { ticket: essence(ticket), clocks, said: (await place.desk().conversation(id)).map(line) }
    })
  )

describe("what is merged and parted again", () => {
  test("is as it was: ticket, words and clocks; in one commit, or one after the other in any order", async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), fc.boolean(), async (some, luck, isOneByOne) => {
        const place = town([memory()])
        const [target, ...sources] = await gathered(place, some)
        const desk = place.desk()
        const before = await standing(place, [target, ...sources])
        await desk.merge(target, { as, sources, consent: true, policy: some.policy })
        if (!isOneByOne) await desk.unmerge(target, { as })
        else
          for (const source of sources.toSorted((a, b) => luck[sources.indexOf(a)]! - luck[sources.indexOf(b)]!))
            await desk.unmerge(source, { as })
        expect(await standing(place, [target, ...sources])).toEqual(before)
      }),
      runs(2)
    )
  })
  test("has clocks that went on without the time between; those of the target are as if nothing had happened", async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.integer({ min: 1, max: 40 }), async (some, hours) => {
        const place = town([memory()])
        const [target, ...sources] = await gathered(place, some)
        const desk = place.desk()
        const ran = await Promise.all(sources.map((source) => desk.deadlines(source)))
        const due = (await Promise.all(sources.map((source) => desk.get(source)))).map(({ ticket }) => ticket.due)
        const [own, onward] = [await desk.deadlines(target), await desk.deadlines(target, place.clock.at + hours * HOUR)]
        await desk.merge(target, { as, sources, consent: true, policy: some.policy })
        expect(await desk.deadlines(target)).toEqual(own)
        for (const [i, source] of sources.entries())
          for (const [n, { status }] of (await desk.deadlines(source)).entries()) {
            const was = ran[i]![n]!.status
            expect(status).toBe(was === "running" || was === "paused" ? "merged" : was)
          }
        place.clock.at += hours * HOUR
        await desk.unmerge(target, { as })
        expect(await desk.deadlines(target)).toEqual(onward)
        for (const [i, source] of sources.entries()) {
          const isPinned = ({ metric }: { readonly metric: string }) => metric === "due" && due[i]?.pinned === true
          const shifted = ran[i]!.map((one) =>
            one.status === "running" && one.due._tag === "Value"
              ? { ...one, due: { ...one.due, value: one.due.value + hours * HOUR } }
              : one
          )
          // A date that is pinned stays where it is, whatever becomes of its ticket.
          const now = await desk.deadlines(source)
          expect(now.filter((one) => !isPinned(one))).toEqual(shifted.filter((one) => !isPinned(one)))
          expect(now.filter(isPinned).map((one) => [one.status, one.due])).toEqual(
            ran[i]!.filter(isPinned).map((one) => [one.status, one.due])
          )
        }
      }),
      runs(2)
    )
  })
})

describe("a merge by the policy that the earliest promise counts", () => {
  test("makes the target due when the first of them would have been, if that is still to come; nothing else of its clocks changes", async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.array(fc.integer({ min: -3, max: 30 }), { minLength: 4, maxLength: 4 }), async (some, hours) => {
        const place = town([memory()])
        const ids = await gathered(place, some)
        const desk = place.desk()
        for (const [i, id] of ids.entries())
          if (hours[i]! > 0) await desk.setDue(id, { as, due: place.clock.at + hours[i]! * HOUR, pinned: true }).catch(() => undefined)
        const next = async (id: string): Promise<number> => {
          const { found } = await place.storage.find("main", { kind: "ticket", streams: [id], order: [], limit: 1 })
          const due = found[0]!.document.facts["due"]
          return typeof due === "number" ? due : Infinity
        }
        const [target, ...sources] = ids
        const dues = await Promise.all(sources.map(next))
        const first = Math.min(await next(target), ...dues.filter((due) => due > place.clock.at))
        const isDone = Ticket.isDone((await desk.get(target)).ticket)
        const [before, own] = [await next(target), (await desk.deadlines(target)).filter(({ metric }) => metric !== "due")]
        await desk.merge(target, { as, sources, consent: true, policy: { ...some.policy, sla: "earliest", take: [] } })
        expect(await next(target)).toBe(isDone ? before : first)
        expect((await desk.deadlines(target)).filter(({ metric }) => metric !== "due")).toEqual(own)
      }),
      runs(4)
    )
  })
})

const conversationOf = async (place: Town, id: string): Promise<ReadonlyArray<string>> => (await place.desk().conversation(id)).map(line)

describe("several tickets", () => {
  test("become the same one in whatever order they join, at once or one after the other; joined again, nothing happens", async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), fc.boolean(), async (some, luck, isChain) => {
        const [once, other] = [town([memory()]), town([memory()])]
        const [target, ...sources] = await gathered(once, some)
        await gathered(other, some)
        const order = sources.toSorted((a, b) => luck[sources.indexOf(a)]! - luck[sources.indexOf(b)]!)
        const asked = { as, consent: true, policy: { closed: "allow" } } as const
        await once.desk().merge(target, { ...asked, sources })
        for (const [i, source] of order.entries())
          await other.desk().merge(isChain ? (order[i + 1] ?? target) : target, { ...asked, sources: [source] })
        expect(await conversationOf(other, target)).toEqual(await conversationOf(once, target))
        const [one, same] = [(await once.desk().get(target)).ticket, (await other.desk().get(target)).ticket]
        const lists = ({ tags, followers, participants }: Ticket.Ticket) => [
          tags.toSorted(),
          followers.toSorted(),
          participants.map(({ address }) => address).toSorted()
        ]
        // One that is closed gives its own to the target, and takes nothing of others along.
        if (!isChain) expect(lists(same)).toEqual(lists(one))
        const before = await written(other)
        await other.desk().merge(target, { ...asked, sources: [...sources, ...order] })
        expect(await written(other)).toBe(before)
      }),
      runs(4)
    )
  })
  test("each get back what was sent to them in between, and what answers that; the rest stays; nothing is lost", async () => {
    const since = fc.array(fc.record({ answers: fc.nat(), isAgent: fc.boolean() }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 2, maxLength: 4 }), since, async (askers, deeds) => {
        const place = town([memory()], 1)
        const desk = place.desk()
        const mails: Array<{ readonly id: string; readonly from: string; readonly home: number }> = []
        const texts: Array<Array<string>> = []
        const ids: Array<string> = []
        const comes = async (id: string, from: string, answers: string | null, home: number) => {
          const end = await desk.receive(rawMail(from, id, answers, id, false, id))
          mails.push({ id, from, home })
          return end._tag === "Message" ? end.ticket.id : ""
        }
        for (const [i, who] of askers.entries()) {
          ids.push(await comes(`ask${i}@x.example`, people[who]!, null, i))
          texts.push([`ask${i}@x.example`])
        }
        const [target, ...sources] = ids as [string, ...Array<string>]
        await desk.merge(target, { as, sources, consent: true })
        for (const [n, { answers, isAgent }] of deeds.entries()) {
          const answered = mails[answers % mails.length]!
          if (isAgent) await desk.reply(target, { as, text: `reply${n}` })
          else await comes(`mail${n}@x.example`, answered.from, answered.id, answered.home)
          texts[isAgent ? 0 : answered.home]!.push(isAgent ? `reply${n}` : `mail${n}@x.example`)
        }
        await desk.unmerge(target, { as })
        for (const [i, id] of ids.entries())
          expect((await desk.conversation(id)).map(({ content }) => content.text.trim())).toEqual(texts[i])
      }),
      runs(2)
    )
  })
})

describe("a ticket that is split", () => {
  const saying = fc.record({ who: fc.nat(3), isNote: fc.boolean() })
  test("is parted in two, each in order, notes still notes; what its authors were stays; taken back, it is one again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(saying, { minLength: 1, maxLength: 6 }), fc.nat(), async (said, which) => {
        const place = town([memory()], 1)
        const desk = place.desk()
        const { ticket } = await desk.open({ requester: { email: ada }, subject: "Both", text: "Both burn", cc: [eve, people[2]] })
        const authors = ["requester", `participant:${eve}`, `participant:${people[2]}`, as] as const
        for (const [n, { who, isNote }] of said.entries()) {
          if (isNote) await desk.note(ticket.id, { as, text: `Note ${n}` })
          else await desk.reply(ticket.id, { as: authors[who]!, text: `Reply ${n}` })
        }
        const before = await desk.conversation(ticket.id)
        const chosen = before.filter((_, i) => ((which >> i) & 1) === 1)
        fc.pre(chosen.length > 0 && chosen.length < before.length)
        const { done } = await desk.split(ticket.id, { as, messages: chosen.map(({ id }) => id).toReversed() })
        expect(await conversationOf(place, done.ticket.id)).toEqual(chosen.map(line))
        expect(await conversationOf(place, ticket.id)).toEqual(before.filter((one) => !chosen.includes(one)).map(line))
        const addresses = new Map(authors.map((author) => [author.replace("requester", `requester:${ticket.requester.id}`), author]))
        const outside = chosen.map(({ by }) => addresses.get(by) ?? by).filter((by) => by !== as)
        const asker = (outside[0] ?? "requester").replace("requester", ada).replace("participant:", "")
        expect(done.ticket.requester.email).toBe(asker)
        expect(done.ticket.participants.map(({ address }) => address).toSorted()).toEqual(
          [...new Set(outside)]
            .flatMap((by) => (by.startsWith("participant:") && !by.endsWith(asker) ? [by.slice("participant:".length)] : []))
            .toSorted()
        )
        const { events } = await desk.reply(done.ticket.id, { as, text: "On its own" })
        await desk.unsplit(done.ticket.id, { as })
        const after = await desk.conversation(ticket.id)
        expect(after.filter(({ at }) => at !== events[0]!.at).map(line)).toEqual(before.map(line))
        expect(after.at(-1)!.content.text).toBe("On its own")
      }),
      runs(2)
    )
  })
})

/** Two tickets that are to be merged, or were, and what is asked of them then; each with an id of its own. */
const wishes = {
  merge: async (desk: TownDesk, [a, b]: ReadonlyArray<string>) => desk.merge(a!, { as, sources: [b!], consent: true, commandId: "wish" }),
  fresh: async (desk: TownDesk, [a, b]: ReadonlyArray<string>) =>
    desk.merge(a!, { as, sources: [b!], consent: true, survivor: "fresh", commandId: "wish" }),
  unmerge: async (desk: TownDesk, [, , c]: ReadonlyArray<string>) => desk.unmerge(c!, { as, commandId: "wish" }),
  split: async (desk: TownDesk, [a]: ReadonlyArray<string>, message: string) =>
    desk.split(a!, { as, messages: [message], commandId: "wish" }),
  rethread: async (desk: TownDesk, [a, b]: ReadonlyArray<string>, message: string) =>
    desk.rethread(a!, { as, to: b!, messages: [message], commandId: "wish" })
}

/** The n-th statement fails; `isGone`: and every one after it, as of a connection that was cut. */
const failing = (handle: Handle, isGone: boolean) => {
  let left = Infinity
  const hurt = <A>(does: () => A): A => {
    left--
    if (left < 0 && (isGone || left === -1)) throw Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR", errcode: 10 })
    return does()
  }
  const broken: Handle = {
    exec: (sql) => hurt(() => handle.exec(sql)),
    prepare: (sql) => {
      const statement = handle.prepare(sql)
      return {
        run: (...values) => hurt(() => statement.run(...values)),
        get: (...values) => hurt(() => statement.get(...values)),
        all: (...values) => hurt(() => statement.all(...values))
      }
    },
    close: () => handle.close()
  }
  return {
    broken,
    breakAfter: (statements: number) => {
      left = statements
    }
  }
}

/** Its ticket, its clocks and what it shows, of every ticket there is. */
const everything = async (place: Town) => {
  const tickets = await ticketsOf(place)
  redirected(tickets)
  await conserved(place, tickets)
  await replayed(place, tickets)
  return standing(place, tickets.map(({ id }) => id).toSorted())
}

const prepared = async (place: Town): Promise<readonly [ids: ReadonlyArray<string>, message: string]> => {
  const ids = await gathered(place, {
    lives: [0, 1, 2].map((who) => ({ who, marks: [0, 6], said: [true, false] })),
    policy: {}
  })
  await place.desk().merge(ids[0], { as, sources: [ids[2]!], consent: true })
  return [ids, (await place.desk().conversation(ids[0]))[1]!.id]
}

describe("a file that fails, at whichever statement", () => {
  test.each(Object.entries(wishes))(
    "%s leaves all tickets as they were, or as they will be; asked again, it happens once",
    async (_, wish) => {
      const whole = town([memory()])
      const before = await (async () => {
        const [ids, message] = await prepared(whole)
        const before = await everything(whole)
        await wish(whole.desk(), ids, message)
        return before
      })()
      const after = await everything(whole)
      const letters = whole.letters.length
      await fc.assert(
        fc.asyncProperty(fc.nat(99), fc.boolean(), async (nth, isGone) => {
          const path = freshPath()
          const { broken, breakAfter } = failing(new DatabaseSync(path), isGone)
          const place = town([sqlite(broken)])
          const [ids, message] = await prepared(place)
          breakAfter(nth)
          const isRefused = await wish(place.desk(), ids, message).then(
            () => false,
            (cause: unknown) => {
              expect(cause).toBeInstanceOf(StorageError)
              return true
            }
          )
          // Another desk on the same file, as after a crash.
          broken.close()
          const next = town([await openSqlite(path)])
          next.clock.at = place.clock.at
          const found = await everything(next)
          expect(isRefused ? [before, after] : [after]).toContainEqual(found)
          await wish(next.desk(), ids, message)
          expect(await everything(next)).toEqual(after)
          const sent = await next.storage.claim("main", "effects", begin + 1e12, 1000, 1)
          expect(sent.filter(({ kind }) => kind === "mail").length).toBe(letters)
          await next.storage.close()
        }),
        runs(40)
      )
    }
  )
})

describe.each(stores)("by several hands at once, in %s", (_, cost, open) => {
  test("one wins where two contradict each other; nothing is lost, no circle comes to be, and no mail is turned away", async () => {
    const hands = fc.array(
      deed.map((one): Happening => ({ ...one, later: 0 })),
      { minLength: 2, maxLength: 4, size: "max" }
    )
    await fc.assert(
      fc.asyncProperty(history(4), hands, fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }), async (all, deeds, pauses) => {
        const { place } = await live(await open(), all)
        const ends = await Promise.allSettled(
          deeds.map(async (one, i) => {
            for (let pause = 0; pause < pauses[i]!; pause++) await Promise.resolve()
            await happens(place, one, 100 + i)
          })
        )
        for (const [i, end] of ends.entries()) {
          if (end.status === "fulfilled") continue
          expect(deeds[i]!.deed).not.toBe("mail")
          expect(refusals).toContain((end.reason as { readonly _tag?: string })._tag ?? end.reason)
        }
        await everything(place)
      }),
      runs(cost * 4)
    )
  })
  test("given A into B beside B into A, then one happens and the other is refused as a circle", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.boolean(), async (pause, isFirst) => {
        const place = town(await open())
        const [a, b] = await gathered(place, { lives: [0, 1].map((who) => ({ who, marks: [], said: [] })), policy: {} })
        const hand = async (target: string, source: string, pause: number) => {
          for (let i = 0; i < pause; i++) await Promise.resolve()
          return place.desk().merge(target, { as, sources: [source], consent: true })
        }
        const ends = await Promise.allSettled([hand(a, b!, isFirst ? 0 : pause), hand(b!, a, isFirst ? pause : 0)])
        expect(ends.flatMap((end) => (end.status === "rejected" ? [(end.reason as { readonly _tag: string })._tag] : []))).toEqual([
          "MergeCycle"
        ])
        await everything(place)
      }),
      runs(cost)
    )
  })
})
