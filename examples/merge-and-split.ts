/** Two tickets become one and part again, with a mail in between; then one ticket becomes two. */
import { createHelpdesk, defineWorkspace, Ticket } from "deskwright"
import { mailParser } from "deskwright/mail"

const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
    supportAddresses: ["help@acme.example"],
    // What differs from the default: the most urgent word counts, and nobody is told.
    merging: { take: [{ property: "priority", from: "newest" }], tell: null }
  }),
  mail: { secrets: ["only for this example"], parser: mailParser() }
})
const bo = { as: "agent:bo" } as const

let count = 0
const receive = async (subject: string, text: string, answers?: string) => {
  const lines = [
    "From: Ada <ada@example.org>",
    "To: help@acme.example",
    `Subject: ${subject}`,
    `Message-ID: <${++count}@example.org>`,
    ...(answers === undefined ? [] : [`In-Reply-To: <${answers}@example.org>`])
  ]
  const received = await desk.receive(Buffer.from([...lines, "", text, ""].join("\r\n")))
  if (received._tag !== "Message") throw new Error(`not a message: ${received._tag}`)
  return received.ticket
}
const show = async (title: string, id: string): Promise<void> => {
  console.log(`\n${title}`)
  for (const { content, visibility } of await desk.conversation(id))
    console.log(`  ${visibility === "internal" ? "(note) " : ""}${content.text.trim()}`)
}

const printer = await receive("Printer", "The printer burns.")
const again = await receive("Printer again", "It still burns.")
await desk.prioritize(again.id, { ...bo, priority: "urgent" })
await desk.note(again.id, { ...bo, text: "The same printer as yesterday." })

await desk.merge(printer.id, { ...bo, sources: [again.id] })
// Sent to the second ticket, which is part of the first by now.
await receive("Re: Printer again", "The curtains too!", "2")
await show("Merged: one conversation", printer.id)
const pictured = async () => Ticket.drawEdges(await Promise.all([printer.id, again.id].map(async (id) => (await desk.get(id)).ticket)))
console.log(`\n${await pictured()}`)

await desk.unmerge(again.id, bo)
await show("Taken back: the first", printer.id)
await show("Taken back: the second, with what came for it meanwhile", again.id)

const curtains = (await desk.conversation(again.id)).at(-1)!
const { done } = await desk.split(again.id, { ...bo, messages: [curtains.id], details: { subject: "Curtains", priority: "high" } })
// What answers the mail that was split off finds the new ticket.
await receive("Re: Printer again", "All of them.", "3")
await show(`Split off: ${done.ticket.subject}`, done.ticket.id)
await show("What is left", again.id)

await desk.unsplit(done.ticket.id, bo)
await show("Put back together", again.id)
await desk.stop()
