/** What rules do outside, the whole way: a real SQLite file, real SMTP, a real receiver of webhooks on loopback. */
import { randomBytes } from "node:crypto"
import { Webhook } from "standardwebhooks"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"
import { createHelpdesk, defineWorkspace, Desk } from "../../src/index.ts"
import type { Options } from "../../src/helpdesk/Helpdesk.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { webhooks } from "../../src/webhook/index.ts"
import { freshPath } from "../freshPath.ts"
import { aReceiver } from "../webhook/aReceiver.ts"

const secret = `whsec_${randomBytes(32).toString("base64")}`
let sink: Awaited<ReturnType<typeof startSink>>
let receiver: Awaited<ReturnType<typeof aReceiver>>
let status = 200
const stops: Array<() => Promise<void>> = []
beforeAll(async () => {
  sink = await startSink()
  receiver = await aReceiver((_, response) => response.writeHead(status).end())
})
afterAll(async () => {
  for (const stop of stops) await stop()
  await sink.stop()
  await receiver.stop()
})

const workspaceOf = (url: string) =>
  defineWorkspace({
    name: "Acme",
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
    supportAddresses: ["help@acme.example"],
    acknowledge: false,
    onAgentCreate: "unassigned",
    webhooks: [{ id: "crm", name: "CRM", url }],
    triggers: [
      {
        id: "alarm",
        where: { field: "commit.opened", op: "is", value: true },
        then: [
          { _tag: "SendMail", to: ["requester"], subject: "We have it", text: "{{ ticket.reference }} is {{ ticket.status }}." },
          { _tag: "CallWebhook", webhook: "crm" },
          { _tag: "Notify", to: ["agent:bo"], text: "{{ ticket.subject }}: {{ ticket.priority }}" }
        ]
      },
      {
        id: "urgent",
        where: { field: "subject", op: "contains", value: "fire" },
        then: [{ _tag: "Prioritize", priority: "urgent" }]
      }
    ]
  })

const hour = 3_600_000
const make = async (ports: { mail?: boolean; hooks?: boolean; notify?: Options<never>["notify"] }, storage?: Storage) => {
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  // Who brings a storage closes it.
  const kept = storage === undefined ? await openSqlite(freshPath()) : { ...storage, close: async () => undefined }
  const desk = createHelpdesk({
    workspace: workspaceOf(receiver.url),
    storage: kept,
    now: () => clock.at,
    mail: { secrets: ["a secret of the tests"], ...(ports.mail ? { outbound: smtp({ host: "127.0.0.1", port: sink.port }) } : {}) },
    ...(ports.hooks ? { webhooks: webhooks({ secrets: { crm: secret }, allowPrivate: true, timeout: 5000 }) } : {}),
    ...(ports.notify === undefined ? {} : { notify: ports.notify })
  })
  stops.unshift(desk.stop)
  return { desk, clock, storage: kept }
}
let count = 0
const fire = () => ({ requester: { email: `ada${++count}@example.org`, name: "Ada" }, subject: "Printer on fire", text: "Help" })
const sentTo = (address: string) => sink.mails.filter(({ to }) => to.includes(address))

describe("a trigger answers a request", () => {
  test("the requester gets a letter, an agent a notification, another system a signed call: each once, with the ticket as it ended", async () => {
    const told: Array<unknown> = []
    const { desk, clock } = await make({ mail: true, hooks: true, notify: async (one) => void told.push(one) })
    // Receivers refuse what was signed long ago.
    clock.at = Date.now()
    const from = receiver.taken.length
    const asked = fire()
    const { ticket } = await desk.open(asked)
    expect(await desk.deliver()).toEqual({ sent: 4, retry: 0, failed: 0, unknown: 0 })
    expect(await desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
    const [letter] = sentTo(asked.requester.email)
    expect(letter).toMatchObject({
      subject: expect.stringContaining("We have it"),
      text: expect.stringContaining(`${ticket.reference} is Open.`)
    })
    expect(letter!.raw.toString()).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(told).toMatchObject([{ agent: "bo", text: "Printer on fire: Urgent", reference: ticket.reference }])
    const [call, ...more] = receiver.taken.slice(from)
    expect(more).toEqual([])
    const body = new Webhook(secret).verify(call!.body, call!.headers)
    expect(body).toMatchObject({ type: "ticket.opened", data: { depth: 1, ticket: { id: ticket.id, priority: "urgent" } } })
    expect(call!.headers["deskwright-depth"]).toBe("1")
  })
  test("history has what was asked for, and rebuilding sends nothing", async () => {
    const { desk } = await make({ notify: async () => undefined })
    const { ticket } = await desk.open(fire())
    const tags = (await desk.events(ticket.id)).map(({ _tag }) => _tag)
    expect(tags).toEqual(["Opened", "MailAsked", "WebhookAsked", "NotificationAsked", "Prioritized"])
  })
})

describe("what has no port here", () => {
  test("waits for a desk that has one, longer each time and at most an hour, and is never lost or counted", async () => {
    const { desk, clock, storage } = await make({ notify: async () => undefined })
    const asked = fire()
    await desk.open(asked)
    const nothing = { sent: 0, retry: 0, failed: 0, unknown: 0 }
    expect(await desk.deliver()).toEqual({ ...nothing, sent: 1 })
    for (let n = 0; n < 12; n++) {
      expect(await desk.deliver()).toEqual(nothing)
      clock.at += hour
      expect(await desk.deliver()).toEqual(nothing)
    }
    // The other desk still has all its attempts: the first failure is not the last.
    const other = await make({ mail: true, hooks: true }, storage)
    other.clock.at = clock.at + hour
    status = 503
    const first = await other.desk.deliver()
    expect([first.retry, first.sent]).toEqual([1, 2])
    status = 200
    other.clock.at += 60_000
    expect(await other.desk.deliver()).toEqual({ ...nothing, sent: 1 })
    expect(sentTo(asked.requester.email)).toHaveLength(1)
  })
  test("calls are made where there is no mail at all", async () => {
    const clock = { at: Date.UTC(2026, 0, 5, 9) }
    const desk = createHelpdesk({
      workspace: workspaceOf(receiver.url),
      now: () => clock.at,
      webhooks: webhooks({ secrets: { crm: secret }, allowPrivate: true })
    })
    stops.push(desk.stop)
    const from = receiver.taken.length
    await desk.open(fire())
    expect(await desk.deliver()).toMatchObject({ sent: 1 })
    expect(receiver.taken.length - from).toBe(1)
  })
})

describe("a receiver that is not well", () => {
  test("is called again after a minute, four, sixteen; with the same id; and in the end no more", async () => {
    const { desk, clock } = await make({ hooks: true })
    const from = receiver.taken.length
    await desk.open(fire())
    status = 500
    const tried: Array<number> = []
    for (let minute = 0; minute < 30 * 60; minute++) {
      if ((await desk.deliver()).retry > 0) tried.push(minute)
      clock.at += 60_000
    }
    status = 200
    expect(tried).toEqual([0, 1, 5, 21, 85, 341, 701, 1061])
    const calls = receiver.taken.slice(from)
    expect(new Set(calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1)
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
    expect(new Set(calls.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(8)
  })
  test("is left alone when it says that it is gone", async () => {
    const { desk, clock } = await make({ hooks: true })
    await desk.open(fire())
    status = 410
    expect(await desk.deliver()).toMatchObject({ failed: 1 })
    status = 200
    clock.at += 48 * hour
    expect(await desk.deliver()).toMatchObject({ failed: 0, sent: 0, retry: 0 })
  })
  test("an agent who could not be told is told later; what went wrong there stays there", async () => {
    let times = 0
    const { desk, clock, storage } = await make({
      notify: async () => {
        if (++times === 1) throw new Error("token CANARY")
      }
    })
    await desk.open(fire())
    expect(await desk.deliver()).toMatchObject({ retry: 1, sent: 0 })
    const claims = await storage.claim("main", "effects", clock.at + 60_000, 10, 1)
    expect(claims.map(({ kind }) => kind)).toContain("notification")
    expect(JSON.stringify(claims)).not.toContain("CANARY")
    clock.at += 120_000
    expect(await desk.deliver()).toMatchObject({ retry: 0, sent: 1 })
  })
})

describe("two machines", () => {
  test("a trigger that thanks for every message and somebody's autoresponder come to rest", async () => {
    const workspace = defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
      supportAddresses: ["help@acme.example"],
      acknowledge: false,
      triggers: [
        {
          id: "thank",
          where: { field: "commit.by", op: "is", value: "requester" },
          then: [{ _tag: "SendMail", to: ["requester"], subject: "", text: "Thank you" }]
        }
      ]
    })
    const clock = { at: Date.UTC(2026, 0, 5, 9) }
    const storage = memory()
    const desk = createHelpdesk({
      workspace,
      storage,
      now: () => clock.at,
      mail: { secrets: ["a secret of the tests"], outbound: smtp({ host: "127.0.0.1", port: sink.port }) }
    })
    stops.push(desk.stop)
    const address = "loop@example.org"
    const { ticket } = await desk.open({ requester: { email: address }, subject: "x", text: "x" })
    await desk.reply(ticket.id, { as: "agent:bo", text: "We look at it" })
    await desk.deliver()
    // It does not say that it is a machine, and answers whatever it gets.
    let answered = 0
    for (let round = 0; round < 20; round++) {
      const waiting = sentTo(address).length - answered
      answered += waiting
      for (let n = 0; n < waiting; n++) await desk.reply(ticket.id, { as: "requester", text: "I am away" })
      clock.at += 60_000
      await desk.deliver()
    }
    const automatic = sentTo(address).filter(({ raw }) => raw.toString().includes("auto-generated"))
    expect(automatic.length).toBe(4)
    // What is counted follows from the events: whoever rebuilds the ticket counts the same.
    const { found } = await storage.find("main", { kind: "ticket", streams: [ticket.id], order: [], limit: 1 })
    const { memory: remembered } = Desk.replay({ workspace, promises: workspace.promises }, await desk.events(ticket.id))
    expect(remembered.mailed!.asked).toEqual([{ to: "requester", times: 6 }])
    expect(found[0]!.document.body).toMatchObject({ memory: { mailed: remembered.mailed } })
  })
})
