/** A desk with people around it, who write, answer any old mail, merge, split and part tickets as luck will have it. */
import fc from "fast-check"
import type { Desk } from "../../../src/desk/handle.ts"
import { createHelpdesk } from "../../../src/helpdesk/createHelpdesk.ts"
import type { Letter } from "../../../src/mail/Letter.ts"
import { mailParser } from "../../../src/mail/parse.ts"
import type { Batch, Storage } from "../../../src/storage/Storage.ts"
import { vaulted } from "../../../src/storage/vault/vaulted.ts"
import * as Ticket from "../../../src/ticket/index.ts"
import type { MergePolicy } from "../../../src/ticket/MergePolicy.ts"
import { defineWorkspace } from "../../../src/workspace/define.ts"

export const HOUR = 3_600_000
/** A Monday. */
export const begin = Date.parse("2026-01-05T09:00:00Z")
export const people = ["ada@lovelace.example", "eve@moneypenny.example", "abe@lincoln.example"] as const
export const secrets = ["a secret of the tests"]
export const parser = mailParser()

export const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", email: "bo@acme.example" },
    { id: "cy", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  fields: [{ id: "seats", type: "number", visible: true }],
  slaPolicies: [
    {
      id: "standard",
      targets: [
        { metric: "firstReply", within: "4h" },
        { metric: "nextReply", within: "2h" },
        { metric: "resolution", within: "20h" }
      ],
      thresholds: [{ id: "soon", percent: 50 }]
    }
  ],
  triggers: [{ id: "fire", where: { field: "subject", op: "contains", value: "fire" }, then: [{ _tag: "Tag", tags: ["fire"] }] }],
  automations: [{ id: "ripe", where: { field: "status", op: "is", value: "solved" }, after: "30h", then: [{ _tag: "Close" }] }],
  followUp: { reopenWithinDays: 10, afterwards: "followUp" }
})

type Policy = Partial<MergePolicy>
export type Deed =
  /** `answers`: one of all mails that ever came or went; `null`: none. */
  | { readonly deed: "mail"; readonly who: number; readonly answers: number | null; readonly file: boolean }
  | { readonly deed: "open"; readonly who: number; readonly cc: boolean }
  | { readonly deed: "reply" | "note"; readonly nth: number; readonly file: boolean }
  | { readonly deed: "mark"; readonly nth: number; readonly what: number }
  | {
      readonly deed: "merge"
      readonly nth: number
      readonly sources: ReadonlyArray<number>
      readonly fresh: boolean
      readonly policy: Policy
    }
  | {
      readonly deed: "unmerge"
      readonly nth: number
      readonly some: number | null
      readonly allocate: ReadonlyArray<readonly [number, number]>
    }
  | { readonly deed: "split"; readonly nth: number; readonly which: number; readonly onwards: boolean }
  | { readonly deed: "unsplit"; readonly nth: number }
  | { readonly deed: "rethread"; readonly nth: number; readonly to: number; readonly which: number }
  | { readonly deed: "tick" }
export type Happening = Deed & { readonly later: number }

const policy: fc.Arbitrary<Policy> = fc.record(
  {
    participants: fc.constantFrom("union", "none"),
    take: fc.subarray([
      { property: "subject", from: "newest" },
      { property: "priority", from: "source" },
      { property: "assignee", from: "fill" },
      { property: "fields.seats", from: "source" }
    ] as const),
    sla: fc.constantFrom("keep", "earliest"),
    closed: fc.constant("allow")
  },
  { requiredKeys: [] }
)
const weigh = (weight: number, arbitrary: fc.Arbitrary<Deed>) => ({ weight, arbitrary })
const nth = fc.nat(999)
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  weigh(5, fc.record({ deed: fc.constant("mail"), who: nth, answers: fc.option(nth, { freq: 4, nil: null }), file: fc.boolean() })),
  weigh(2, fc.record({ deed: fc.constant("open"), who: nth, cc: fc.boolean() })),
  weigh(3, fc.record({ deed: fc.constantFrom("reply", "note"), nth, file: fc.boolean() })),
  weigh(2, fc.record({ deed: fc.constant("mark"), nth, what: nth })),
  weigh(
    5,
    fc.record({ deed: fc.constant("merge"), nth, sources: fc.array(nth, { minLength: 1, maxLength: 3 }), fresh: fc.boolean(), policy })
  ),
  weigh(
    4,
    fc.record({
      deed: fc.constant("unmerge"),
      nth,
      some: fc.option(nth, { nil: null }),
      allocate: fc.array(fc.tuple(nth, nth), { maxLength: 2 })
    })
  ),
  weigh(2, fc.record({ deed: fc.constant("split"), nth, which: nth, onwards: fc.boolean() })),
  weigh(1, fc.record({ deed: fc.constant("unsplit"), nth })),
  weigh(2, fc.record({ deed: fc.constant("rethread"), nth, to: nth, which: nth })),
  weigh(1, fc.record({ deed: fc.constant("tick") }))
)
/** Clocks of computers go back, too. */
const later = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 1, 1000) }, fc.constantFrom(HOUR, 30 * HOUR, -5000))
export const history = (maxLength: number): fc.Arbitrary<ReadonlyArray<Happening>> =>
  fc.array(
    fc.tuple(deed, later).map(([one, later]): Happening => ({ ...one, later })),
    { maxLength, size: "max" }
  )

export interface Post {
  readonly id: string
  /** Who may answer it. */
  readonly readers: ReadonlyArray<string>
}

/** Several desks on one store; whoever asks asks the next of them. `step`: milliseconds between one look at the clock and the next. */
export const town = (storages: ReadonlyArray<Storage>, step = 0) => {
  const clock = { at: begin }
  const posts: Array<Post> = []
  const letters: Array<Letter> = []
  let drawn = 0
  const watched = (storage: Storage): Storage => ({
    ...storage,
    commit: async (tenant, batch) => {
      const answer = await storage.commit(tenant, batch)
      if (answer._tag === "Committed") letters.push(...lettersOf(batch))
      return answer
    }
  })
  const desks = storages.map((storage) =>
    createHelpdesk({
      workspace,
      storage: watched(storage),
      now: () => (clock.at += step),
      newId: () => `n${++drawn}`,
      mail: { secrets, parser, authserv: "mx.acme.example" }
    })
  )
  let turn = 0
  const desk = () => desks[turn++ % desks.length]!
  const sentSoFar = (): ReadonlyArray<Post> => [
    ...posts,
    ...letters.map(({ messageId, to, cc }) => ({ id: messageId, readers: [...to, ...cc].map(({ address }) => address) }))
  ]
  return { clock, desk, letters, sentSoFar, posts, storage: storages[0]! }
}
export type Town = ReturnType<typeof town>

const lettersOf = ({ effects }: Batch): ReadonlyArray<Letter> =>
  effects.flatMap(({ kind, payload }) => (kind === "mail" ? [payload as unknown as Letter] : []))

/** A raw mail, proven by the mail server. */
export const rawMail = (
  from: string,
  id: string,
  answers: string | null,
  text: string,
  file: boolean,
  subject = "Printer on fire"
): Buffer =>
  Buffer.from(
    [
      `Authentication-Results: mx.acme.example; dmarc=pass header.from=${from.split("@")[1]}`,
      `From: ${from}`,
      "To: help@acme.example",
      `Subject: ${subject}`,
      `Message-ID: <${id}>`,
      ...(answers === null ? [] : [`In-Reply-To: <${answers}>`]),
      ...(file ? ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", text, "--b"] : ["", text]),
      ...(file ? ["Content-Type: application/pdf", 'Content-Disposition: attachment; filename="a.pdf"', "", text, "--b--"] : []),
      ""
    ].join("\r\n")
  )

export const ticketsOf = async ({ desk }: Town): Promise<ReadonlyArray<Ticket.Ticket>> =>
  (await desk().find({ order: [{ field: "openedAt", descending: false }], limit: 1000 })).tickets

const pick = <A>(all: ReadonlyArray<A>, nth: number): A | undefined => all[nth % all.length]
const as = "agent:bo"
const file = { attachments: [{ name: "a.txt", bytes: Buffer.from("a") }] }

/** Does it, if there is anything to do it with. @throws the desk's refusal. */
export const happens = async (place: Town, one: Happening, n: number, words = wordsOf): Promise<void> => {
  const { clock, posts } = place
  clock.at += one.later
  const desk = place.desk()
  const all = await ticketsOf(place)
  const text = words(n, one)
  switch (one.deed) {
    case "mail": {
      const answered = one.answers === null ? undefined : pick(place.sentSoFar(), one.answers)
      const from = pick([...people, ...(answered?.readers ?? [])], one.who)!
      const id = `m${n}@${from.split("@")[1]}`
      posts.push({ id, readers: [from] })
      await desk.receive(rawMail(from, id, answered?.id ?? null, text, one.file))
      return
    }
    case "open": {
      const cc = one.cc ? { cc: [pick(people, one.who + 1)!] } : {}
      await desk.open({ requester: { email: pick(people, one.who)! }, subject: `Subject ${n}`, text, ...cc })
      return
    }
    case "tick":
      await desk.tick()
      return
  }
  const living = all.filter((ticket) => !isMerged(ticket))
  // One in eight asks it of any ticket, and of one that cannot do it.
  const among = one.nth % 8 === 0 ? all : living
  const ticket = pick(among, one.nth >> 3)
  if (ticket === undefined) return
  const { id } = ticket
  switch (one.deed) {
    case "reply":
      await desk.reply(id, { as, text, ...(one.file ? file : {}) })
      return
    case "note":
      await desk.note(id, { as, text, ...(one.file ? file : {}) })
      return
    case "mark":
      return marked(desk, id, one.what, n)
    case "merge": {
      const others = one.nth % 8 === 0 ? all : all.filter((other) => Ticket.edgesOf(other).mergedInto?.survivor !== id && other.id !== id)
      const sources = one.sources.flatMap((source) => pick(others, source)?.id ?? [])
      await desk.merge(id, { as, sources, consent: true, survivor: one.fresh ? "fresh" : "target", policy: one.policy })
      return
    }
    case "unmerge":
      return unmerged(desk, pick(all.filter(isPartOfSome), one.nth) ?? ticket, one)
    case "split": {
      const { from, said } = await talkative(desk, among, one.nth >> 3)
      await desk.split(from, {
        as,
        ...(one.onwards ? { from: pick(said, one.which) ?? "nothing" } : { messages: chosen(said, one.which) })
      })
      return
    }
    case "unsplit":
      await desk.unsplit(
        (
          pick(
            all.filter((other) => Ticket.edgesOf(other).splitFrom !== null),
            one.nth >> 3
          ) ?? ticket
        ).id,
        { as }
      )
      return
    case "rethread": {
      const { from, said } = await talkative(desk, among, one.nth >> 3)
      const others = one.nth % 8 === 0 ? all : living.filter((other) => other.id !== from)
      await desk.rethread(from, { as, to: pick(others, one.to)?.id ?? "nobody", messages: chosen(said, one.which) })
    }
  }
}

export type TownDesk = ReturnType<Town["desk"]>
const isMerged = (ticket: Ticket.Ticket): boolean => Ticket.edgesOf(ticket).mergedInto !== null
const isPartOfSome = (ticket: Ticket.Ticket): boolean => isMerged(ticket) || Ticket.edgesOf(ticket).members.length > 0

/** The ticket whose turn it is, or the next one that has more than one message. */
const talkative = async (desk: TownDesk, all: ReadonlyArray<Ticket.Ticket>, nth: number) => {
  let found = { from: "nobody", said: [] as ReadonlyArray<string> }
  for (let i = 0; i < all.length && found.said.length < 2; i++) {
    const { id } = pick(all, nth + i)!
    found = { from: id, said: (await desk.conversation(id)).map((message) => message.id) }
  }
  return found
}

/** One, two or three of them. */
const chosen = (said: ReadonlyArray<string>, which: number): ReadonlyArray<string> =>
  [...new Set([which, which * 7 + 1, which * 5 + 2].slice(0, 1 + (which % 3)))].flatMap((nth) => pick(said, nth) ?? [])

const unmerged = async (
  desk: TownDesk,
  { id, edges }: Ticket.Ticket,
  { some, allocate }: Deed & { readonly deed: "unmerge" }
): Promise<void> => {
  const members = (edges?.members ?? []).map((member) => member.ticket)
  const sources = members.filter((_, i) => (((some ?? 0) >> i) & 1) === 1)
  const own = (await desk.events(id)).flatMap((event) => ("messageId" in event ? [event.messageId] : []))
  const given = allocate.flatMap(([m, t]) => {
    const message = pick(own.slice(-2), m)
    return message === undefined ? [] : [{ message, ticket: pick([id, ...(sources.length > 0 ? sources : members)], t)! }]
  })
  await desk.unmerge(id, { as, ...(sources.length > 0 ? { sources } : {}), allocate: given })
}

type Marking = (desk: TownDesk, id: string, n: number) => Promise<void>
const done = async (promise: Promise<unknown>): Promise<void> => void (await promise)
const marks: ReadonlyArray<Marking> = [
  (desk, id, n) => done(desk.tag(id, { as, tags: [`tag${n % 3}`] })),
  (desk, id) => done(desk.untag(id, { as, tags: ["tag1"] })),
  (desk, id) => done(desk.assign(id, { as, agent: "cy" })),
  (desk, id, n) => done(desk.prioritize(id, { as, priority: n % 2 === 0 ? "urgent" : "low" })),
  (desk, id, n) => done(desk.rename(id, { as, subject: `Renamed ${n}` })),
  (desk, id, n) => done(desk.setField(id, { as, field: "seats", value: n })),
  (desk, id) => done(desk.follow(id, { as, agent: "cy" })),
  (desk, id) => done(desk.addParticipant(id, { as, address: people[2] })),
  (desk, id, n) => done(desk.setDue(id, { as, due: begin + 500 * HOUR, pinned: n % 2 === 0 })),
  (desk, id) => done(desk.changeStatus(id, { as, status: "solve" })),
  (desk, id) => done(desk.changeStatus(id, { as, status: "pending" })),
  (desk, id) => done(desk.close(id, { as })),
  (desk, id) => done(desk.reopen(id, { as })),
  (desk, id) => done(desk.rebind(id, { as }))
]

/** Changes something of a ticket. */
export const marked = async (desk: TownDesk, id: string, what: number, n: number): Promise<void> => marks[what % marks.length]!(desk, id, n)

/** What somebody may refuse; anything else is a defect. */
export const refusals: ReadonlySet<string> = new Set(
  (
    "TicketNotFound TicketClosed TicketMerged SameTicket MergeCycle ConsentMissing NotMerged MergedSince NotSplit MessageNotFound " +
    "NothingLeft AllocationInvalid NotDone DueInPast TooMany"
  ).split(" ")
)

const wordsOf = (n: number, _: Deed): string => `Words ${n}`
export interface Living {
  /** What is said in the n-th deed, from 1. */
  readonly words?: (n: number, one: Deed) => string
  readonly after?: (place: Town) => Promise<void>
}

export interface Lived {
  readonly place: Town
  readonly refused: ReadonlyArray<string>
}

/** How many events there are, of all streams. */
export const written = async ({ storage }: Pick<Town, "storage">): Promise<number> => (await vaulted(storage).feed("main", 0, 1e6)).position

/** What happened since, but for what was due: that is written down whoever looks. */
const askedFor = async ({ storage }: Town, since: number): Promise<ReadonlyArray<string>> =>
  (await vaulted(storage).feed("main", since, 1e6)).entries.flatMap(({ event }) => {
    const { _tag, by = "" } = event as { readonly _tag: string; readonly by?: string }
    return by === "system" || by.startsWith("rule:") ? [] : [_tag]
  })

/** Four tickets of three people, one of which has an answer that was answered. */
const first: ReadonlyArray<Happening> = [
  { deed: "mail", who: 0, answers: null, file: true, later: 0 },
  { deed: "mail", who: 1, answers: null, file: false, later: 1000 },
  { deed: "open", who: 2, cc: true, later: 1000 },
  { deed: "mail", who: 0, answers: null, file: false, later: 1000 },
  { deed: "reply", nth: 1, file: true, later: 1000 },
  { deed: "mail", who: 0, answers: 0, file: false, later: 1000 }
]

/** Plays a history, after a quiet morning. A refusal leaves no event anywhere. */
export const live = async (
  storages: ReadonlyArray<Storage>,
  all: ReadonlyArray<Happening>,
  { words = wordsOf, after = async () => undefined }: Living = {}
): Promise<Lived> => {
  const place = town(storages)
  const refused: Array<string> = []
  for (const [n, one] of [...first, ...all].entries()) {
    const before = await written(place)
    try {
      await happens(place, one, n + 1, words)
      await after(place)
    } catch (refusal) {
      const tag = refusal instanceof Error && "_tag" in refusal ? String(refusal._tag) : ""
      if (!refusals.has(tag)) throw refusal
      refused.push(`${one.deed} ${tag}`)
      const left = await askedFor(place, before)
      if (left.length > 0) throw new Error(`${one.deed} was refused with ${tag} and left ${left.join(", ")}`, { cause: refusal })
    }
  }
  return { place, refused }
}

export const deskOf = (): Pick<Desk, "workspace" | "promises"> => ({ workspace, promises: workspace.promises })
