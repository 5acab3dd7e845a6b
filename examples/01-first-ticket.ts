/** A first ticket, in memory: no server, no account, nothing to configure. */
import { createHelpdesk, defineWorkspace } from "deskwright"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }]
})
const desk = createHelpdesk({ workspace })

const { ticket } = await desk.open({
  requester: { email: "ada@example.org" },
  subject: "Printer on fire",
  text: "Help"
})
await desk.reply(ticket.id, { as: "agent:bo", text: "On it", then: "solve" })
console.log(await desk.timeline(ticket.id))
