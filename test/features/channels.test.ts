/** The ways in and out: rows 40 to 62 of the list of features. */
import { createHelpdesk, defineWorkspace, Storage, type Inbound } from "deskwright"
import { liquid } from "deskwright/liquid"
import { smtp } from "deskwright/smtp"
import { type InletBench, inletContract } from "deskwright/testing"
import { describe, expect } from "vitest"
import { acme, ada, aDesk, anOutlet, bo, DAY, eve, HOUR, mail, monday, openForBusiness, plain, port, refusal, taken } from "./desk.ts"
import { row } from "./row.ts"

openForBusiness()

const promised = defineWorkspace({ ...acme, slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }] })

let count = 0
const adas = { identity: { kind: "email", value: ada.email }, name: "Ada" } as const
const onThe = (channel: string, more: Partial<Inbound> = {}): Inbound => ({
  channel,
  id: `m${++count}`,
  person: adas,
  text: "Help!",
  ...more
})
const account = (provider: string, value: string): Inbound["person"] => ({
  identity: { kind: "social", provider, value },
  name: "Ada",
  verified: true
})
const number = { identity: { kind: "phone", value: "+33123456789" }, name: "Ada", verified: true } as const
const firstReply = async (desk: ReturnType<typeof aDesk<typeof promised>>["desk"], id: string) =>
  (await desk.deadlines(id)).find(({ metric }) => metric === "firstReply")

describe("mail and the web", () => {
  row(40, "whatever channel a request comes by, it becomes a ticket", async () => {
    const { desk } = aDesk(plain)
    const ways = [...plain.channels.values()].filter(({ inbound }) => inbound).map(({ id }) => id)
    expect(ways.length).toBeGreaterThan(25)
    for (const way of ways) expect((await taken(desk.accept(onThe(way, { thread: `${way}-1` })))).ticket.channel).toBe(way)
    expect((await taken(desk.receive(mail()))).ticket.channel).toBe("email")
  })

  row(41, "any address of one's domain takes requests, also one that forwards; answers leave from one's own", async () => {
    const { desk, lettersTo } = aDesk(
      defineWorkspace({
        ...acme,
        supportAddresses: ["help@acme.example", "*@acme.example", { address: "acme@mailhost.example", replyFrom: "help@acme.example" }]
      })
    )
    const forwarded = await taken(desk.receive(mail({ To: "acme@mailhost.example", "Delivered-To": "desk@in.mailhost.example" })))
    await desk.reply(forwarded.ticket.id, { ...bo, text: "On it" })
    const letter = (await lettersTo(ada.email)).find(({ text }) => text.includes("On it"))
    expect(letter!.raw.toString()).toMatch(/^From: .*help@acme\.example/m)
    expect((await taken(desk.receive(mail({ To: "sales.paris@acme.example" })))).ticket.receivedAt).toBe("sales.paris@acme.example")
  })

  row(42, "letters are written from templates, in plain text and HTML, for each brand its own", async () => {
    const workspace = defineWorkspace({ ...acme, brands: [{ id: "acme", color: "#ff0000" }, "roadrunner"] })
    const templates = { received: { text: "Got it: {{ reference }}" } }
    const renderer = liquid({ templates, brands: { roadrunner: { received: { text: "Beep beep, {{ reference }}" } } } })
    const { desk, lettersTo } = aDesk(workspace, {
      mail: { secrets: ["a secret of the tests"], outbound: smtp({ host: "127.0.0.1", port: port(), renderer }) }
    })
    const { ticket } = await desk.open({ requester: ada, subject: "s", text: "t" })
    const other = (await desk.open({ requester: eve, subject: "s", text: "t", brand: "roadrunner" })).ticket
    const [letter] = await lettersTo(ada.email)
    expect([letter!.text.trim(), (await lettersTo(eve.email))[0]!.text.trim()]).toEqual([
      `Got it: ${ticket.reference}`,
      `Beep beep, ${other.reference}`
    ])
    expect(letter!.raw.toString()).toContain("text/html")
  })

  row(43, "rules write letters at each stage of a ticket's life", async () => {
    const { desk, lettersTo, later } = aDesk(
      defineWorkspace({
        ...acme,
        acknowledge: false,
        triggers: [
          {
            id: "solved",
            where: { field: "statusCategory", op: "changedTo", value: "solved" },
            then: [{ _tag: "SendMail", to: ["requester"], subject: "It works", text: "{{ ticket.reference }} is solved." }]
          }
        ],
        automations: [
          {
            id: "ask",
            where: { field: "statusCategory", op: "is", value: "solved" },
            after: "2d",
            then: [{ _tag: "SendMail", to: ["requester"], subject: "Does it?", text: "Does it still work?" }]
          }
        ]
      })
    )
    const { ticket } = await desk.open({ requester: ada, subject: "s", text: "t" })
    expect(await lettersTo(ada.email)).toEqual([])
    await desk.changeStatus(ticket.id, { ...bo, status: "solve" })
    await later(2 * DAY)
    expect((await lettersTo(ada.email)).map(({ text }) => text.trim())).toEqual([
      expect.stringContaining(`${ticket.reference} is solved.`),
      expect.stringContaining("Does it still work?")
    ])
  })

  row(44, "a help centre: forms and comments become tickets, and answers go back as comments for all the world", async () => {
    const community = anOutlet()
    const { desk } = aDesk(plain, { channels: { community } })
    expect((await taken(desk.accept(onThe("webForm", { subject: "Printer" })))).ticket.subject).toBe("Printer")
    const person = { identity: { kind: "external", provider: "forum", value: "u7" }, name: "Ada", verified: true } as const
    const { ticket } = await taken(desk.accept(onThe("community", { thread: "topic-1", kind: "post", person })))
    await desk.note(ticket.id, { ...bo, text: "What a fool." })
    await desk.reply(ticket.id, { ...bo, text: "Turn it off." })
    await desk.deliver()
    expect(community.sent).toMatchObject([{ thread: "topic-1", text: "Turn it off." }])
    expect(plain.channels.get("community")!.visibility).toBe("public")
  })

  row(52, "the widget and the app: forms, chats, and the ticket to read and to go on with", async () => {
    const mobileSdk = anOutlet()
    const { desk } = aDesk(plain, { channels: { mobileSdk } })
    await taken(desk.accept(onThe("webWidget")))
    const { ticket } = await taken(desk.accept(onThe("mobileSdk", { thread: "app-1" })))
    await desk.reply(ticket.id, { ...bo, text: "On it" })
    const more = await taken(desk.accept(onThe("mobileSdk", { thread: "app-1", text: "Thanks" })))
    await desk.deliver()
    expect([more.ticket.id, mobileSdk.sent.length]).toEqual([ticket.id, 1])
    expect((await desk.timeline(ticket.id, { as: "customer" })).map(({ text }) => text)).toEqual(["Help!", "On it", "Thanks"])
  })

  row(53, "other systems work by the API, and every fact says who did it and by which way", async () => {
    const { desk } = aDesk(plain)
    const { ticket } = await desk.open({ requester: ada, subject: "s", text: "t", as: "integration:shop", via: "webService" })
    await desk.note(ticket.id, { as: "integration:crm", text: "A good customer." })
    expect((await desk.events(ticket.id)).map(({ by, via }) => [by, via])).toEqual([
      ["integration:shop", "webService"],
      ["integration:crm", "api"]
    ])
    expect((await desk.get(ticket.id)).ticket).toMatchObject({ submitter: "integration:shop", requester: { email: ada.email } })
  })
})

describe("conversations", () => {
  row(45, "messaging: one conversation over many sessions and devices; what a bot says is no first reply", async () => {
    const webMessaging = anOutlet()
    const { desk } = aDesk(promised, { channels: { webMessaging } })
    const { ticket } = await taken(desk.accept(onThe("webMessaging", { thread: "c1" })))
    await taken(desk.accept(onThe("webMessaging", { thread: "c1", text: "Have you read the manual?" }), { as: "integration:bot" }))
    expect(await firstReply(desk, ticket.id)).toMatchObject({ status: "running" })
    const later = await taken(desk.accept(onThe("webMessaging", { thread: "c1", text: "From my phone now" })))
    expect(later.ticket.id).toBe(ticket.id)
    await desk.reply(ticket.id, { ...bo, text: "Here I am" })
    expect(await firstReply(desk, ticket.id)).toMatchObject({ status: "met" })
    expect(await desk.conversation(ticket.id)).toHaveLength(4)
    expect((await taken(desk.accept(onThe("webMessaging", { thread: "c2" })))).opened).toBe(true)
  })

  row(46, "networks: public pages and direct messages, each answered in its own conversation", async () => {
    const networks = [
      "whatsapp",
      "line",
      "facebook",
      "messenger",
      "x",
      "xDirect",
      "instagram",
      "wechat",
      "viber",
      "telegram",
      "appleMessages"
    ] as const
    const outlet = anOutlet()
    const { desk } = aDesk(plain, { channels: Object.fromEntries(networks.map((network) => [network, outlet])) })
    for (const network of networks) {
      const { ticket } = await taken(desk.accept(onThe(network, { thread: `${network}-1`, person: account(network, "u7") })))
      await desk.reply(ticket.id, { ...bo, text: network })
    }
    await desk.deliver()
    expect(outlet.sent.map(({ thread, text }) => `${text}: ${thread}`).toSorted()).toEqual(
      networks.map((one) => `${one}: ${one}-1`).toSorted()
    )
    const { tickets } = await desk.find({ where: { field: "channel", op: "is", value: "x" } })
    expect(await refusal(desk.reply(tickets[0]!.id, { ...bo, text: "word ".repeat(60) }))).toBe("ChannelCannot")
  })

  row(47, "of two accounts on one network each has people and conversations of its own", async () => {
    const messenger = anOutlet()
    const { desk } = aDesk(plain, { channels: { messenger } })
    const to = async (page: string) =>
      (await taken(desk.accept(onThe("messenger", { account: page, thread: "t1", person: account("messenger", "u7") })))).ticket
    const [paris, lyon] = [await to("page-paris"), await to("page-lyon")]
    expect([paris.id === lyon.id, paris.requester.id === lyon.requester.id]).toEqual([false, false])
    await desk.reply(lyon.id, { ...bo, text: "Until six." })
    await desk.deliver()
    expect(messenger.sent).toMatchObject([{ account: "page-lyon" }])
  })

  row(48, "calls are written down; a voicemail has its recording and who said what; a call of an agent's is an answer", async () => {
    const { desk } = aDesk(promised)
    const voicemail = onThe("voicemail", {
      kind: "voicemail",
      person: number,
      seconds: 42,
      recording: { name: "message.mp3", type: "audio/mpeg", bytes: new Uint8Array(10) },
      transcript: [{ role: "requester", text: "My printer burns." }]
    })
    const { ticket } = await taken(desk.accept({ ...voicemail, text: "" }))
    const [said] = await desk.conversation(ticket.id)
    expect(said!.content).toMatchObject({ text: expect.stringContaining("My printer burns."), attachments: [{ name: "message.mp3" }] })
    expect(said!.content.origin).toMatchObject({ kind: "voicemail", seconds: 42 })
    await desk.reply(ticket.id, { ...bo, text: "I called: it is off now.", via: "phone" })
    expect(await firstReply(desk, ticket.id)).toMatchObject({ status: "met" })
  })

  row(49, "tickets of a telephony partner are counted as the partner's", async () => {
    const { desk } = aDesk(plain)
    await taken(desk.accept(onThe("cti", { account: "partner-1", kind: "call", person: number, seconds: 60 })))
    expect(await desk.channelReport({ where: { field: "channel", op: "is", value: "cti" } })).toEqual([
      { channel: "cti", via: "cti", messages: 1, tickets: 1 }
    ])
  })

  row(
    50,
    "a text message becomes a ticket, is answered by one, and the next goes on with it; whoever was written to first waits for nothing",
    async () => {
      const sms = anOutlet()
      const { desk } = aDesk(promised, { channels: { sms } })
      const text = (words: string) => onThe("sms", { account: "+33700000000", person: number, text: words })
      const { ticket } = await taken(desk.accept(text("Are you open?")))
      await desk.reply(ticket.id, { ...bo, text: "Until six." })
      expect((await taken(desk.accept(text("Thanks")))).ticket.id).toBe(ticket.id)
      await desk.deliver()
      expect(sms.sent).toMatchObject([{ to: { value: "+33123456789" }, account: "+33700000000", text: "Until six." }])
      const first = {
        requester: { phone: "+33198765432" },
        subject: "Your order",
        text: "It is here.",
        via: "sms",
        account: "+33700000000"
      } as const
      expect(await desk.deadlines((await desk.open({ ...first, ...bo })).ticket.id)).toMatchObject([{ status: "waiting" }])
      await desk.deliver()
      expect(sms.sent.at(-1)).toMatchObject({ to: { value: "+33198765432" }, text: "It is here." })
    }
  )

  row(51, "a chat that is over is one message with all that was said, and the ticket goes on after it", async () => {
    const { desk, lettersTo } = aDesk(plain)
    const transcript = (["requester", "agent", "agent"] as const).map((role, i) => ({ role, text: `Line ${i}` }))
    const chat = onThe("liveChat", { thread: "s1", kind: "transcript", transcript, text: "" })
    const { ticket } = await taken(desk.accept(chat))
    expect((await desk.conversation(ticket.id)).map(({ content }) => content.text)).toEqual([expect.stringMatching(/Line 0[^]*Line 2/)])
    await desk.note(ticket.id, { ...bo, text: "Cy, can you look?" })
    await desk.reply(ticket.id, { ...bo, text: "It is on its way." })
    expect((await lettersTo(ada.email)).at(-1)!.text).toContain("It is on its way.")
  })

  row(54, "a channel of one's own: an entry in the workspace, an inlet that keeps the contract, an outlet", async () => {
    const pigeon = anOutlet()
    const workspace = defineWorkspace({ ...acme, channels: [{ id: "pigeon", name: "Pigeon", threads: true, maxLength: 20 }] })
    const { desk } = aDesk(workspace, { channels: { pigeon } })
    const { ticket } = await taken(desk.accept(onThe("pigeon", { thread: "loft" })))
    expect(await refusal(desk.reply(ticket.id, { ...bo, text: "Too long for such a bird." }))).toBe("ChannelCannot")
    await desk.reply(ticket.id, { ...bo, text: "Coo." })
    await desk.deliver()
    expect(pigeon.sent).toMatchObject([{ text: "Coo." }])
    const bench = async (): Promise<InletBench> => {
      const accepted: Array<{ readonly message: unknown }> = []
      return {
        hand: async (n, how) => {
          if (how !== "forged") accepted.push({ message: how === "garbled" ? { n } : onThe("pigeon", { id: `ring-${n}`, thread: "loft" }) })
        },
        accepted: () => accepted,
        stop: async () => undefined
      }
    }
    for (const { check } of inletContract) await check(bench)
  })

  row(55, "a ticket made of a chat needs a way to answer, and its answer goes there", async () => {
    const { desk, lettersTo } = aDesk(plain)
    const visitor = { identity: { kind: "external", provider: "chat", value: "v7" } } as const
    const made = { subject: "From a chat", text: "She asked for a printer.", ...bo, via: "missedChat" } as const
    expect(await refusal(desk.open({ ...made, requester: visitor }))).toBe("ReplyIdentityMissing")
    expect(await refusal(desk.open({ ...made, requester: { email: "not an address" } }))).toBe("InputInvalid")
    await desk.open({ ...made, requester: ada })
    expect((await lettersTo(ada.email))[0]!.text).toContain("She asked for a printer.")
  })

  row(56, "what was missed or left offline becomes one ticket, however often it is handed in, in a view of its own", async () => {
    const where = {
      all: [
        { field: "channel", op: "in", value: ["missedChat", "offlineMessage"] },
        { field: "statusCategory", op: "in", value: ["new", "open"] }
      ]
    } as const
    const { desk } = aDesk(defineWorkspace({ ...acme, views: [{ id: "missed", where }] }))
    const message = onThe("offlineMessage", { id: "session-1" })
    const ends = [await desk.accept(message), await desk.accept(message), await desk.accept(onThe("missedChat"))]
    expect(ends.map(({ _tag }) => _tag)).toEqual(["Message", "Duplicate", "Message"])
    const { rows } = await desk.view("missed", bo)
    expect(rows).toHaveLength(2)
    await desk.close(rows[0]!.ticket.id, bo)
    expect((await desk.viewCounts(bo))[0]).toEqual({ view: "missed", count: 1 })
  })

  row(57, "a ticket begins from a chat, a missed one, a mail or from nothing, and says which", async () => {
    const { desk } = aDesk(plain)
    const begun = [
      await taken(desk.accept(onThe("liveChat", { thread: "s2", kind: "transcript", text: "Bye." }))),
      await taken(desk.accept(onThe("offlineMessage"))),
      await taken(desk.receive(mail())),
      await desk.open({ requester: ada, subject: "s", text: "t", ...bo, via: "manual" })
    ]
    expect(begun.map(({ ticket }) => ticket.channel)).toEqual(["liveChat", "offlineMessage", "email", "manual"])
  })
})

describe("over all of them", () => {
  row(58, "all that somebody asked, by whatever channel, in one history, and forgotten when they ask for that", async () => {
    const { desk } = aDesk(plain)
    await desk.receive(mail())
    await desk.accept(onThe("liveChat", { thread: "s3", kind: "transcript", text: "Chat" }))
    const { ticket } = await desk.open({ requester: ada, subject: "s", text: "She called.", via: "phone", ...bo })
    await desk.open({ requester: eve, subject: "s", text: "t" })
    const { tickets } = await desk.contactHistory(ticket.requester.id)
    expect(tickets.map((one) => one.ticket.channel)).toEqual(["phone", "liveChat", "email"])
    expect(tickets[0]!.messages[0]!.content.text).toBe("She called.")
    const { places, ...sum } = await desk.forget({ requester: ticket.requester.id }, { ...bo, why: "She asked." })
    expect([sum.tickets, places]).toEqual([3, []])
    expect(JSON.stringify(await desk.contactHistory(ticket.requester.id))).not.toMatch(/called|lovelace/i)
  })

  row(59, "several brands under one roof, and desks that know nothing of each other in one store", async () => {
    const storage = Storage.memory()
    const brands = defineWorkspace({
      ...acme,
      brands: ["acme", { id: "roadrunner", signature: "Beep beep" }],
      supportAddresses: ["help@acme.example", { address: "help@roadrunner.example", brand: "roadrunner" }]
    })
    const { desk } = aDesk(brands, { storage, tenant: "one" })
    const { ticket } = await taken(desk.receive(mail({ To: "help@roadrunner.example" })))
    expect(ticket.brand).toBe("roadrunner")
    expect((await desk.open({ requester: ada, subject: "s", text: "t", brand: "acme" })).ticket.brand).toBe("acme")
    const other = createHelpdesk({ workspace: brands, storage, tenant: "two" })
    expect([(await other.find()).tickets.length, await refusal(other.get(ticket.id))]).toEqual([0, "TicketNotFound"])
  })

  row(60, "lists by person and by department", async () => {
    const { desk } = aDesk(
      defineWorkspace({
        ...acme,
        departments: ["support", "billing"],
        views: [
          { id: "mine", where: { field: "assignee", op: "is", value: { my: "id" } } },
          { id: "billing", where: { field: "department", op: "is", value: "billing" } }
        ]
      })
    )
    await desk.open({ requester: ada, subject: "s", text: "t", agent: "bo" })
    await desk.open({ requester: ada, subject: "s", text: "t", agent: "cy", department: "billing" })
    expect(await desk.viewCounts(bo)).toEqual([
      { view: "mine", count: 1 },
      { view: "billing", count: 1 }
    ])
    expect(
      (await desk.find({ where: { field: "requester", op: "is", value: (await desk.find()).tickets[0]!.requester.id } })).tickets
    ).toHaveLength(2)
  })

  row(61, "a late word to a closed ticket opens a follow-up: a form's by origin, a closed ticket's by way", async () => {
    const { desk, clock } = aDesk(defineWorkspace({ ...acme, followUp: { reopenWithinDays: 0, inherit: ["tags", "assignee"] } }))
    const old = (await taken(desk.receive(mail({ "Message-ID": "<old@lovelace.example>" })))).ticket
    await desk.tag(old.id, { ...bo, tags: ["vip"] })
    await desk.close(old.id, bo)
    clock.at += DAY
    const { opened, ticket } = await taken(desk.receive(mail({ "In-Reply-To": "<old@lovelace.example>" }, "And now?")))
    expect([opened, ticket]).toMatchObject([true, { followUpOf: old.id, tags: ["vip"], channel: "email" }])
    expect((await desk.events(ticket.id))[0]!.via).toBe("closedTicket")
    expect((await desk.get(old.id)).ticket).toMatchObject({ status: "closed", messages: 1 })
    expect((await desk.links(ticket.id)).links.map(({ words }) => words)).toEqual(["is a follow-up of"])
  })

  row(62, "reports count tickets and messages by channel, over any stretch of time", async () => {
    const { desk, clock } = aDesk(plain)
    await desk.accept(onThe("webForm"))
    clock.at += HOUR
    const { ticket } = await taken(desk.receive(mail()))
    await desk.reply(ticket.id, { ...bo, text: "On it" })
    expect(await desk.channelReport()).toEqual([
      { channel: "email", via: "api", messages: 1, tickets: 1 },
      { channel: "email", via: "email", messages: 1, tickets: 1 },
      { channel: "webForm", via: "webForm", messages: 1, tickets: 1 }
    ])
    expect(await desk.channelReport({ to: monday + HOUR })).toHaveLength(1)
  })
})
