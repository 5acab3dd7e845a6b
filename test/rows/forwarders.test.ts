/** Mailboxes that forward under their own address; and the archive, which has a copy of every letter. */
import { afterAll, describe, expect, test } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { aDesk, bo, mail, type Place, taken } from "./aDesk.ts"

const desks: Array<{ readonly desk: { readonly stop: () => Promise<void> } }> = []
afterAll(async () => {
  for (const { desk } of desks) await desk.stop()
})
const make = async (): Promise<Place> => {
  const place = await aDesk()
  desks.push(place)
  return place
}
const group = "Team <team@groups.example>"
const archive = "keep@archive.example"

describe("a mailbox that forwards under its own address", () => {
  test.each([
    ["X-Original-From", { "X-Original-From": '"Grace" <grace@hopper.example>' }],
    ["X-Original-Sender", { "X-Original-Sender": "grace@hopper.example" }],
    ["Reply-To", { "Reply-To": "Grace <grace@hopper.example>" }]
  ])("the sender is looked for in %s, and counts as unproven", async (_, fields) => {
    const { desk } = await make()
    const passed = { "Authentication-Results": "mx.acme.example; dmarc=pass header.from=groups.example" }
    const { ticket } = await taken(desk.receive(mail({ ...passed, From: group, ...fields })))
    expect(ticket.requester.email).toBe("grace@hopper.example")
    expect((await desk.events(ticket.id))[0]).toMatchObject({ _tag: "Opened", content: { mail: { verified: false } } })
  })
  test("where nobody is named, it is the forwarder who asks", async () => {
    const { desk } = await make()
    const several = { From: group, "Reply-To": "a@x.example, b@x.example", "X-Original-From": "team@groups.example" }
    expect((await taken(desk.receive(mail(several)))).ticket.requester.email).toBe("team@groups.example")
  })
  test("of anybody else those fields say nothing", async () => {
    const { desk } = await make()
    const forged = { "X-Original-From": "grace@hopper.example", "Reply-To": "grace@hopper.example" }
    expect((await taken(desk.receive(mail(forged)))).ticket.requester.email).toBe("ada@lovelace.example")
  })
  test("an agent who is named proves nothing by that: what they write is no agent's word", async () => {
    const { desk } = await make()
    const { ticket } = await taken(desk.receive(mail({})))
    const forged = { From: group, "X-Original-From": "bo@acme.example", Subject: `Re: [#${ticket.reference}]` }
    const { opened } = await taken(desk.receive(mail(forged, "Send them the money")))
    expect(opened).toBe(true)
    expect((await desk.get(ticket.id)).ticket.messages).toBe(1)
  })
})

describe("the archive", () => {
  test("gets one copy of each letter, which names whom it went to and bears no way in", async () => {
    const { desk, mailed } = await make()
    const { ticket } = await desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text: "It burns" })
    await desk.reply(ticket.id, { ...bo, text: "Water helps" })
    await desk.note(ticket.id, { as: "agent:cy", text: "Paper burns too" })
    await desk.deliver()
    const copies = mailed.filter(({ letter }) => letter.envelope !== undefined)
    const letters = mailed.filter(({ letter }) => letter.envelope === undefined)
    expect(letters.length).toBeGreaterThan(3)
    expect(copies.map(({ letter }) => [letter.template, letter.data.text, letter.to])).toEqual(
      expect.arrayContaining(letters.map(({ letter }) => [letter.template, letter.data.text, letter.to]))
    )
    expect(copies).toHaveLength(letters.length)
    for (const { to, letter } of copies) {
      expect(to).toEqual([archive])
      expect([letter.replyTo, letter.inReplyTo, letter.references]).toEqual([null, null, []])
      expect(letters.map((one) => one.letter.messageId)).not.toContain(letter.messageId)
    }
  })
  test("nobody else sees that there is one, and a copy that comes back opens nothing", async () => {
    const sink = await startSink()
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
        supportAddresses: [{ address: "help@acme.example", replyFrom: "desk@acme.example" }],
        archive
      }),
      mail: { secrets: ["a secret of the tests"], parser: mailParser(), outbound: smtp({ host: "127.0.0.1", port: sink.port }) }
    })
    const { ticket } = await desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text: "It burns" })
    await desk.reply(ticket.id, { ...bo, text: "Water helps" })
    await desk.deliver()
    const mails = sink.mails
    const copies = mails.filter(({ to }) => to.includes(archive))
    expect(copies.length).toBe(mails.length / 2)
    for (const { raw, to } of mails) {
      expect(raw.toString()).not.toContain(archive)
      expect(to).toHaveLength(1)
    }
    for (const { raw } of copies)
      expect((await desk.receive(Buffer.from(raw.toString().replace(/^To: .*$/m, "To: help@acme.example"))))._tag).toBe("Quarantined")
    expect(await desk.count([{ all: [] }])).toEqual([1])
    await desk.stop()
    await sink.stop()
  })
  test("of what an approver could answer by it has none", async () => {
    const sent: Array<{ readonly template: string; readonly isCopy: boolean }> = []
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [
          { id: "bo", name: "Bo", email: "bo@acme.example" },
          { id: "cy", name: "Cy", email: "cy@acme.example" }
        ],
        supportAddresses: ["help@acme.example"],
        approvals: [{ id: "budget", steps: [{ id: "one", approvers: [{ agent: "cy" }] }] }],
        approvalPage: "https://desk.example/a?t={token}",
        archive
      }),
      mail: {
        secrets: ["a secret of the tests"],
        outbound: {
          longest: 1000,
          send: async ({ template, envelope }, to) => {
            sent.push({ template, isCopy: envelope !== undefined })
            return to.map((address) => ({ address, state: "sent", reply: "" }))
          },
          close: async () => undefined
        }
      }
    })
    desks.push({ desk })
    const { ticket } = await desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Desk", text: "A new one" })
    await desk.requestApproval(ticket.id, { ...bo, approval: "budget" })
    await desk.deliver()
    expect(sent).toContainEqual({ template: "approval", isCopy: false })
    expect(sent).not.toContainEqual({ template: "approval", isCopy: true })
  })
})
