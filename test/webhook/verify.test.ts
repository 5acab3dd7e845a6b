import { createHmac, randomBytes } from "node:crypto"
import fc from "fast-check"
import { Webhook } from "standardwebhooks"
import { describe, expect, test } from "vitest"
import { type Proof, SecretInvalid, verifier } from "../../src/webhook/index.ts"

const written = (): string => `whsec_${randomBytes(32).toString("base64")}`
const secret = written()
const now = Date.UTC(2026, 0, 5, 9)
const seconds = now / 1000
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const signed = (body: Uint8Array, own: { key?: string; id?: string; at?: number } = {}) => {
  const { key = secret, id = "msg_1", at = seconds } = own
  const tag = createHmac("sha256", Buffer.from(key.slice(6), "base64"))
    .update(`${id}.${at}.`)
    .update(body)
    .digest("base64")
  return { headers: { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${tag}` }, body }
}
const refused = (because: string): Proof => ({ _tag: "Refused", because }) as Proof
const genuine: Proof = { _tag: "Genuine", id: "msg_1" }
const { verify } = verifier(secret)

describe("a call that came in", () => {
  test("is believed as the library of the standard signs it", () => {
    const signature = new Webhook(secret).sign("msg_1", new Date(now), "{}")
    const headers = { "webhook-id": "msg_1", "webhook-timestamp": String(seconds), "webhook-signature": signature }
    expect(verify({ headers, body: bytes("{}") }, now)).toEqual(genuine)
  })
  test("is believed by any of the secrets, and among several signatures", () => {
    const [fresh, old] = [written(), written()]
    const both = verifier([fresh, old])
    for (const key of [fresh, old]) expect(both.verify(signed(bytes("x"), { key }), now)).toEqual(genuine)
    expect(both.verify(signed(bytes("x")), now)).toEqual(refused("forged"))
    const call = signed(bytes("x"))
    const crowd = { ...call.headers, "webhook-signature": `v1a,abc v1,AAAA ${call.headers["webhook-signature"]}` }
    expect(verify({ ...call, headers: crowd }, now)).toEqual(genuine)
  })
  test.each([
    [300, true],
    [-300, true],
    [301, false],
    [-301, false]
  ])("made %i s from now is believed: %s", (apart, isBelieved) => {
    expect(verify(signed(bytes("x"), { at: seconds + apart }), now)).toEqual(isBelieved ? genuine : refused("stale"))
  })
  test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("without %s, or with two, is unsigned", (name) => {
    const { headers, body } = signed(bytes("x"))
    expect(verify({ headers: { ...headers, [name]: undefined }, body }, now)).toEqual(refused("unsigned"))
    expect(verify({ headers: { ...headers, [name]: ["a", "b"] }, body }, now)).toEqual(refused("unsigned"))
  })
  test.each([
    ["the empty signature", { "webhook-signature": "" }, "forged"],
    ["no version", { "webhook-signature": "AAAA" }, "forged"],
    ["a time that is no number", { "webhook-timestamp": "1e9" }, "unsigned"],
    ["a blank in the id", { "webhook-id": "msg 1" }, "unsigned"],
    ["another id", { "webhook-id": "msg_2" }, "forged"],
    ["another time within the window", { "webhook-timestamp": String(seconds + 1) }, "forged"]
  ])("with %s is refused", (_, change, because) => {
    const { headers, body } = signed(bytes("x"))
    expect(verify({ headers: { ...headers, ...change }, body }, now)).toEqual(refused(because))
  })
  test("is read by its bytes: not a bit of the body or of the tag may differ", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(7), fc.boolean(), (body, place, bit, ofTag) => {
        const call = signed(body)
        expect(verify(call, now)).toEqual(genuine)
        const tag = Buffer.from(call.headers["webhook-signature"].slice(3), "base64")
        const target = ofTag ? tag : body
        target[place % target.length]! ^= 1 << bit
        const headers = { ...call.headers, "webhook-signature": `v1,${tag.toString("base64")}` }
        expect(verify({ headers, body }, now)).toEqual(refused("forged"))
      })
    )
  })
})

test("a secret that is none is told so, and nothing of what it was", () => {
  expect(() => verifier("hunter2")).toThrow(SecretInvalid)
  expect(() => verifier([])).toThrow(SecretInvalid)
})
