import * as Redacted from "effect/Redacted"
import { inspect } from "node:util"
import PostalMime from "postal-mime"
import { afterEach, describe, expect, test } from "vitest"
import { liquid } from "../../src/mail/liquid.ts"
import type { Delivery, Outbound } from "../../src/mail/Ports.ts"
import { type Options, smtp } from "../../src/mail/smtp.ts"
import { type Bench, outboundContract } from "../../src/testing/mailContract.ts"
import { aLetter } from "./aLetter.ts"
import { aFaultyServer, aServer, type Fault, type Step, steps } from "./aServer.ts"

const open: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})
const running = async <S extends { readonly stop: () => Promise<void> }>(server: Promise<S>): Promise<S> => {
  const started = await server
  open.push(started.stop)
  return started
}
const to = (port: number, options: Partial<Options> = {}): Outbound => {
  const outbound = smtp({ host: "127.0.0.1", port, ...options })
  open.push(outbound.close)
  return outbound
}
const states = (deliveries: ReadonlyArray<Delivery>) => deliveries.map(({ state }) => state)
const ada = "ada@example.org"

describe("the contract of outbound mail", () => {
  const bench = async (): Promise<Bench> => {
    const server = await aServer()
    const outbound = smtp({ host: "127.0.0.1", port: server.port })
    let gone: Promise<void> | undefined
    const vanish = () => (gone ??= server.stop())
    return {
      outbound,
      taken: () => server.taken,
      refuse: (address, how) => server.refusals.set(address, how === "now" ? 451 : 550),
      vanish,
      stop: async () => {
        await outbound.close()
        await vanish()
      }
    }
  }
  test.each(outboundContract)("$promise", ({ check }) => check(bench))
})

describe("a letter arrives", () => {
  test("with text, HTML, files and the words of its templates, from the address of the desk", async () => {
    const server = await running(aServer())
    const renderer = liquid({ templates: { reply: { text: "Dear {{ requester }},\n{{ text }}" } } })
    const files = [{ name: "a.bin", type: "application/pdf", bytes: Uint8Array.from({ length: 200_000 }, (_, i) => i * 7) }]
    expect(states(await to(server.port, { renderer }).send(aLetter(), [ada], files))).toEqual(["sent"])
    const mail = await PostalMime.parse(server.taken[0]!.raw)
    expect(mail.text!.trim()).toBe("Dear Ada,\nIt is out now.")
    expect(Buffer.from(mail.attachments[0]!.content as ArrayBuffer)).toEqual(Buffer.from(files[0]!.bytes))
    expect(server.taken[0]).toMatchObject({ from: "help@acme.example", to: [ada] })
  })
  test("lines that are only dots stay what they are", async () => {
    const server = await running(aServer())
    const text = ".\n..\n.dot\n\n.\nQUIT"
    await to(server.port).send(aLetter({ data: { ...aLetter().data, text } }), [ada], [])
    expect((await PostalMime.parse(server.taken[0]!.raw)).text).toContain(text)
  })
  test("a machine's mail has no return-path, so no machine answers it", async () => {
    const server = await running(aServer())
    await to(server.port).send(aLetter({ automatic: true }), [ada], [])
    expect(server.taken[0]!.from).toBe("")
  })
  test("letter after letter goes over one connection", async () => {
    const server = await running(aServer())
    const outbound = to(server.port)
    for (let i = 0; i < 20; i++) await outbound.send(aLetter(), [ada], [])
    expect([server.taken.length, server.sessions()]).toEqual([20, 1])
  })
  test("many at once go over a few", async () => {
    const server = await running(aServer())
    const outbound = to(server.port, { connections: 3 })
    await Promise.all(Array.from({ length: 30 }, () => outbound.send(aLetter(), [ada], [])))
    expect([server.taken.length, server.sessions()]).toEqual([30, 3])
  })
  test("a mail that is larger than the server takes has failed, and is not tried for ever", async () => {
    const server = await running(aServer({ size: 10_000 }))
    const files = [{ name: "a", type: "", bytes: new Uint8Array(20_000) }]
    expect(states(await to(server.port).send(aLetter(), [ada], files))).toEqual(["failed"])
  })
})

/** Before the mail's end nobody can have it; after it, only the server's word tells. */
const dropped = (step: Step): Delivery["state"] => (step === "quit" ? "sent" : step === "end" ? "unknown" : "retry")
const expectations: ReadonlyArray<readonly [step: Step, fault: Fault, state: Delivery["state"]]> = [
  ...steps.filter((step) => step !== "body").flatMap((step) => [[step, "drop", dropped(step)] as const]),
  ...steps.filter((step) => !["connect", "body", "quit"].includes(step)).flatMap((step) => [[step, "silence", dropped(step)] as const]),
  ...(["greeting", "ehlo", "mail", "rcpt", "data", "end"] as const).flatMap((step) => [
    [step, "421 closing", "retry"] as const,
    [step, "451 later", step === "ehlo" ? "sent" : "retry"] as const,
    [step, "550 never", step === "ehlo" ? "sent" : step === "greeting" ? "retry" : "failed"] as const,
    [step, "no number at all", step === "ehlo" ? "sent" : dropped(step)] as const
  ]),
  ["mail", "530 5.7.0 Authentication required", "retry"],
  ["end", "999 what is this", "unknown"],
  ["end", "552 too large", "failed"]
]

describe("a server that fails", () => {
  for (const extensions of [[], ["PIPELINING"]])
    test.each(expectations)(`at %s with "%s" leaves the recipient %s ${extensions.join("")}`, async (step, fault, state) => {
      const server = await running(aFaultyServer(step, fault, { extensions }))
      const outbound = to(server.port, { timeouts: { silence: 120, send: 2000 } })
      const deliveries = await outbound.send(aLetter(), [ada], [])
      expect(states(deliveries)).toEqual([state])
      // Whatever the server has whole, and did not refuse, is never said to be unsent.
      const refused = /^[45]\d\d /.test(fault)
      if (server.taken.length > 0 && !refused) expect(["sent", "unknown"]).toContain(state)
      if (state === "sent" || state === "unknown") expect(server.taken).toHaveLength(1)
    })
  test("in the middle of a large mail leaves it unsent", async () => {
    const server = await running(aFaultyServer("body", "drop"))
    const files = [{ name: "a", type: "", bytes: new Uint8Array(12_000_000) }]
    expect(states(await to(server.port).send(aLetter(), [ada], files))).toEqual(["retry"])
    expect(server.taken).toEqual([])
  })
  test("by dripping is given up at the end of the time", async () => {
    const server = await running(aFaultyServer("end", "silence"))
    const outbound = to(server.port, { timeouts: { silence: 60_000, send: 150 } })
    expect(outbound.longest).toBe(150)
    expect(await outbound.send(aLetter(), [ada], [])).toMatchObject([{ state: "unknown", reply: "sending took too long" }])
    const mute = await running(aFaultyServer("greeting", "silence"))
    expect(await to(mute.port, { timeouts: { send: 150 } }).send(aLetter(), [ada], [])).toMatchObject([
      { state: "retry", reply: expect.stringContaining("too long") }
    ])
  })
  test("keeps who waits behind it no longer than a letter may take", async () => {
    const server = await running(aFaultyServer("end", "silence"))
    const outbound = to(server.port, { connections: 1, timeouts: { send: 150 } })
    const deliveries = await Promise.all([1, 2].map(() => outbound.send(aLetter(), [ada], [])))
    expect(states(deliveries.flat())).toEqual(["unknown", "retry"])
  })
  test("for a moment is asked again with the next letter", async () => {
    const server = await running(aFaultyServer("rcpt", "451 greylisted", { times: 1 }))
    const outbound = to(server.port)
    expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["retry"])
    expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["sent"])
  })
  test("between two letters is not noticed: an idle connection that was closed is opened anew", async () => {
    const server = await running(aFaultyServer("quit", "drop"))
    const outbound = to(server.port)
    await outbound.send(aLetter(), [ada], [])
    server.hangUp()
    expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["sent"])
    await new Promise((resolve) => setTimeout(resolve, 20))
    server.hangUp()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["sent"])
    expect(server.taken).toHaveLength(3)
  })
  test.each(["mail", "rcpt"] as const)("at %s on a kept connection is tried once more on a fresh one", async (step) => {
    const server = await running(aFaultyServer(step, "drop", { skip: 1, times: 1 }))
    const outbound = to(server.port)
    for (let i = 0; i < 3; i++) expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["sent"])
    expect(server.taken).toHaveLength(3)
  })
  test("after the end on a kept connection is not tried again: it may be there already", async () => {
    const server = await running(aFaultyServer("end", "drop", { skip: 1 }))
    const outbound = to(server.port)
    expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["sent"])
    expect(states(await outbound.send(aLetter(), [ada], []))).toEqual(["unknown"])
    expect(server.taken).toHaveLength(2)
  })
  test.each([[], ["PIPELINING"]])("after the end leaves those as they were whom it refused before %s", async (...extensions) => {
    const server = await running(aFaultyServer("end", "drop", { extensions }))
    const deliveries = await to(server.port).send(aLetter(), [ada, "nobody@example.org"], [])
    expect(deliveries.map(({ state }) => state)).toEqual(["unknown", "failed"])
  })
})

describe("a password", () => {
  const pass = "s3cret-Pässword"
  const forms = [pass, Buffer.from(pass).toString("base64"), Buffer.from(`\0bo\0${pass}`).toString("base64")]
  const withLogin = (onAuth: NonNullable<Parameters<typeof aServer>[0]>["onAuth"]) =>
    running(aServer({ authOptional: false, disabledCommands: [], ...(onAuth && { onAuth }) }))
  const tls = { rejectUnauthorized: false }

  test("is given under TLS, plainly or redacted", async () => {
    for (const given of [pass, Redacted.make(pass)]) {
      const server = await withLogin(({ username, password }, _, done) =>
        username === "bo" && password === pass ? done(null, { user: "bo" }) : done(new Error("wrong"))
      )
      expect(states(await to(server.port, { auth: { user: "bo", pass: given }, tls }).send(aLetter(), [ada], []))).toEqual(["sent"])
    }
  })
  test("is never given without TLS, unless that is asked for", async () => {
    let asked = 0
    const server = await running(
      aServer({
        authOptional: false,
        disabledCommands: ["STARTTLS"],
        onAuth: (_, __, done) => {
          asked++
          done(null, { user: "bo" })
        }
      })
    )
    expect(states(await to(server.port, { auth: { user: "bo", pass } }).send(aLetter(), [ada], []))).toEqual(["retry"])
    expect(asked).toBe(0)
    expect(states(await to(server.port, { auth: { user: "bo", pass }, requireTLS: false }).send(aLetter(), [ada], []))).toEqual(["sent"])
  })
  test("is told to nobody, even by a server that repeats it", async () => {
    const server = await withLogin((_, __, done) =>
      done(Object.assign(new Error(`I do not know ${forms.join(" ")}`), { responseCode: 535 }))
    )
    const outbound = to(server.port, { auth: { user: "bo", pass: Redacted.make(pass) }, tls })
    const deliveries = await outbound.send(aLetter(), [ada], [])
    expect(deliveries).toMatchObject([{ state: "retry", reply: expect.stringContaining("I do not know (hidden) (hidden) (hidden)") }])
    const seen = inspect(outbound, { depth: 9, showHidden: true }) + JSON.stringify([outbound, deliveries])
    for (const form of forms) expect(seen).not.toContain(form)
  })
  test("is hidden wherever the server says it, and its words are short", async () => {
    for (const [step, state] of [
      ["rcpt", "failed"],
      ["end", "sent"]
    ] as const) {
      const server = await running(aFaultyServer(step, `${state === "sent" ? 250 : 550} ${forms.join(" ")} ${"\u0001x".repeat(2000)}`))
      const [delivery] = await to(server.port, { auth: { user: "bo", pass }, requireTLS: false }).send(aLetter(), [ada], [])
      expect(delivery).toMatchObject({ state, reply: expect.stringContaining("(hidden) (hidden) (hidden) x x") })
      expect(delivery!.reply.length).toBe(500)
    }
  })
})
