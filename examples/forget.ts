/** Forgetting a customer who asked for it, a card number that should never have been written, and proof of both. */
import { createHelpdesk, defineWorkspace } from "deskwright"
import { proveErased } from "deskwright/testing"
import { openSqlite } from "deskwright/sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const folder = mkdtempSync(join(tmpdir(), "forget-"))
const desk = createHelpdesk({
  workspace: defineWorkspace({ name: "Acme", agents: [{ id: "bo", name: "Bo Larsen", email: "bo@acme.example" }] }),
  storage: await openSqlite(join(folder, "desk.sqlite"))
})
const bo = { as: "agent:bo" } as const

const { ticket, events } = await desk.open({
  requester: { name: "Ada Lovelace", email: "ada@example.org" },
  subject: "My order",
  text: "Please charge 4111 1111 1111 1111.",
  cc: ["eve@example.com"],
  as: "requester"
})
await desk.reply(ticket.id, { ...bo, text: "Thank you, Ada Lovelace." })
await desk.reply(ticket.id, { as: "participant:eve@example.com", text: "I would like one too." })

const message = events.flatMap((event) => ("messageId" in event ? [event.messageId] : []))[0]!
await desk.redact(ticket.id, { ...bo, message, text: "4111 1111 1111 1111", why: "a card number" })
console.log("Redacted:", (await desk.conversation(ticket.id))[0]!.content.text)

const { tickets, messages, places } = await desk.forget({ address: "ada@example.org" }, { ...bo, why: "a request of 3 November" })
console.log(`Forgotten: ${messages} messages of ${tickets} ticket; ${places.length} places where others speak of her`)
console.log(String(await desk.timeline(ticket.id)))

const files = ["", "-wal", "-shm"].map((end) => join(folder, `desk.sqlite${end}`))
console.log("Left in the files:", proveErased({ files }, ["Lovelace", "ada@example.org", "4111 1111", "my order"]).length)
console.log("Sound:", (await desk.verify(ticket.id)).sound)

await desk.stop()
rmSync(folder, { recursive: true })
