/** Calls of webhooks, taken by real servers and verified by somebody else's library. */
import { randomBytes } from "node:crypto"
import { createServer, type AddressInfo, type Socket } from "node:net"
import { inspect } from "node:util"
import * as Redacted from "effect/Redacted"
import fc from "fast-check"
import { Webhook } from "standardwebhooks"
import { afterAll, describe, expect, test } from "vitest"
import type { Caller, Request } from "../../src/webhook/Caller.ts"
import { SecretInvalid, webhooks } from "../../src/webhook/index.ts"
import * as Secret from "../../src/webhook/Secret.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import { aReceiver, certificate } from "./aReceiver.ts"

const secret = (): string => `whsec_${randomBytes(32).toString("base64")}`
const [old, fresh] = [secret(), secret()]
const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})
const receiver = async (...how: Parameters<typeof aReceiver>) => {
  const made = await aReceiver(...how)
  stops.push(made.stop)
  return made
}
const to = (url: string, parts: Partial<Request> = {}): Request => ({
  webhook: "crm",
  url,
  id: "msg1",
  at: Date.now(),
  depth: 1,
  body: JSON.stringify({ type: "ticket.opened", data: { subject: "Drucker in Zoë's Büro 🔥" } }),
  ...parts
})
const caller = (options: Partial<Parameters<typeof webhooks>[0]> = {}): Caller =>
  webhooks({ secrets: { crm: old }, allowPrivate: true, timeout: 5000, ...options })

describe("a call", () => {
  test("is taken by a receiver that knows the secret, and by no other", async () => {
    const { taken, url } = await receiver()
    const call = to(url, { depth: 3 })
    expect(await caller().call(call)).toEqual({ state: "sent", reply: "200 OK" })
    const [{ headers, body, path }] = taken as [(typeof taken)[0]]
    expect(new Webhook(old).verify(body, headers)).toEqual(JSON.parse(call.body))
    expect(() => new Webhook(fresh).verify(body, headers)).toThrow("No matching signature")
    expect(() => new Webhook(old).verify(`${body} `, headers)).toThrow("No matching signature")
    expect([path, headers["webhook-id"], headers["deskwright-depth"], headers["content-type"]]).toEqual([
      "/hook",
      "msg1",
      "3",
      "application/json"
    ])
    expect(headers["webhook-timestamp"]).toBe(String(Math.floor(call.at / 1000)))
  })
  test("is signed with every secret while receivers change from the old one to the new", async () => {
    const { taken, url } = await receiver()
    await caller({ secrets: { crm: [fresh, Redacted.make(old)] } }).call(to(url))
    for (const known of [old, fresh]) expect(new Webhook(known).verify(taken[0]!.body, taken[0]!.headers)).toBeDefined()
    expect(taken[0]!.headers["webhook-signature"]!.split(" ")).toHaveLength(2)
  })
  test("that is tried again says the same under the same id, at a new time", async () => {
    const { taken, url } = await receiver(503)
    const first = to(url)
    for (const at of [first.at, first.at + 240_000]) await caller().call({ ...first, at })
    expect(taken[1]!.headers["webhook-id"]).toBe(taken[0]!.headers["webhook-id"])
    expect(taken[1]!.body).toBe(taken[0]!.body)
    expect(Number(taken[1]!.headers["webhook-timestamp"]) - Number(taken[0]!.headers["webhook-timestamp"])).toBe(240)
  })
  test("whatever it says, its signature is the one that the other library makes", () => {
    fc.assert(
      fc.property(
        arbitraries.id,
        fc.integer({ min: 0, max: 4_000_000_000 }),
        arbitraries.text(200),
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        (id, seconds, body, bytes) => {
          const written = `whsec_${Buffer.from(bytes).toString("base64")}`
          expect(Secret.sign(Secret.read("crm", written), id, seconds, body)).toBe(
            new Webhook(written).sign(id, new Date(seconds * 1000), body)
          )
        }
      )
    )
  })
})

describe("what the receiver says", () => {
  test.each([
    [200, "sent"],
    [202, "sent"],
    [204, "sent"],
    [301, "failed"],
    [307, "failed"],
    [400, "failed"],
    [401, "failed"],
    [404, "failed"],
    [408, "retry"],
    [410, "failed"],
    [425, "retry"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"]
  ])("%i is %s, and is followed nowhere", async (status, state) => {
    const { taken, url } = await receiver(status)
    expect((await caller().call(to(url))).state).toBe(state)
    expect(taken.map(({ path }) => path)).toEqual(["/hook"])
  })
  test("nobody there, nobody of that name, or somebody who hangs up: later", async () => {
    const { port } = await receiver()
    const gone = await aReceiver()
    await gone.stop()
    expect(await caller().call(to(gone.url))).toEqual({ state: "retry", reply: "ECONNREFUSED" })
    expect(await caller().call(to("https://desk.invalid/"))).toEqual({ state: "retry", reply: "the host has no address" })
    const rude = await receiver((request) => request.socket.destroy())
    expect(await caller().call(to(rude.url))).toEqual({ state: "retry", reply: "ECONNRESET" })
    expect((await caller().call(to(`https://127.0.0.1:${port}/`))).state).toBe("retry")
  })
  test("silence ends when its time is over", async () => {
    const silent = await receiver(() => undefined)
    expect(await caller({ timeout: 50 }).call(to(silent.url))).toEqual({ state: "retry", reply: "no answer in time" })
    expect(silent.taken).toHaveLength(1)
  })
  test("a body without end is not read to its end, and one that never comes is not waited for", async () => {
    let written = 0
    let isOver: (over: boolean) => void = () => undefined
    const over = new Promise<boolean>((resolve) => (isOver = resolve))
    const flood = await receiver((_, response) => {
      response.writeHead(200)
      const more = (): void => {
        while (written < 200_000_000) {
          written += 100_000
          if (!response.write(Buffer.alloc(100_000))) return void response.once("drain", more)
        }
      }
      response.on("close", () => isOver(true))
      more()
    })
    expect((await caller().call(to(flood.url))).state).toBe("sent")
    expect(await over).toBe(true)
    expect(written).toBeLessThan(50_000_000)
    const slow = await receiver((_, response) => response.writeHead(200).flushHeaders())
    expect(await caller({ timeout: 60_000 }).call(to(slow.url))).toMatchObject({ state: "sent" })
  })
  test("an answer that is no HTTP is no answer", async () => {
    const sockets: Array<Socket> = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on("error", () => undefined).end("220 mail.example ESMTP\r\n")
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    expect(await caller().call(to(`http://127.0.0.1:${port}/`))).toMatchObject({ state: "retry" })
    server.close()
    for (const socket of sockets) socket.destroy()
  })
})

describe("over https", () => {
  test("a receiver is believed by its certificate alone", async () => {
    const { url, taken } = await receiver(200, certificate)
    expect(await caller().call(to(url))).toEqual({ state: "retry", reply: "DEPTH_ZERO_SELF_SIGNED_CERT" })
    expect(taken).toEqual([])
    expect(await caller({ ca: certificate.cert }).call(to(url))).toMatchObject({ state: "sent" })
    expect(new Webhook(old).verify(taken[0]!.body, taken[0]!.headers)).toBeDefined()
  })
})

describe("secrets", () => {
  test.each(["", "whsec_", "whsec_c2hvcnQ=", "no secret", `whsec_${"A".repeat(88)}`, "whsec_!!!!"])(
    "%j is none, and is not said",
    (written) => {
      const make = () => webhooks({ secrets: { crm: [old, written] } })
      expect(make).toThrow(SecretInvalid)
      expect(make).toThrow('webhook "crm", secret 1: takes whsec_ and 24 to 64 bytes in base64')
    }
  )
  test("a webhook without one is not called: it waits for somebody who has it", async () => {
    const { url, taken } = await receiver()
    expect(await caller().call(to(url, { webhook: "toString" }))).toEqual({
      state: "retry",
      reply: "there is no secret for this webhook here"
    })
    expect(taken).toEqual([])
    expect(() => webhooks({ secrets: { crm: [] } })).toThrow(SecretInvalid)
  })
  test("are in no error, no answer and no look at the adapter", async () => {
    const canary = Buffer.from("CANARY-CANARY-CANARY-CANARY").toString("base64")
    const short = Buffer.from("CANARY").toString("base64")
    const seen: Array<unknown> = []
    try {
      webhooks({ secrets: { crm: `whsec_${short}` } })
    } catch (error) {
      seen.push(error, (error as Error).stack, (error as Error).message)
    }
    expect(seen).toHaveLength(3)
    const made = webhooks({ secrets: { crm: `whsec_${canary}` }, allowPrivate: true })
    const { url, taken } = await receiver(500)
    seen.push(made, await made.call(to(url)), await made.call(to("http://127.0.0.1:1/")), await made.call(to("nonsense")), taken)
    const told = seen.map((one) => `${inspect(one, { depth: 20, showHidden: true })} ${JSON.stringify(one)} ${String(one)}`).join()
    expect(told).not.toMatch(/CANARY|Q0FOQVJZ/)
  })
})
