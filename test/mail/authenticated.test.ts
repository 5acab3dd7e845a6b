import fc from "fast-check"
import { expect, test } from "vitest"
import { authenticated } from "../../src/mail/Authenticated.ts"

const results = (value: string) => ({ name: "authentication-results", value })
const ours = "mx.acme.example"

test("our own server vouches for the sender", () => {
  expect(
    authenticated([results("mx.acme.example; spf=pass smtp.mailfrom=lovelace.example; dmarc=pass header.from=lovelace.example")], ours)
  ).toBe(true)
  expect(authenticated([results("MX.acme.example 1; dmarc = pass (p=reject) header.from=x")], ours)).toBe(true)
})
test("nobody else can: another server, a later header, a comment, a word that only begins so", () => {
  expect(authenticated([results("mx.evil.example; dmarc=pass")], ours)).toBe(false)
  expect(authenticated([results("mx.acme.example; dmarc=fail"), results("mx.acme.example; dmarc=pass")], ours)).toBe(false)
  expect(authenticated([results("mx.acme.example (dmarc=pass); dmarc=none (; dmarc=pass)")], ours)).toBe(false)
  expect(authenticated([results('mx.acme.example; spf=fail (no (really); dmarc=pass ; x) reason="; dmarc=pass ;"')], ours)).toBe(false)
  expect(authenticated([results("mx.acme.example; dmarc=passable")], ours)).toBe(false)
  expect(authenticated([results("mx.acme.example; dmarc=pass")], undefined)).toBe(false)
  expect(authenticated([], ours)).toBe(false)
})
test("law: other headers change nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: fc.string().map((name) => `x-${name}`), value: fc.string() })),
      fc.constantFrom("pass", "fail"),
      (noise, verdict) => {
        const header = results(`${ours}; dmarc=${verdict}`)
        expect(authenticated([...noise, header, ...noise], ours)).toBe(verdict === "pass")
      }
    )
  )
})
