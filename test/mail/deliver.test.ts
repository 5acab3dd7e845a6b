import fc from "fast-check"
import { afterEach, describe, expect, test } from "vitest"
import { ATTEMPTS, backoff, deliver, lease, LeaseTooShort } from "../../src/mail/deliver.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import type { Delivery, Outbound } from "../../src/mail/Ports.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { memory } from "../../src/storage/memory.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import type { Claim, Json } from "../../src/storage/Storage.ts"
import { aLetter, tenant } from "./aLetter.ts"
import { aFaultyServer, aServer } from "./aServer.ts"

const ada = "ada@example.org"
const eve = "eve@example.org"
const now = Date.UTC(2026, 0, 5, 9)
const letter = aLetter({ cc: [{ address: eve, name: "Eve" }] })
const claim = (parts: Partial<Claim> = {}): Claim => ({
  id: "e-1",
  attempt: 1,
  stream: "t-1",
  kind: "mail",
  payload: letter as unknown as Json,
  progress: null,
  ...parts
})

/** Says of each address what it is told to say, and keeps who was asked for. */
const scripted = (states: Readonly<Record<string, Delivery["state"]>>) => {
  const asked: Array<ReadonlyArray<string>> = []
  const outbound: Outbound = {
    longest: 1000,
    send: async (_, recipients) => {
      asked.push(recipients)
      return recipients.map((address) => ({ address, state: states[address] ?? "sent", reply: "said" }))
    },
    close: async () => undefined
  }
  return { outbound, asked }
}
const blobs = memoryBlobs()
const open: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

describe("a letter of the outbox", () => {
  test("that everybody has is done", async () => {
    const { outbound } = scripted({})
    const { settlement, deliveries } = await deliver(claim(), { outbound, blobs, tenant, now })
    expect(settlement).toMatchObject({ id: "e-1", attempt: 1, outcome: { _tag: "Done" } })
    expect(settlement.progress).toEqual(deliveries)
  })
  test("is sent again only to those who are to be tried again", async () => {
    const first = await deliver(claim(), { ...scripted({ [eve]: "retry" }), blobs, tenant, now })
    expect(first.settlement.outcome).toEqual({ _tag: "Retry", at: now + 60_000 })
    const again = scripted({})
    const second = await deliver(claim({ attempt: 2, progress: first.settlement.progress }), { ...again, blobs, tenant, now })
    expect(again.asked).toEqual([[eve]])
    expect(second.settlement.outcome).toEqual({ _tag: "Done" })
  })
  test("that somebody refused for good is dead, and says who", async () => {
    const { settlement } = await deliver(claim(), { ...scripted({ [ada]: "failed" }), blobs, tenant, now })
    expect(settlement).toMatchObject({
      outcome: { _tag: "Dead" },
      progress: [
        { address: ada, state: "failed" },
        { address: eve, state: "sent" }
      ]
    })
  })
  test("is given up in the end", async () => {
    const { settlement } = await deliver(claim({ attempt: ATTEMPTS }), { ...scripted({ [eve]: "retry" }), blobs, tenant, now })
    expect(settlement).toMatchObject({ outcome: { _tag: "Dead" }, progress: [{ state: "sent" }, { address: eve, state: "failed" }] })
  })
  test("of which nobody knows whether it arrived waits for a person, unless the desk prefers twice to never", async () => {
    const script = scripted({ [eve]: "unknown" })
    const held = await deliver(claim(), { ...script, blobs, tenant, now })
    expect(held.settlement).toMatchObject({ outcome: { _tag: "Dead" }, progress: [{ state: "sent" }, { address: eve, state: "unknown" }] })
    expect(
      (await deliver(claim({ attempt: 2, progress: held.settlement.progress }), { ...script, blobs, tenant, now })).deliveries
    ).toEqual([])
    const again = await deliver(claim(), { ...script, blobs, tenant, now, onUnknown: "resend" })
    expect(again.settlement.outcome._tag).toBe("Retry")
    const asked = scripted({})
    await deliver(claim({ attempt: 2, progress: again.settlement.progress }), { ...asked, blobs, tenant, now, onUnknown: "resend" })
    expect(asked.asked).toEqual([[eve]])
  })
  test("that cannot be read is dead at once", async () => {
    for (const payload of [
      null,
      "x",
      { ...(letter as object), to: "ada" },
      { ...(letter as object), to: [{ address: "no address", name: "" }] }
    ] as ReadonlyArray<Json>) {
      const { outbound, asked } = scripted({})
      const { settlement } = await deliver(claim({ payload }), { outbound, blobs, tenant, now })
      expect([settlement.outcome._tag, asked]).toEqual(["Dead", []])
      expect(settlement.progress).toEqual([{ address: "", state: "failed", reply: "the letter cannot be read" }])
    }
  })
  test("does not leave without its files", async () => {
    const file = { name: "a.txt", type: "text/plain", size: 3, inline: false, contentId: null, refused: null }
    const ref = await blobs.put(tenant, new Uint8Array([1, 2, 3]))
    const sent: Array<unknown> = []
    const outbound: Outbound = {
      longest: 1000,
      send: async (_, recipients, files) => {
        sent.push(files)
        return recipients.map((address) => ({ address, state: "sent", reply: "" }))
      },
      close: async () => undefined
    }
    const withFile = (name: string): Json => ({ ...letter, attachments: [{ ...file, ref: name }] }) as unknown as Json
    expect((await deliver(claim({ payload: withFile("0".repeat(64)) }), { outbound, blobs, tenant, now })).settlement.outcome._tag).toBe(
      "Retry"
    )
    const away = { ...blobs, get: () => Promise.reject(new Error("the disk is gone")) }
    expect((await deliver(claim({ payload: withFile(ref) }), { outbound, blobs: away, tenant, now })).settlement.outcome._tag).toBe("Retry")
    expect(sent).toEqual([])
    await deliver(claim({ payload: withFile(ref) }), { outbound, blobs, tenant, now })
    expect(sent).toEqual([[{ name: "a.txt", type: "text/plain", bytes: new Uint8Array([1, 2, 3]) }]])
  })
  test("is neither lost nor sent twice by an adapter that breaks its word", async () => {
    const broken: Outbound = { longest: 1, send: () => Promise.reject(new Error("boom")), close: async () => undefined }
    expect((await deliver(claim(), { outbound: broken, blobs, tenant, now })).deliveries.map(({ state }) => state)).toEqual([
      "unknown",
      "unknown"
    ])
    const silent: Outbound = { ...broken, send: async () => [] }
    expect((await deliver(claim(), { outbound: silent, blobs, tenant, now })).deliveries.map(({ state }) => state)).toEqual([
      "unknown",
      "unknown"
    ])
  })
})

describe("time", () => {
  test("passes longer between attempts, up to six hours", () => {
    const waits = Array.from({ length: 20 }, (_, n) => backoff(n + 1))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect([waits[0], waits[1], waits.at(-1)]).toEqual([60_000, 240_000, 6 * 3_600_000])
  })
  test("under a lease is longer than sending takes", () => {
    expect(lease(10_001, { longest: 1000 }, 10)).toBe(10_001)
    for (const milliseconds of [10_000, 0, Number.NaN]) expect(() => lease(milliseconds, { longest: 1000 }, 10)).toThrow(LeaseTooShort)
  })
})

describe("whatever the server says", () => {
  const state = fc.constantFrom<Delivery["state"]>("sent", "retry", "failed", "unknown")
  test("nobody who has a letter gets it again, and in the end each recipient has one last word", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ [ada]: state, [eve]: state }), { minLength: ATTEMPTS, maxLength: ATTEMPTS }),
        fc.constantFrom("hold", "resend"),
        async (rounds, onUnknown) => {
          let progress: Json = null
          const got: Array<string> = []
          for (const [n, round] of rounds.entries()) {
            const { outbound, asked } = scripted(round)
            const { settlement, deliveries } = await deliver(claim({ attempt: n + 1, progress }), {
              outbound,
              blobs,
              tenant,
              now,
              onUnknown
            })
            for (const address of asked.flat()) expect(got).not.toContain(address)
            for (const one of deliveries)
              if (one.state === "sent" || one.state === "failed" || (one.state === "unknown" && onUnknown === "hold")) got.push(one.address)
            progress = settlement.progress
            const words = progress as unknown as ReadonlyArray<Delivery>
            expect(words.map(({ address }) => address).toSorted()).toEqual([ada, eve])
            const { outcome } = settlement
            expect(outcome._tag === "Done").toBe(words.every((one) => one.state === "sent"))
            if (outcome._tag !== "Retry") return
            expect(n + 1).toBeLessThan(ATTEMPTS)
            expect(outcome.at).toBe(now + backoff(n + 1))
          }
          expect.unreachable("it goes on for ever")
        }
      )
    )
  })
})

/** Works the outbox as a worker does, some hours on at every round, until nothing is due. */
const work = async (letters: ReadonlyArray<Letter>, outbound: Outbound, onUnknown: "hold" | "resend" = "hold") => {
  const storage = memory()
  await storage.commit(tenant, {
    command: { id: "c", digest: "" },
    at: now,
    streams: [{ stream: "t-1", expected: 0, events: [1], document: { kind: "ticket", body: null, facts: {}, wakeAt: null }, words: "" }],
    keys: [],
    effects: letters.map((one, i) => ({ key: `mail:${i}`, kind: "mail", stream: "t-1", payload: one as unknown as Json, dueAt: now }))
  })
  const outcomes: Array<string> = []
  for (let at = now, idle = 0; idle < 2; at += 7 * 3_600_000) {
    const claims = await storage.claim(tenant, "effects", at, 100, 60_000)
    idle = claims.length === 0 ? idle + 1 : 0
    for (const one of claims) {
      const { settlement } = await deliver(one, { outbound, blobs, tenant, now: at, onUnknown })
      outcomes.push(settlement.outcome._tag)
      await storage.settle(tenant, "effects", [settlement])
    }
  }
  return outcomes
}
const numbered = (n: number): Letter => aLetter({ messageId: `t1.k7qm4xw2.${n}.abcdefgh.abcdefghijklmnopqrstuvwxyz@acme.example` })
const idsOf = (mails: ReadonlyArray<{ readonly raw: Buffer }>) => mails.map(({ raw }) => /t1\.k7qm4xw2\.\d+/.exec(raw.toString())![0])

describe("with a real server at the other end", () => {
  test("a hundred letters arrive once each, and nothing twice", async () => {
    const server = await aServer()
    open.push(server.stop)
    const outbound = smtp({ host: "127.0.0.1", port: server.port })
    open.push(outbound.close)
    await work(
      Array.from({ length: 100 }, (_, n) => numbered(n)),
      outbound
    )
    expect([server.taken.length, new Set(idsOf(server.taken)).size]).toEqual([100, 100])
  })
  test("a recipient who is refused for the moment gets the very same mail later, and the others no second one", async () => {
    const server = await aServer()
    open.push(server.stop)
    server.refusals.set(eve, 451)
    const outbound = smtp({ host: "127.0.0.1", port: server.port })
    open.push(outbound.close)
    let sends = 0
    const healing: Outbound = {
      ...outbound,
      send: (...mail) => {
        if (++sends === 3) server.refusals.delete(eve)
        return outbound.send(...mail)
      }
    }
    expect(await work([letter], healing)).toEqual(["Retry", "Retry", "Done"])
    expect(server.taken.map(({ to }) => to)).toEqual([[ada], [eve]])
    expect(server.taken[0]!.raw.equals(server.taken[1]!.raw)).toBe(true)
  })
  test("a server that takes a mail and hangs up leaves it to a person; with `resend` it comes twice under one Message-ID", async () => {
    for (const [onUnknown, outcomes, copies] of [
      ["hold", ["Dead"], 1],
      ["resend", ["Retry", "Done"], 2]
    ] as const) {
      const server = await aFaultyServer("end", "drop", { times: 1 })
      open.push(server.stop)
      const outbound = smtp({ host: "127.0.0.1", port: server.port })
      open.push(outbound.close)
      expect(await work([numbered(1)], outbound, onUnknown)).toEqual(outcomes)
      expect(server.taken).toHaveLength(copies)
      expect(new Set(server.taken).size).toBe(1)
    }
  })
  test("a server that is away for a day costs the letter, but not silently", async () => {
    const server = await aFaultyServer("greeting", "drop")
    open.push(server.stop)
    const outbound = smtp({ host: "127.0.0.1", port: server.port })
    open.push(outbound.close)
    expect(await work([numbered(1)], outbound)).toEqual([...Array.from({ length: ATTEMPTS - 1 }, () => "Retry"), "Dead"])
  })
})
