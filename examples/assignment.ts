/** Chats and mails find the agents who can have them; what must wait is given out as soon as somebody can. */
import { createHelpdesk, defineWorkspace } from "deskwright"
import * as Assignment from "deskwright/assignment"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["first", "network"],
  calendars: [{ id: "early", zone: "Europe/Paris", hours: { mon: ["07:00-12:00"], tue: ["07:00-12:00"] } }],
  agents: [
    { id: "ann", name: "Ann", email: "ann@acme.example", teams: ["first"], capacity: 2 },
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"], capacity: 2, calendar: "early" },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["network"], skills: ["routers"] }
  ],
  queues: [
    {
      id: "network",
      where: { field: "tags", op: "contains", value: "network" },
      team: "network",
      skills: [{ skill: "routers", where: { field: "subject", op: "contains", value: "router" } }]
    },
    // A chat takes all that somebody has; two mails do as well.
    { id: "front", team: "first", strategy: { stickyOwner: true, weights: [{ channel: "liveChat", weight: 2 }] } }
  ]
})

// A Monday, eleven o'clock in Paris.
let now = Date.parse("2026-01-05T10:00:00Z")
const desk = createHelpdesk({ workspace, now: () => now })
const ask = async (subject: string, via: "liveChat" | "email", tags: ReadonlyArray<string> = []) => {
  now += 1000
  return (await desk.open({ requester: { email: "ada@example.org" }, subject, text: "Please help.", via, tags })).ticket.id
}
const give = async (when: string) => {
  const given = await desk.drain()
  console.log(when)
  for (const { ticket, agent, queue } of given) console.log(`  ${agent} gets "${(await desk.get(ticket)).ticket.subject}" (${queue})`)
}

const chat = await ask("Where is my parcel?", "liveChat")
await ask("The router blinks", "email", ["network"])
await ask("A question about an invoice", "email")
await ask("Another question", "email")
const last = await ask("One more thing", "email")
await give("Monday, eleven:")

const [waits] = await desk.explainAssignment(last)
console.log(`"One more thing" waits:`)
for (const reason of waits!.reasons) console.log(`  ${reason.agent} ${Assignment.print(reason)}`)

await desk.changeStatus(chat, { as: "agent:ann", status: "solve" })
await give("The chat is over:")
