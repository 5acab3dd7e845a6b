/** An outage and its incidents, an office move and its parts: tickets that have to do with each other. */
import { createHelpdesk, defineWorkspace } from "deskwright"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  links: [{ id: "step", name: "is done when these are:", inverse: "is a step of", acyclic: true, onClose: "rollUp" }]
})
const desk = createHelpdesk({ workspace })
const bo = { as: "agent:bo" } as const
const open = async (subject: string, email: string) => (await desk.open({ requester: { email }, subject, text: "Help" })).ticket

// One problem, and what people report of it.
const outage = await open("Mail is down", "monitor@acme.example")
const incidents = [await open("No mail since nine", "ada@example.org"), await open("Cannot send", "eve@example.org")]
for (const { id } of incidents) await desk.link(outage.id, { ...bo, type: "problem", to: id })
await desk.reply(outage.id, { ...bo, text: "A cable was cut; it is mended.", then: "solve" })
await desk.deliver()
for (const { id } of incidents) {
  const { ticket } = await desk.get(id)
  console.log(`${ticket.subject}: ${ticket.status}`)
}

// A parent waits for its children.
const [move, desks] = [await open("Office move", "ada@example.org"), await open("Carry desks", "ada@example.org")]
await desk.link(move.id, { ...bo, type: "parent", to: desks.id })
const refusal = await desk.close(move.id, bo).catch((cause: Error) => cause)
if (refusal instanceof Error) console.log("not yet:", refusal.message)

// A list of steps is done when the last of them is.
const [joiner, laptop, badge] = [
  await open("New colleague", "cy@acme.example"),
  await open("Laptop", "cy@acme.example"),
  await open("Badge", "cy@acme.example")
]
for (const { id } of [laptop, badge]) await desk.link(joiner.id, { ...bo, type: "step", to: id })
for (const { id } of [laptop, badge]) await desk.changeStatus(id, { ...bo, status: "solve" })
await desk.deliver()
console.log(`New colleague: ${(await desk.get(joiner.id)).ticket.status}`)
console.log((await desk.links(joiner.id)).mermaid)
