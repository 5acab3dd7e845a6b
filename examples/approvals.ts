/** Permission asked on a ticket: who answers, what the numbers say, and what waits meanwhile. */
import { createHelpdesk, defineWorkspace } from "deskwright"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["finance"],
  agents: [
    { id: "ann", name: "Ann", email: "ann@acme.example", teams: ["finance"] },
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["finance"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", roles: ["director"] },
    { id: "di", name: "Di", email: "di@acme.example" }
  ],
  calendars: [{ id: "office", zone: "Europe/Paris", hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"] } }],
  fields: [{ id: "cost", type: "number" }],
  approvals: [
    {
      id: "budget",
      steps: [
        {
          id: "finance",
          approvers: [{ team: "finance" }],
          rule: "all",
          expiries: [{ after: "16h", calendar: "office", then: "escalate", to: [{ role: "director" }] }]
        },
        { id: "direction", approvers: [{ role: "director" }] }
      ],
      promises: "pause",
      covers: ["fields.cost"]
    }
  ],
  triggers: [
    {
      id: "ask",
      where: { field: "fields.cost", op: "gte", value: 500 },
      then: [{ _tag: "RequestApproval", approval: "budget" }]
    },
    {
      id: "go",
      where: { field: "commit.approved", op: "contains", value: "budget" },
      then: [{ _tag: "Note", text: "Paid for: order it." }]
    }
  ]
})

const clock = { now: Date.parse("2026-03-02T09:00:00Z") } // a Monday, ten o'clock in Paris
const desk = createHelpdesk({ workspace, now: () => clock.now })
const { ticket } = await desk.open({
  as: "agent:di",
  requester: { email: "ada@example.org" },
  subject: "A new printer",
  text: "The old one burns.",
  fields: { cost: 900 }
})

await desk.close(ticket.id, { as: "agent:di" }).catch((refusal: Error) => console.log(refusal.message, "\n"))
await desk.vote(ticket.id, { as: "agent:ann", approval: "budget", answer: "yes", reason: "Within the budget." })
clock.now = Date.parse("2026-03-04T10:00:00Z") // nobody heard of Bo: after two working days Cy is asked in his place
await desk.tick()
console.log((await desk.explainApproval(ticket.id, "budget")).text, "\n")

for (const step of ["finance", "direction"]) await desk.vote(ticket.id, { as: "agent:cy", approval: "budget", step, answer: "yes" })
const { text, mermaid } = await desk.explainApproval(ticket.id, "budget")
console.log(`${text}\n\n${mermaid}\n`)
console.log(await desk.timeline(ticket.id))
