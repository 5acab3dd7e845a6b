/** A small desk to speak of in examples: Acme, with Bo and Cy on the first line and Di in sales. */
import * as Instant from "../../src/time/Instant.ts"
import * as LinkType from "../../src/ticket/LinkType.ts"
import * as Ticket from "../../src/ticket/index.ts"

const byId = <T extends { readonly id: string }>(...all: ReadonlyArray<T>): ReadonlyMap<string, T> =>
  new Map(all.map((one) => [one.id, one]))

const status = (id: string, category: Ticket.Status.Category, name: string, isDefault = true): Ticket.Status.Status => ({
  id,
  category,
  name,
  customerName: Ticket.Status.customerNames[category],
  slaEffect: "byCategory",
  isDefault
})
const inborn = [
  status("new", "new", "New"),
  status("open", "open", "Open"),
  status("pending", "pending", "Pending"),
  status("onHold", "onHold", "On hold"),
  status("solved", "solved", "Solved"),
  status("closed", "closed", "Closed")
]
const channel = (id: string, name: string, maxLength: number | null = null, attachments = true) => ({
  id,
  name,
  inbound: true,
  outbound: true,
  threads: true,
  attachments,
  maxLength,
  visibility: "private" as const
})
const agent = (id: string, name: string, ...teams: ReadonlyArray<string>) => ({
  id,
  name,
  email: `${id}@acme.example`,
  teams,
  departments: []
})

export const acme: Ticket.Vocabulary = {
  moves: [],
  statuses: byId(...inborn, status("atCarrier", "onHold", "At the carrier", false), status("escalated", "open", "Second line", false)),
  defaultStatus: Object.fromEntries(inborn.map((one) => [one.category, one])) as Ticket.Vocabulary["defaultStatus"],
  priorities: new Map(
    ["Low", "Normal", "High", "Urgent"].map((name, rank) => [name.toLowerCase(), { priority: { id: name.toLowerCase(), name }, rank }])
  ),
  defaultPriority: "normal",
  kinds: byId({ id: "incident", name: "Incident", nature: "incident" }, { id: "thanks", name: "Thank-you", nature: "question" }),
  webhooks: byId({ id: "crm", name: "CRM", url: "https://crm.example.org/hook" }),
  categories: [
    { id: "hardware", name: "Hardware", children: [{ id: "printer", name: "Printer", children: [] }] },
    { id: "software", name: "Software", children: [{ id: "driver", name: "Driver", children: [] }] }
  ],
  fields: byId<Ticket.Field.Field>(
    { id: "serial", name: "Serial number", type: "text", requiredOn: [], visible: true, maxLength: 20 },
    { id: "cause", name: "Cause", type: "text", requiredOn: ["solved", "closed"], visible: false, maxLength: 200 },
    { id: "cost", name: "Cost", type: "number", requiredOn: [], visible: false, minimum: 0, maximum: 1000 },
    { id: "onSite", name: "On site", type: "boolean", requiredOn: ["atCarrier"], visible: true },
    { id: "due", name: "Due", type: "date", requiredOn: [], visible: true },
    {
      id: "cover",
      name: "Warranty",
      type: "select",
      requiredOn: [],
      visible: true,
      choices: [
        { id: "valid", name: "Still valid" },
        { id: "over", name: "Run out" }
      ]
    },
    {
      id: "parts",
      name: "Parts",
      type: "multiSelect",
      requiredOn: [],
      visible: false,
      choices: [
        { id: "drum", name: "Drum" },
        { id: "toner", name: "Toner" }
      ]
    },
    {
      id: "place",
      name: "Place",
      type: "tree",
      requiredOn: [],
      visible: true,
      choices: [{ id: "paris", name: "Paris", children: [{ id: "room4", name: "Room 4", children: [] }] }]
    }
  ),
  channels: byId(channel("email", "E-mail"), channel("phone", "Phone"), channel("sms", "Text message", 160, false)),
  departments: byId({ id: "support", name: "Support" }, { id: "sales", name: "Sales" }),
  defaultDepartment: "support",
  brands: byId({ id: "acme", name: "Acme", signature: "", color: "#0a6cff" }),
  defaultBrand: "acme",
  teams: byId({ id: "firstLine", name: "First line" }, { id: "sellers", name: "Sellers" }),
  agents: byId(agent("bo", "Bo Larsen", "firstLine"), agent("cy", "Cy Young", "firstLine"), agent("di", "Di Prima", "sellers")),
  approvals: new Map(),
  needsNoAnswer: new Set(["thanks", "thank you"]),
  links: byId<LinkType.LinkType>(...LinkType.standard),
  followUp: new Map([
    ["support", { reopenWithinDays: 30, afterwards: "followUp", inherit: ["tags", "fields"] }],
    ["sales", { reopenWithinDays: null, afterwards: "reject", inherit: [] }]
  ]),
  timeTypes: byId({ id: "phone", name: "On the phone" }, { id: "road", name: "On the road" }),
  mentions: { follow: true },
  purgeAfter: { removed: 30, spam: 90, quarantine: 90 },
  onAgentCreate: "self"
}

export const MINUTE = 60_000
export const DAY = 86_400_000
/** Monday 5 January 2026, nine o'clock. */
export const nine = Instant.make(Date.UTC(2026, 0, 5, 9))
export const past = (milliseconds: number): Instant.Instant => Instant.plus(nine, milliseconds)

/** Who asks; `after`: milliseconds past nine. */
export const by = (actor: Ticket.Context["actor"], after = 0, more: Partial<Ticket.Context> = {}): Ticket.Context => ({
  now: past(after),
  id: `c-${after}`,
  actor,
  via: "email",
  vocabulary: acme,
  ...more
})
export const ada = "requester:r-ada"
export const bo = "agent:bo"

export const open: Ticket.Open = {
  _tag: "Open",
  ticketId: "t-1",
  reference: "K7QM-4XW2",
  requester: { id: "r-ada", name: "Ada Lovelace", email: "ada@example.org", organization: null },
  subject: "Printer on fire",
  content: { text: "The printer in room 4 is on fire." }
}

/** The commands asked one after the other, each granted, a minute apart; answers the events. */
export const story = (...asked: ReadonlyArray<readonly [Ticket.Command, Ticket.Context["actor"]]>): ReadonlyArray<Ticket.Event> =>
  asked.reduce<ReadonlyArray<Ticket.Event>>((events, [command, actor], n) => {
    const answer = Ticket.decide(Ticket.replay(events), command, by(actor, n * MINUTE))
    if ("failure" in answer) throw answer.failure as Error
    return [...events, ...("success" in answer ? answer.success : [])]
  }, [])

/** Ada's request, as she mailed it at nine. */
export const asked: ReadonlyArray<Ticket.Event> = story([open, ada])
export const say = (text: string): Ticket.Content => ({ text })
