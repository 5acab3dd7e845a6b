/** Why a rule acted, why another did not, what would happen next, and what other rules would have done all along. */
import { createHelpdesk, defineWorkspace } from "deskwright"
import * as Trigger from "deskwright/trigger"

const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const
const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    agents,
    triggers: [
      { id: "fire", where: { field: "subject", op: "contains", value: "fire" }, then: [{ _tag: "Prioritize", priority: "urgent" }] },
      {
        id: "call-back",
        where: {
          all: [
            { field: "priority", op: "gte", value: "high" },
            { field: "channel", op: "is", value: "phone" }
          ]
        },
        then: [{ _tag: "Tag", tags: ["call-back"] }]
      },
      {
        id: "thanks",
        phase: "notify",
        where: { field: "status", op: "changedTo", value: "solved" },
        then: [{ _tag: "Note", text: "Ask {{ requester.name }} whether that helped." }]
      }
    ]
  })
})
const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "There is smoke." })
await desk.reply(ticket.id, { as: "agent:bo", text: "Leave the building." })

console.log("What every rule did, commit by commit:")
for (const { asked, trace } of await desk.explain(ticket.id))
  console.log(`${asked.map(({ _tag, by }) => `${_tag} by ${by.split(":")[0]}`).join(", ")}\n${Trigger.print(trace).replace(/^/gm, "  ")}`)

console.log("\nWhat would have to be otherwise for call-back to fit this ticket:")
for (const { test, found } of (await desk.whyNot("call-back", ticket.id))!) console.log(" ", test, "and it is", found)

console.log("\nWhat solving it would do:")
const { differences, events } = await desk.preview(ticket.id, { as: "agent:bo", commands: [{ _tag: "ChangeStatus", status: "solve" }] })
for (const { field, from, to } of differences) console.log(" ", field, from, "→", to)
console.log("  facts:", events.map(({ _tag }) => _tag).join(", "))

console.log("\nWhat another rule would have done to every ticket so far:")
const candidate = defineWorkspace({
  name: "Acme",
  agents,
  triggers: [{ id: "smoke", where: { field: "commit.text", op: "contains", value: "smoke" }, then: [{ _tag: "Tag", tags: ["smoke"] }] }]
})
for (const { rule, fires, fired } of (await desk.rehearse({ workspace: candidate })).rules)
  console.log(`  ${rule}: would fire ${fires} times, fired ${fired} times`)
