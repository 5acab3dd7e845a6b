/** Placeholders in what rules and macros say. */
import { expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"

const desk = () =>
  createHelpdesk({
    workspace: defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
      triggers: [
        {
          id: "greet",
          where: { field: "commit.opened", op: "is", value: true },
          then: [
            { _tag: "Prioritize", priority: "high" },
            { _tag: "Reply", text: "Dear {{ requester.name }}, this is {{ ticket.reference }} ({{ ticket.priority }})." }
          ]
        },
        {
          id: "tell",
          where: { field: "priority", op: "changedTo", value: "urgent" },
          then: [{ _tag: "Note", text: "Now {{ ticket.priority }}: {{ ticket.subject }}, {{ }}." }]
        }
      ],
      macros: [
        {
          id: "hello",
          parameters: ["when"],
          then: [{ _tag: "Reply", text: "Hello {{ requester.name }}, {{ when }}. {{ ticket.priority }}" }]
        }
      ]
    })
  })
const open = (acme: ReturnType<typeof desk>) =>
  acme.open({ requester: { email: "ada@example.org", name: "Ada" }, subject: "Win a prize", text: "Help" })
const said = (events: ReadonlyArray<object>): ReadonlyArray<string> =>
  events.flatMap((event) => ("content" in event ? [(event.content as { readonly text: string }).text] : []))

test("a rule that answers a stranger says nothing of what they wrote, and nothing internal", async () => {
  const { ticket, events } = await open(desk())
  expect(said(events)[1]).toBe(`Dear , this is ${ticket.reference} ().`)
})
test("an agent's macro may name them, and still nothing internal", async () => {
  const acme = desk()
  const { ticket } = await open(acme)
  const { events } = await acme.perform(ticket.id, { as: "agent:bo", macro: "hello", with: { when: "tomorrow" } })
  expect(said(events)).toEqual(["Hello Ada, tomorrow. "])
})
test("a note may say all, by the ticket as it is then; what is no placeholder stays", async () => {
  const acme = desk()
  const { ticket } = await open(acme)
  const { events } = await acme.prioritize(ticket.id, { as: "agent:bo", priority: "urgent" })
  expect(said(events)).toEqual(["Now Urgent: Win a prize, {{ }}."])
})
test("a definition that names a placeholder which is not there is refused with its path", () => {
  const then = [
    { _tag: "Reply", text: "{{ requester.nmae }}" },
    { _tag: "SendMail", to: ["requester"], subject: "{{ days }}", text: "{{ fields.colour }} {{ fields.size }}" }
  ]
  const given = {
    name: "Acme",
    fields: [{ id: "size", type: "text" }],
    triggers: [{ id: "t", then }],
    macros: [{ id: "m", parameters: ["days"], then }]
  }
  const answer = decodeWorkspace(given)
  expect(answer._tag === "Failure" && answer.failure.problems.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([
    'triggers[0].then[0].content.text: there is no placeholder "requester.nmae"',
    'triggers[0].then[1].text: there is no placeholder "fields.colour"',
    'triggers[0].then[1].subject: there is no placeholder "days"',
    'macros[0].then[0].content.text: there is no placeholder "requester.nmae"',
    'macros[0].then[1].text: there is no placeholder "fields.colour"'
  ])
})
test("what people write themselves is left alone", async () => {
  const acme = desk()
  const { ticket } = await open(acme)
  expect(said((await acme.reply(ticket.id, { as: "agent:bo", text: "Write {{ ticket.reference }} here." })).events)).toEqual([
    "Write {{ ticket.reference }} here."
  ])
})
