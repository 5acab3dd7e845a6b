/** What the desk keeps to itself changes nothing for anybody outside; and the kit that says so finds it where it does. */
import { describe, expect, test } from "vitest"
import { nonInterference } from "../../src/testing/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

const base = {
  name: "Acme",
  agents: [
    { id: "bo", email: "bo@acme.example" },
    { id: "cy", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  fields: [
    { id: "margin", type: "number" },
    { id: "mood", type: "select", choices: ["fine", "angry"] }
  ]
} as const
const plain = defineWorkspace(base)

describe("a desk", () => {
  test("shows customers nothing of notes, forwards, hidden fields and plans", async () => {
    await nonInterference({ workspace: plain })
  })
  test("with rules and promises that keep to public things, too", async () => {
    await nonInterference({
      workspace: defineWorkspace({
        ...base,
        slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "1h" }] }],
        triggers: [
          {
            id: "thanks",
            where: { field: "commit.opened", op: "is", value: true },
            then: [{ _tag: "SendMail", to: ["requester"], subject: "Thanks", text: "About {{ ticket.subject }}" }]
          },
          {
            id: "hush",
            where: { field: "commit.said", op: "contains", value: "internal" },
            then: [{ _tag: "Notify", to: ["assignee"], text: "A note" }]
          }
        ]
      })
    })
  })
})

describe("the kit finds", () => {
  test("a template that prints how many notes there are", async () => {
    const counting = nonInterference({
      workspace: plain,
      shown: async ({ desk, ticketId, letters }) => {
        const notes = (await desk.conversation(ticketId)).filter(({ visibility }) => visibility === "internal").length
        return letters.map(({ data }) => `${data.text} (${notes})`)
      }
    })
    await expect(counting).rejects.toThrow("Property failed")
  })
  test("a page that shows when a ticket was touched last", async () => {
    const page = nonInterference({ workspace: plain, shown: async ({ desk, ticketId }) => (await desk.get(ticketId)).ticket.updatedAt })
    await expect(page).rejects.toThrow("Property failed")
  })
  test("a rule that answers a note in public", async () => {
    const rule = defineWorkspace({
      ...base,
      triggers: [
        {
          id: "told",
          where: { field: "commit.said", op: "contains", value: "internal" },
          then: [{ _tag: "Reply", text: "We talk about it" }]
        }
      ]
    })
    await expect(nonInterference({ workspace: rule })).rejects.toThrow("Property failed")
  })
  test("a rule that tells of a hidden field", async () => {
    const rule = defineWorkspace({
      ...base,
      fields: [{ id: "margin", type: "number" }],
      triggers: [
        {
          id: "rich",
          where: { all: [{ field: "fields.margin", op: "gt", value: 1 }, { not: { field: "tags", op: "contains", value: "told" } }] },
          then: [
            { _tag: "Reply", text: "Dear valued customer" },
            { _tag: "Tag", tags: ["told"] }
          ]
        }
      ]
    })
    await expect(nonInterference({ workspace: rule })).rejects.toThrow("Property failed")
  })
})
