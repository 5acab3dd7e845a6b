/** What holds for every timeline; above all, that the requester's tells nothing of the desk's own. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Actor from "../../src/people/Actor.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"

const { forAgents, forCustomer, forReader } = Ticket.Timeline

describe("laws", () => {
  test("what the desk keeps to itself can be anything: the requester's timeline stays the same, byte for byte", () => {
    fc.assert(
      fc.property(
        arbitraries.history(20),
        arbitraries.history(20),
        fc.infiniteStream(fc.nat(3)),
        arbitraries.text(),
        (history, other, luck, secret) => {
          const { vocabulary, events } = history
          const draw = (): number => luck.next().value as number
          const changed = events.flatMap((event) => {
            const kept = isPublic(event, vocabulary) ? [withOtherSecrets(event, secret, vocabulary)] : draw() > 1 ? [event] : []
            const more = draw() === 0 && event._tag !== "Opened" ? other.events.filter((one) => !isPublic(one, vocabulary)).slice(0, 2) : []
            return [...more, ...kept]
          })
          expect(JSON.stringify(forCustomer(renamedInside(vocabulary, secret), changed))).toBe(
            JSON.stringify(forCustomer(vocabulary, events))
          )
          const participant = events.flatMap((event) => (event._tag === "ParticipantAdded" ? event.participant.address : []))
          const reader = { id: null, addresses: participant.slice(0, 1) }
          expect(JSON.stringify(forReader(renamedInside(vocabulary, secret), changed, [], reader))).toBe(
            JSON.stringify(forReader(vocabulary, events, [], reader))
          )
        }
      )
    )
  })
  test("what was read once stays read: later events only add to it", () => {
    fc.assert(
      fc.property(arbitraries.history(), fc.nat(), ({ vocabulary, events }, at) => {
        const words = (timeline: Ticket.Timeline.Timeline) =>
          timeline.flatMap(({ text, at, who }) => (text === null ? [] : [[at, who, text]]))
        const first = events[0]?._tag === "Opened" ? Ticket.Conversation.readerOf(events[0].requester) : { id: null, addresses: [] }
        const asFirst: typeof forCustomer = (words, some) => forReader(words, some, [], first)
        for (const read of [forAgents, asFirst]) {
          const early = words(read(vocabulary, events.slice(0, at % (events.length + 1))))
          expect(words(read(vocabulary, events)).slice(0, early.length)).toEqual(early)
        }
      })
    )
  })
  test("no message is lost: the desk reads each one once, the requester each public one", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ vocabulary, events: all }) => {
        // Whoever comes later reads what is said from then on: see test/rows/requester.test.ts.
        const events = all.filter(({ _tag }) => _tag !== "RequesterChanged")
        const said = events.filter((event) => "content" in event)
        const texts = (timeline: Ticket.Timeline.Timeline) => timeline.filter(({ text }) => text !== null).length
        expect(texts(forAgents(vocabulary, events))).toBe(said.length)
        const open = said.filter((event) => event._tag === "Replied" || (event._tag === "Opened" && event.visibility === "public"))
        expect(texts(forCustomer(vocabulary, events))).toBe(open.length)
      })
    )
  })
  test("news and what is folded away are together the whole text", () => {
    fc.assert(
      fc.property(arbitraries.content, (content) => {
        const { news, folded } = Ticket.unfolded(content)
        const sorted = (text: string): string => text.split("").sort().join("")
        expect(sorted(news + folded.join(""))).toBe(sorted(content.text))
      })
    )
  })
})

const isPublic = (event: Ticket.Event, { fields }: Ticket.Vocabulary): boolean =>
  event._tag === "FieldSet"
    ? fields.get(event.field)?.visible === true
    : event._tag === "Attached"
      ? event.visibility === "public"
      : [
          "Opened",
          "Replied",
          "StatusChanged",
          "Moved",
          "Renamed",
          "Rated",
          "ParticipantAdded",
          "ParticipantRemoved",
          "RequesterChanged"
        ].includes(event._tag)

/** The same public event, with other things behind it. */
const withOtherSecrets = (event: Ticket.Event, secret: string, vocabulary: Ticket.Vocabulary): Ticket.Event => {
  const machine = !Actor.isOutside(event.by) && !Actor.isAgent(event.by)
  const changed: Ticket.Event = {
    ...event,
    cause: secret,
    by: machine ? "rule:another" : event.by,
    via: Actor.isOutside(event.by) ? event.via : "elsewhere"
  }
  if (changed._tag === "StatusChanged") return { ...changed, status: namesake(changed.status, vocabulary), from: "whatever" }
  if (changed._tag === "Moved") {
    const hidden = [{ field: "hidden", value: secret }]
    const elsewhere = { department: "support", from: { department: secret, status: "whatever" }, why: secret }
    return { ...changed, ...elsewhere, status: namesake(changed.status, vocabulary), fields: hidden, kept: hidden, dropped: hidden }
  }
  if (changed._tag === "Replied") return { ...changed, content: behind(changed.content, secret) }
  if (changed._tag !== "Opened") return changed
  return {
    ...changed,
    content: changed.visibility === "public" ? behind(changed.content, secret) : { text: secret },
    status: namesake(changed.status, vocabulary),
    fields: [...changed.fields.filter(({ field }) => vocabulary.fields.get(field)?.visible === true), { field: "hidden", value: secret }],
    agent: "cy",
    team: null,
    tags: [secret],
    priority: null,
    kind: null,
    category: [],
    department: "sales",
    receivedAt: null,
    followUpOf: "t-secret"
  }
}

const behind = ({ text, folded, attachments }: Ticket.Content, secret: string): Ticket.Content => ({
  text,
  ...(folded === undefined ? {} : { folded }),
  ...(attachments === undefined ? {} : { attachments }),
  cutFrom: 99,
  mail: { ...proven, recipients: ["secret@example.org"], evidence: [{ by: "none", value: secret }] }
})

/** Another status that requesters read as this one, if there is one. */
const namesake = (id: string, { statuses }: Ticket.Vocabulary): string =>
  [...statuses.values()].findLast(({ customerName }) => customerName === statuses.get(id)?.customerName)?.id ?? id

const renamedInside = (vocabulary: Ticket.Vocabulary, secret: string): Ticket.Vocabulary => ({
  ...vocabulary,
  statuses: new Map([...vocabulary.statuses].map(([id, status]) => [id, Object.assign({}, status, { name: secret })])),
  teams: new Map(),
  kinds: new Map(),
  priorities: new Map(),
  categories: [],
  departments: new Map(),
  fields: new Map([...vocabulary.fields].filter(([, { visible }]) => visible))
})

const proven: Ticket.Mail = {
  messageId: "secret@example.org",
  raw: null,
  from: "secret@example.org",
  receivedAt: null,
  recipients: [],
  date: null,
  kind: "human",
  evidence: [],
  verified: true
}
