/** The outlet and the inlets of the examples keep the contract, over real HTTP; those that do not are found out. */
import { createHmac, randomBytes } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, test } from "vitest"
import { messenger, sms } from "../../examples/inlets.ts"
import { smsOutlet } from "../../examples/sms-outlet.ts"
import { socialWebhook } from "../../examples/social-webhook.ts"
import type { Inbound, Outlet } from "../../src/index.ts"
import { type InletBench, inletContract, type OutletBench, outletContract } from "../../src/testing/channelContract.ts"

type Ailment = Parameters<OutletBench["ail"]>[0]

const aGateway = async (make: (url: string) => Outlet): Promise<OutletBench> => {
  const taken: Array<{ to: string; text: string }> = []
  let ailment: Ailment = "nothing"
  const server = createServer((request, response) => {
    let body = ""
    request.setEncoding("utf8")
    request.on("data", (chunk) => (body += String(chunk)))
    request.on("end", () => {
      if (ailment === "now" || ailment === "forGood") {
        response.writeHead(ailment === "now" ? 503 : 400).end("CANARY")
        return
      }
      const { to, text } = JSON.parse(body) as { to: string; text: string }
      taken.push({ to, text })
      if (ailment === "lost") request.socket.destroy()
      else response.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    outlet: make(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    answer: (n) => ({
      key: `k-${n}`,
      account: "+33700000000",
      thread: null,
      to: { kind: "phone", value: `+3312345678${n}` },
      text: `Answer ${n}`,
      attachments: []
    }),
    taken: () => taken,
    ail: (how) => {
      ailment = how
    },
    vanish: stop,
    secrets: ["CANARY"],
    stop
  }
}

const kept = async <Bench>(
  clauses: ReadonlyArray<{ promise: string; check: (open: () => Promise<Bench>) => Promise<void> }>,
  open: () => Promise<Bench>
) => {
  const broken: Array<string> = []
  for (const { promise, check } of clauses) await check(open).catch(() => broken.push(promise))
  return broken
}

describe("an outlet", () => {
  const good = (url: string): Outlet => smsOutlet({ url, token: "CANARY", timeout: 5000 })
  test.each(outletContract.map((clause) => [clause.promise, clause] as const))("%s", async (_, clause) => {
    await clause.check(() => aGateway(good))
  })
  const send = (url: string, change: (outlet: Outlet) => Outlet["send"]): Outlet => ({ longest: 1, send: change(good(url)) })
  test.each<readonly [string, (url: string) => Outlet]>([
    ["one that sends twice", (url) => send(url, (own) => async (answer) => (await own.send(answer), own.send(answer)))],
    ["one that forgets whom", (url) => send(url, (own) => (answer) => own.send({ ...answer, to: { kind: "phone", value: "+330000000" } }))],
    ["one that cuts its words", (url) => send(url, (own) => (answer) => own.send({ ...answer, text: answer.text.slice(0, 5) }))],
    ["one that says it was sent, always", (url) => send(url, (own) => async (answer) => ({ ...(await own.send(answer)), state: "sent" }))],
    [
      "one that tries again what may have arrived",
      (url) =>
        send(url, (own) => async (answer) => {
          const told = await own.send(answer)
          return told.state === "unknown" ? { ...told, state: "retry" } : told
        })
    ],
    ["one that tells secrets", (url) => send(url, (own) => async (answer) => ({ ...(await own.send(answer)), reply: "Bearer CANARY" }))],
    [
      "one that rejects",
      (url) =>
        send(url, (own) => async (answer) => {
          const told = await own.send(answer)
          if (told.state !== "sent") throw new Error("no")
          return told
        })
    ]
  ])("is found out: %s", async (_, make) => {
    expect(await kept(outletContract, () => aGateway(make))).not.toEqual([])
  })
})

const secret = `whsec_${randomBytes(32).toString("base64")}`
const anInlet = async (translate: (payload: unknown) => Inbound, isTrusting = false): Promise<InletBench> => {
  const accepted: Array<{ message: unknown; as?: string }> = []
  const desk = { accept: async (message: Inbound, by: { readonly as?: string } = {}) => void accepted.push({ message, ...by }) }
  const now = () => Date.UTC(2026, 0, 5)
  const server = await socialWebhook({ desk, secret, now, translate, isBot: () => isTrusting })
  return {
    hand: async (n, how) => {
      const payload = { page: "acme", conversation: "t", mid: `m-${n}`, user: { id: "7", name: "Eve" }, text: `said ${n}`, at: 1 }
      const [id, seconds, body] = [`call-${n}`, now() / 1000, how === "garbled" ? "{" : JSON.stringify(payload)]
      const key = how === "forged" ? randomBytes(32) : Buffer.from(secret.slice(6), "base64")
      const tag = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")
      const headers = { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${tag}` }
      await (await fetch(server.url, { method: "POST", headers, body })).body?.cancel()
    },
    accepted: () => accepted,
    stop: server.stop
  }
}

describe("an inlet", () => {
  test.each(inletContract.map((clause) => [clause.promise, clause] as const))("%s", async (_, clause) => {
    await clause.check(() => anInlet(messenger))
  })
  let draws = 0
  test.each<readonly [string, () => Promise<InletBench>]>([
    ["one that draws its own ids", () => anInlet((payload) => ({ ...messenger(payload), id: `${++draws}` }))],
    ["one that gives all the same id", () => anInlet((payload) => ({ ...messenger(payload), id: "1" }))],
    ["one that mixes conversations up", () => anInlet((payload) => ({ ...messenger(payload), thread: `${++draws}` }))],
    ["one that reads something else", () => anInlet(sms)],
    ["one that takes everybody for the desk", () => anInlet(messenger, true)],
    [
      "one that drops what it cannot read",
      () =>
        anInlet((payload) => {
          if (typeof payload === "string") throw new Error("no")
          return messenger(payload)
        })
    ]
  ])("is found out: %s", async (_, open) => {
    expect(await kept(inletContract, open)).not.toEqual([])
  })
})
