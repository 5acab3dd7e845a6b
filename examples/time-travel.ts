/** Looking back: how a ticket stood, what changed, who could see what, and a picture of its life. */
import { writeFileSync } from "node:fs"
import { createHelpdesk, defineWorkspace } from "deskwright"

let now = Date.parse("2026-11-09T09:00:00Z")
const later = (hours: number): number => (now += hours * 3_600_000)
const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    agents: [{ id: "bo", name: "Bo Larsen", email: "bo@acme.example" }],
    slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }]
  }),
  now: () => now
})
const bo = { as: "agent:bo" } as const

const { ticket } = await desk.open({
  requester: { name: "Ada", email: "ada@example.org" },
  subject: "Help!",
  text: "The printer in room 4 is on fire. Please come.",
  priority: "low"
})
later(1)
await desk.note(ticket.id, { ...bo, text: "She always says that." })
const before = later(1)
await desk.prioritize(ticket.id, { ...bo, priority: "urgent" })
await desk.addParticipant(ticket.id, { ...bo, address: "eve@example.org" })
later(3)
await desk.reply(ticket.id, { ...bo, text: "The fire brigade is on its way." })

// "What was the priority when the deadline passed, and what did you know?"
const then = (await desk.stateAt(ticket.id, Date.parse("2026-11-09T13:00:00Z")))!
console.log(`At one: ${then.ticket.priority}, ${then.conversation.length} messages, first reply ${then.deadlines[0]!.status}`)

const { differences, events } = await desk.changes(ticket.id, before - 1, now)
console.log(`\nSince eleven, in ${events.length} events:`)
for (const { field, from, to } of differences)
  if (field === "priority" || field === "messages") console.log(`  ${field}: ${String(from)} → ${String(to)}`)

// "You never told us."
for (const viewer of ["requester", "participant:eve@example.org", "participant:mallory@example.org"] as const) {
  const { why, timeline } = (await desk.audienceAt(ticket.id, now, viewer))!
  console.log(`\n${viewer} could read (${why.map((reason) => reason.replace(ticket.reference, "it")).join("; ")}):`)
  for (const { text } of timeline) if (text !== null) console.log(`  ${text}`)
}

// No model is needed for that; with one, give `summarizer` to createHelpdesk.
const { suggestion } = (await desk.suggest(ticket.id, bo)).ticket
console.log(`\nA better subject: ${suggestion!.title}`)
await desk.acceptSuggestion(ticket.id, { ...bo, what: "title" })

const picture = await desk.drawLife(ticket.id, { zone: "Europe/Paris" })
if (process.argv[2] === undefined) console.log(`\nA picture of ${picture.split("<title").length - 2} things: name a file to keep it.`)
else writeFileSync(process.argv[2], picture)
await desk.stop()
