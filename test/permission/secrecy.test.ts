/** What the desk keeps to itself changes nothing for anybody outside; and the kit that says so finds it where it does. */
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { memory } from "../../src/storage/memory.ts"
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

describe("a hidden copy", () => {
  const parser = mailParser()
  afterAll(() => parser.close())
  /** All that people outside get of a mail, of what an agent answers, and of what they say to that. */
  const shownAfter = async (bcc: ReadonlyArray<string>): Promise<string> => {
    const storage = memory()
    const letters: Array<Letter> = []
    let [drawn, clock] = [0, Date.UTC(2026, 0, 5, 9)]
    const desk = createHelpdesk({
      workspace: plain,
      storage: {
        ...storage,
        commit: async (tenant, batch) => {
          letters.push(...batch.effects.flatMap(({ kind, payload }) => (kind === "mail" ? [payload as unknown as Letter] : [])))
          return storage.commit(tenant, batch)
        }
      },
      now: () => (clock += 1000),
      newId: () => `n${++drawn}`,
      mail: { secrets: ["a secret of the tests"], parser }
    })
    const hidden = bcc.map((address) => `Bcc: ${address}\r\n`).join("")
    const mail = (id: string, more: string) =>
      Buffer.from(
        `From: ada@customers.example\r\nTo: help@acme.example\r\nCc: eve@customers.example\r\n${hidden}Subject: Lamps\r\nMessage-ID: <${id}>\r\n${more}\r\nThey hum.\r\n`
      )
    const first = await desk.receive(mail("one@customers.example", ""))
    if (first._tag !== "Message") throw new Error(first._tag)
    const { id, requester } = first.ticket
    await desk.reply(id, { as: "agent:bo", text: "We look." })
    await desk.receive(mail("two@customers.example", "In-Reply-To: <one@customers.example>\r\n"))
    const [ada, eve] = [desk.as(`requester:${requester.id}`), desk.as("participant:eve@customers.example")]
    return JSON.stringify([await ada.get(id), String(await ada.timeline(id)), String(await eve.timeline(id)), await eve.find(), letters])
  }
  const addresses = fc.array(fc.constantFrom("spy@elsewhere.example", "boss@customers.example", "cy@acme.example", "third@party.example"), {
    maxLength: 3
  })
  test("of a mail changes no byte of what anybody outside is shown or written", async () => {
    await fc.assert(
      fc.asyncProperty(addresses, addresses, async (one, other) => {
        expect(await shownAfter(one)).toBe(await shownAfter(other))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
})
