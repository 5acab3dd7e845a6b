/** Rules of a desk that act by themselves, and say why they did or did not. */
import { createHelpdesk, defineWorkspace } from "deskwright"
import * as Trigger from "deskwright/trigger"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["front", "fire"],
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front", "fire"] }],
  triggers: [
    {
      id: "front-desk",
      where: {
        all: [
          { field: "commit.opened", op: "is", value: true },
          { field: "team", op: "isSet", value: false }
        ]
      },
      then: [{ _tag: "Assign", team: "front" }]
    },
    {
      id: "alarm",
      where: { field: "priority", op: "gte", value: "urgent" },
      then: [
        { _tag: "Assign", team: "fire" },
        { _tag: "Note", text: "The brigade has it." }
      ]
    },
    {
      id: "fire",
      where: {
        any: [
          { field: "subject", op: "contains", value: "fire" },
          { field: "commit.text", op: "contains", value: "smoke" }
        ]
      },
      then: [{ _tag: "Prioritize", priority: "urgent" }]
    },
    {
      id: "late",
      phase: "sla",
      where: { field: "commit.breached", op: "contains", value: "firstReply" },
      then: [{ _tag: "Tag", tags: ["late"] }]
    }
  ]
})
const desk = createHelpdesk({ workspace })

const { ticket, trace } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "There is smoke." })
console.log(`${ticket.reference} is ${ticket.priority}, with team ${ticket.team}\n`)
console.log(Trigger.print(trace))
console.log(await desk.timeline(ticket.id))
