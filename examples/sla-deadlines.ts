/** Promises in time: who is promised what, where each clock stands, why, and what it looks like. */
import { writeFileSync } from "node:fs"
import { createHelpdesk, defineWorkspace } from "deskwright"
import * as Sla from "deskwright/sla"

const weekdays = { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"] }
const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  calendars: [{ id: "office", zone: "Europe/Paris", hours: weekdays, holidays: [{ name: "Armistice Day", yearly: "11-11" }] }],
  slaPolicies: [
    {
      id: "standard",
      calendar: "office",
      targets: [
        { metric: "firstReply", priority: ["high", "urgent"], within: "1h" },
        { metric: "firstReply", within: "4h" },
        { metric: "agentWork", within: "16h" },
        { metric: "resolution", within: "5d", calendar: null }
      ],
      thresholds: [
        { id: "soon", percent: 75 },
        { id: "late", overdue: "2h" }
      ]
    }
  ]
})

// A clock of our own, so that the example tells the same every day. Leave `now` out and it is the system's.
let now = Date.parse("2026-11-09T15:00:00Z")
const later = (hours: number): number => (now += hours * 3_600_000)
const desk = createHelpdesk({ workspace, now: () => now })

const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help", priority: "high" })
later(0.5)
await desk.reply(ticket.id, { as: "agent:bo", text: "Which floor?", then: "pending" })
later(16)
await desk.reply(ticket.id, { as: "requester", text: "The second." })
later(53)
await desk.tick() // desk.start() does this by itself

for (const { metric, status, due, remaining } of await desk.deadlines(ticket.id))
  if (due._tag === "Value")
    console.log(metric.padEnd(14), status.padEnd(8), new Date(due.value).toISOString(), Sla.Measure.valueOf(remaining))

const work = await desk.explainDue(ticket.id, "agentWork")
console.log(`\n${Sla.print(work!, "Europe/Paris")}`)

const ledgers = await Promise.all((["firstReply", "agentWork", "resolution"] as const).map((metric) => desk.explainDue(ticket.id, metric)))
const picture = Sla.draw(
  ledgers.filter((ledger) => ledger !== undefined),
  { title: `${ticket.reference}: ${ticket.subject}`, zone: "Europe/Paris" }
)
if (process.argv[2] === undefined)
  console.log(`\nA picture of it: node examples/sla-deadlines.ts ticket.svg (${picture.length} characters)`)
else writeFileSync(process.argv[2], picture)
