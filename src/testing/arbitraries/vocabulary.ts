/** Workspaces of every shape: their words. */
import fc from "fast-check"
import type { Definition } from "../../approval/Definition.ts"
import * as Ticket from "../../ticket/index.ts"
import { filled, slug } from "./text.ts"

const distinct = <T extends { readonly id: string }>(entry: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<Array<T>> =>
  fc.uniqueArray(entry, { selector: (one) => one.id, maxLength })
const byId = <T extends { readonly id: string }>(all: ReadonlyArray<T>): ReadonlyMap<string, T> => new Map(all.map((one) => [one.id, one]))

const categories = ["new", "open", "pending", "onHold", "solved", "closed"] as const satisfies ReadonlyArray<Ticket.Status.Category>
const inborn = categories.map((category): Ticket.Status.Status => ({
  id: category,
  category,
  name: category,
  customerName: Ticket.Status.customerNames[category],
  slaEffect: "byCategory",
  isDefault: true
}))
const madeUp: fc.Arbitrary<Ticket.Status.Status> = fc.record({
  id: slug,
  category: fc.constantFrom(...categories),
  name: filled(60),
  customerName: fc.oneof(fc.constantFrom("Open", "Solved"), filled(60)),
  slaEffect: fc.constantFrom("byCategory", "run", "pause"),
  isDefault: fc.constant(false)
})
const choices = [
  { id: "red", name: "Red" },
  { id: "toString", name: "Ω" }
]
const tree: ReadonlyArray<Ticket.Category.Category> = [
  { id: "hardware", name: "Hardware", children: [{ id: "printer", name: "Printer", children: [] }] },
  { id: "software", name: "Software", children: [] }
]
/** A field of the workspace's own; `needs` are places in the list of statuses. */
const field = fc.record({
  id: slug,
  name: filled(40),
  visible: fc.boolean(),
  needs: fc.array(fc.nat(20), { maxLength: 2 }),
  typed: fc.constantFrom(
    { type: "text" as const, maxLength: 200 },
    { type: "number" as const, minimum: -5, maximum: null, scale: 1 },
    { type: "boolean" as const },
    { type: "date" as const },
    { type: "dateTime" as const },
    { type: "pattern" as const, pattern: "^INV-[0-9]+$" },
    { type: "lookup" as const, of: "order" },
    { type: "select" as const, choices },
    { type: "multiSelect" as const, choices },
    { type: "tree" as const, choices: tree }
  )
})

const agent = (id: string, name: string, teams: ReadonlyArray<string>, departments: ReadonlyArray<string> = []) => ({
  id,
  name,
  email: `${id}@desk.example`,
  teams,
  departments
})
const channel = (id: string, maxLength: number | null, attachments: boolean) => ({
  id,
  name: id,
  inbound: true,
  outbound: true,
  threads: true,
  attachments,
  maxLength,
  visibility: "private" as const
})

const HOUR = 3_600_000
const inherit: Ticket.FollowUpPolicy["inherit"] = [
  "tags",
  "fields",
  "priority",
  "category",
  "assignee",
  "team",
  "followers",
  "participants"
]
const asking = { veto: false, excludes: ["requester"], expiries: [] } as const
/** One that waits for people alone, and covers what changes often; one of which time and a second step decide. */
const approvals: ReadonlyArray<Definition> = [
  {
    id: "budget",
    name: "Budget",
    order: "parallel",
    promises: "pause",
    covers: ["priority"],
    steps: [
      { ...asking, id: "finance", name: "Finance", approvers: [{ team: "second" }, { agent: "di" }], rule: { kind: "quorum", count: 2 } }
    ]
  },
  {
    id: "access",
    name: "Access",
    order: "sequence",
    promises: "run",
    covers: [],
    steps: [
      {
        ...asking,
        id: "first",
        name: "First",
        approvers: [{ team: "first" }],
        rule: { kind: "any" },
        excludes: [],
        expiries: [
          { after: HOUR, calendar: null, then: "remind" },
          { after: 2 * HOUR, calendar: null, then: "escalate", to: [{ agent: "cy" }] }
        ]
      },
      {
        ...asking,
        id: "second",
        name: "Second",
        approvers: [{ agent: "di" }],
        rule: { kind: "all" },
        expiries: [{ after: 24 * HOUR, calendar: null, then: "reject" }]
      }
    ]
  }
]

/** A workspace's words: six plain statuses and any others, fields of any type, two teams that share an agent, e-mail and a narrow channel. */
export const vocabulary: fc.Arbitrary<Ticket.Vocabulary> = fc
  .record({
    more: distinct(madeUp),
    fields: distinct(field),
    names: fc.tuple(filled(40), filled(40), filled(40)),
    days: fc.constantFrom(null, 0, 1, 30),
    onAgentCreate: fc.constantFrom("self", "unassigned"),
    /** One department does with less than there is. */
    few: fc.boolean(),
    moved: fc.option(fc.record({ otherwise: fc.constantFrom("block", "keep", "drop"), promises: fc.constantFrom("carry", "restart") }), {
      nil: undefined
    }),
    defaultPriority: fc.constantFrom(null, "normal")
  })
  .map(({ more, fields, names, days, onAgentCreate, few, moved, defaultPriority }): Ticket.Vocabulary => {
    const statuses = byId([...inborn, ...more.filter(({ id }) => !categories.includes(id as Ticket.Status.Category))])
    // Requests must be able to come in, so no field is required on `new`, the first.
    const demanding = [...statuses.keys()].slice(1)
    const finished = fields.map(({ id, name, visible, needs, typed }): Ticket.Field.Field => {
      const requiredOn = [...new Set(needs.map((n) => demanding[n % demanding.length]!))]
      return Object.assign({ id, name, visible, requiredOn }, typed)
    })
    return {
      statuses,
      defaultStatus: Object.fromEntries(inborn.map((status) => [status.category, status])) as Ticket.Vocabulary["defaultStatus"],
      priorities: new Map(["low", "normal", "urgent"].map((one, rank) => [one, { priority: { id: one, name: one }, rank }])),
      defaultPriority,
      kinds: byId([{ id: "question", name: "Question", nature: "question" }]),
      categories: tree,
      fields: byId(finished),
      channels: byId([channel("email", null, true), channel("sms", 160, false)]),
      departments: byId([
        { id: "support", name: "Support" },
        {
          id: "sales",
          name: "Sales",
          ...(few ? { statuses: inborn.map(({ id }) => id), fields: finished.slice(1).map(({ id }) => id) } : {})
        }
      ]),
      defaultDepartment: "support",
      moves: moved === undefined ? [] : [{ from: "support", to: "sales", statuses: [], fields: [], ...moved }],
      brands: byId([{ id: "acme", name: "Acme", signature: "", color: "#000000" }]),
      defaultBrand: "acme",
      teams: byId([
        { id: "first", name: "First line" },
        { id: "second", name: "Second line" }
      ]),
      webhooks: byId([{ id: "crm", name: "CRM", url: "https://crm.example.org/hook" }]),
      agents: byId([
        agent("bo", names[0], ["first", "second"], ["support", "sales"]),
        agent("cy", names[1], ["second"]),
        agent("di", names[2], [])
      ]),
      approvals: new Map(approvals.map((definition) => [definition.id, { definition, calendars: [] }])),
      followUp: new Map([["support", { reopenWithinDays: days, afterwards: "followUp", inherit }]]),
      links: byId<Ticket.LinkType.LinkType>(Ticket.LinkType.standard),
      timeTypes: byId([{ id: "phone", name: "On the phone" }]),
      mentions: { follow: onAgentCreate === "self" },
      purgeAfter: { removed: 30, spam: 90, quarantine: null },
      needsNoAnswer: new Set(["thanks"]),
      onAgentCreate
    }
  })
