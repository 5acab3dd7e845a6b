/** Addresses, brands and what is mailed: rows 63 to 75 of the list of features. */
import { defineWorkspace } from "deskwright"
import { expect } from "vitest"
import { acme, ada, aDesk, asked, bo, cy, eve, mail, openForBusiness, plain, refusal, taken } from "./desk.ts"
import { row } from "./row.ts"

openForBusiness()

const agents = acme.agents.map(({ email }) => email)
const branded = defineWorkspace({
  ...acme,
  brands: ["acme", { id: "roadrunner", signature: "Beep beep" }],
  supportAddresses: ["help@acme.example", { address: "help@roadrunner.example", brand: "roadrunner" }, "*@wild.example"]
})

row(63, "addresses are registered, thousands of them; a mail to two is one ticket, one to none is kept apart", async () => {
  const many = Array.from({ length: 3000 }, (_, i) => `desk${i}@acme.example`)
  const { desk } = aDesk(defineWorkspace({ ...acme, supportAddresses: many }))
  const twice = mail({ To: "desk7@acme.example, desk8@acme.example", Cc: "DESK9@acme.example" })
  expect((await taken(desk.receive(twice))).ticket.receivedAt).toBe("desk7@acme.example")
  expect((await desk.receive(Buffer.concat([Buffer.from("Delivered-To: desk8@acme.example\r\n"), twice])))._tag).toBe("Duplicate")
  const delivered = mail({ "Delivered-To": "desk2999@acme.example", To: "undisclosed@list.example" })
  expect((await taken(desk.receive(delivered))).ticket.receivedAt).toBe("desk2999@acme.example")
  expect(await desk.receive(mail({ To: "help@acme.example" }))).toMatchObject({ _tag: "Quarantined", causes: ["notForThisDesk"] })
  expect((await desk.find()).tickets).toHaveLength(2)
})

row(64, "an answer leaves from the very address that was written to", async () => {
  const { desk, lettersTo } = aDesk(branded)
  const { ticket } = await taken(desk.receive(mail({ To: "help@roadrunner.example" })))
  await desk.reply(ticket.id, { ...bo, text: "On it" })
  const senders = (await lettersTo(ada.email)).map(({ raw }) => /^From: .*?([\w.]+@[\w.]+)/m.exec(raw.toString())![1])
  expect(senders).toEqual(["help@roadrunner.example", "help@roadrunner.example"])
  expect((await desk.conversation(ticket.id))[0]!.content.mail!.receivedAt).toBe("help@roadrunner.example")
})

row(65, "an address has a brand, which its tickets get", async () => {
  const { desk, lettersTo } = aDesk(branded)
  const { ticket } = await taken(desk.receive(mail({ To: "help@roadrunner.example" })))
  await desk.reply(ticket.id, { ...bo, text: "On it" })
  expect([ticket.brand, (await lettersTo(ada.email)).at(-1)!.text.includes("Beep beep")]).toEqual(["roadrunner", true])
  expect((await taken(desk.receive(mail()))).ticket.brand).toBe("acme")
})

row(
  66,
  "mail that an outside mailbox forwards becomes tickets; a letter of ours that comes back does not; an archive has them all",
  async () => {
    const archive = "keep@archive.example"
    const workspace = defineWorkspace({
      ...acme,
      archive,
      supportAddresses: [{ address: "acme@mailhost.example", replyFrom: "help@acme.example" }]
    })
    const { desk, lettersTo } = aDesk(workspace)
    const { ticket } = await taken(desk.receive(mail({ To: "acme@mailhost.example", "X-Forwarded-To": "desk@in.acme.example" })))
    await desk.reply(ticket.id, { ...bo, text: "On it" })
    const sent = (await lettersTo(ada.email)).at(-1)!
    expect(sent.raw.toString()).toMatch(/^From: .*help@acme\.example/m)
    expect(await desk.receive(sent.raw)).toMatchObject({ _tag: "Quarantined", causes: ["loop"] })
    expect(await desk.verifyForwarding("acme@mailhost.example")).toEqual({ sent: true })
    const probe = (await lettersTo("acme@mailhost.example")).at(-1)!
    const isVerified = async () => (await desk.forwarding()).map(({ address, verified }) => [address, verified])
    await desk.receive(Buffer.from(probe.raw.toString().replace(/f1~\w/, "f1~x")))
    expect(await isVerified()).toEqual([["acme@mailhost.example", false]])
    expect(await desk.receive(probe.raw)).toMatchObject({ _tag: "Quarantined", causes: ["loop"] })
    expect(await isVerified()).toEqual([["acme@mailhost.example", true]])
    expect([(await lettersTo(archive)).map(({ text }) => text).join(), sent.raw.toString().includes(archive)]).toEqual([
      expect.stringContaining("On it"),
      false
    ])
  }
)

row(67, "with a wildcard any variant of an address becomes a ticket, and the ticket says which; without, it is kept apart", async () => {
  const { desk } = aDesk(branded)
  expect((await taken(desk.receive(mail({ To: "whatever@wild.example" })))).ticket.receivedAt).toBe("whatever@wild.example")
  expect((await desk.receive(mail({ To: "whatever@acme.example" })))._tag).toBe("Quarantined")
  expect(await desk.quarantine()).toMatchObject([{ from: ada.email, subject: "Printer on fire" }])
})

row(68, "a mail is cut after 65,000 characters, quotes first; the whole is kept", async () => {
  const { desk } = aDesk(plain)
  const news = "Still burning.\r\n\r\n"
  const quoted = await taken(desk.receive(mail({}, `${news}${"> and so it was before\r\n".repeat(4000)}`)))
  const [thread] = await desk.timeline(quoted.ticket.id)
  expect(thread!.text!.trim()).toBe("Still burning.")
  const { ticket } = await taken(desk.receive(mail({ "Content-Type": "text/plain; charset=utf-8" }, "🔥 ".repeat(30_000))))
  const { content } = (await desk.conversation(ticket.id))[0]!
  expect([content.text.length <= 65_000, content.text.isWellFormed(), content.cutFrom! > 65_000]).toEqual([true, true, true])
  expect(content.mail!.raw).not.toBeNull()
})

row(69, "a ticket shows the address that it was sent to", async () => {
  const { desk } = aDesk(branded)
  const { ticket } = await taken(desk.receive(mail({ To: "Ada's friends <help@roadrunner.example>" })))
  expect((await desk.get(ticket.reference)).ticket.receivedAt).toBe("help@roadrunner.example")
  expect((await desk.open(asked)).ticket.receivedAt).toBeNull()
})

row(70, "rules, lists and promises ask for the address: this one, one of a domain, one like that", async () => {
  const { desk } = aDesk(
    defineWorkspace({
      ...acme,
      supportAddresses: ["help@acme.example", "*@wild.example"],
      triggers: [
        { id: "wild", where: { field: "receivedAt", op: "endsWith", value: "@wild.example" }, then: [{ _tag: "Tag", tags: ["wild"] }] },
        { id: "vip", where: { field: "receivedAt", op: "matches", value: "vip-*@*" }, then: [{ _tag: "Prioritize", priority: "urgent" }] }
      ],
      slaPolicies: [
        {
          id: "help",
          where: { field: "receivedAt", op: "is", value: "HELP@acme.example" },
          targets: [{ metric: "firstReply", within: "1h" }]
        }
      ]
    })
  )
  const to = async (To: string) => (await taken(desk.receive(mail({ To })))).ticket
  expect(await to("help@acme.example")).toMatchObject({ policy: "help", tags: [], priority: "normal" })
  expect(await to("VIP-ada@wild.example")).toMatchObject({ policy: null, tags: ["wild"], priority: "urgent" })
  expect(
    await desk.count([
      { field: "receivedAt", op: "endsWith", value: "@Wild.example" },
      { field: "receivedAt", op: "isSet", value: false }
    ])
  ).toEqual([1, 0])
})

row(71, "one address for each brand, to which other mailboxes forward all their mail: its sender stays who wrote it", async () => {
  const { desk } = aDesk(branded)
  const forwarded = mail({
    To: "sales@elsewhere.example",
    "Delivered-To": "help@roadrunner.example",
    "X-Forwarded-For": "sales@elsewhere.example help@roadrunner.example"
  })
  const { ticket } = await taken(desk.receive(forwarded))
  expect(ticket).toMatchObject({ brand: "roadrunner", receivedAt: "help@roadrunner.example", requester: { email: ada.email } })
  const group = "team@groups.example"
  const sentOn = aDesk(defineWorkspace({ ...acme, forwarders: [group] })).desk
  const rewritten = mail({ From: `"Ada via Team" <${group}>`, "X-Original-From": ada.email, "Message-ID": "<g1@groups.example>" })
  expect((await taken(sentOn.receive(rewritten))).ticket.requester.email).toBe(ada.email)
})

row(72, "what an agent opens is in the list, in a letter to the customer, and in a copy to whoever has it, or to all", async () => {
  const { desk, letters, lettersTo } = aDesk(
    defineWorkspace({ ...acme, views: [{ id: "all" }], departments: ["support", "billing"], onAgentCreate: "unassigned" })
  )
  const { ticket } = await desk.open({ ...asked, ...bo, agent: "cy" })
  expect((await desk.view("all", bo)).rows.map((one) => one.ticket.id)).toEqual([ticket.id])
  expect((await lettersTo(ada.email))[0]!.text).toContain("smells of burning")
  const readers = async () => (await letters()).flatMap(({ to }) => to).toSorted()
  expect(await readers()).toEqual([ada.email, "cy@acme.example"])
  await desk.open({ ...asked, ...bo })
  expect(await readers()).toEqual([ada.email, ada.email, "cy@acme.example", "cy@acme.example", "di@acme.example"])
})

row(73, "customer and agents talk by mail: what one answers goes to all the others, and nobody else speaks in their name", async () => {
  const { desk, lettersTo } = aDesk(plain)
  const { ticket } = await taken(desk.receive(mail({ Cc: eve.email })))
  await desk.assign(ticket.id, { ...cy, agent: "bo" })
  const copy = (await lettersTo("bo@acme.example"))[0]!
  await taken(desk.receive(mail({ From: "bo@acme.example", "In-Reply-To": copy.messageId }, "Turn it off.")))
  const answer = (await lettersTo(ada.email)).at(-1)!
  expect([answer.text.includes("Turn it off."), answer.to.toSorted()]).toEqual([true, [ada.email, eve.email]])
  await taken(desk.receive(mail({ "In-Reply-To": answer.messageId }, "It is off.")))
  const heard = async (address: string) => (await lettersTo(address)).filter(({ text }) => text.includes("It is off.")).length
  expect([await heard("bo@acme.example"), await heard(ada.email)]).toEqual([1, 0])
  await taken(desk.receive(mail({ From: "bo@acme.example", "In-Reply-To": answer.messageId }, "Send me your password.")))
  expect((await desk.conversation(ticket.id)).at(-1)).toMatchObject({ visibility: "internal", by: "participant:bo@acme.example" })
})

row(74, "the subject is that of every letter, to the customer and to the team", async () => {
  const { desk, letters } = aDesk(plain)
  const { ticket } = await desk.open(asked)
  await desk.reply(ticket.id, { ...bo, text: "On it" })
  await desk.note(ticket.id, { ...cy, text: "Hm." })
  // The receipt says nothing that a stranger wrote: it may go to somebody whose address was made up.
  const others = (await letters()).filter(({ subject }) => !subject.startsWith("Request received"))
  expect(new Set(others.map(({ to: [reader] }) => reader))).toEqual(new Set([ada.email, ...agents]))
  for (const { subject } of others) expect(subject).toContain("Printer on fire")
})

row(75, "a ticket from nothing: name, address, subject, words, owner, priority, tags and a file", async () => {
  const { desk, lettersTo } = aDesk(plain)
  const file = { name: "order.pdf", type: "application/pdf", bytes: Buffer.from("%PDF") }
  const { ticket } = await desk.open({ ...asked, ...bo, agent: "cy", priority: "high", tags: ["order"], attachments: [file] })
  expect(ticket).toMatchObject({ requester: { name: "Ada" }, assignee: "cy", priority: "high", tags: ["order"] })
  expect((await lettersTo(ada.email))[0]!.raw.toString()).toContain("order.pdf")
  expect(await refusal(desk.open({ ...asked, text: "" }))).toBe("NothingSaid")
})
