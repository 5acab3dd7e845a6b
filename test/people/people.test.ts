import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Actor from "../../src/people/Actor.ts"
import * as Identity from "../../src/people/Identity.ts"
import * as Requester from "../../src/people/Requester.ts"
import { addresses } from "./addresses.ts"

describe("the key of an identity", () => {
  test("two spellings of one address are one identity", () => {
    expect(Identity.key(Identity.email("Ada@example.org"))).toBe("email:ada@example.org")
  })
  test("a number, an account of a network and one of another system never meet", () => {
    expect(Identity.key({ kind: "phone", value: "+33123456789" })).toBe("phone:+33123456789")
    expect(Identity.key({ kind: "social", provider: "x", value: "ada" })).toBe("social:x:ada")
    expect(Identity.key({ kind: "external", provider: "x", value: "ada" })).toBe("external:x:ada")
  })
  test.each(["+1", "0123456789", "+0123456", "+331234567890123456", "+33 1 23", "+33123456789\n"])("%j is no E.164 number", (value) => {
    expect(Schema.is(Identity.Identity)({ kind: "phone", value })).toBe(false)
  })
  test("law: identities share a key only if they are the same, spelling of the address aside", () => {
    const identity: fc.Arbitrary<Identity.Identity> = fc.oneof(
      addresses.map(Identity.email),
      fc.stringMatching(/^\+[1-9][0-9]{2,4}$/).map((value) => ({ kind: "phone" as const, value })),
      fc.record({
        kind: fc.constantFrom("social" as const, "external" as const),
        provider: fc.constantFrom("x", "crm", "x-y"),
        value: fc.constantFrom("a", ":a", "b:c", "+331", "y:a")
      })
    )
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const alike = Identity.key(a) === Identity.key(b)
        if (a.kind !== b.kind) expect(alike).toBe(false)
        else if (a.kind !== "email") expect(alike).toBe(JSON.stringify(a) === JSON.stringify(b))
      })
    )
  })
})

describe("a name for the requester", () => {
  const ada = Identity.email("ada.l@example.org")
  test("the name that was given", () => {
    expect(Requester.deriveName("  Ada Lovelace ", ada)).toBe("Ada Lovelace")
  })
  test("none, or one that says nothing: the local part of the address", () => {
    expect(Requester.deriveName(undefined, ada)).toBe("ada.l")
    expect(Requester.deriveName(" \t\u200b\u202e ", ada)).toBe("ada.l")
    expect(Requester.deriveName("\u200d\u200c", ada)).toBe("ada.l")
  })
  test("no address: the number or the account, and at last Anonymous", () => {
    expect(Requester.deriveName("", { kind: "phone", value: "+33123456789" })).toBe("+33123456789")
    expect(Requester.deriveName(undefined, { kind: "social", provider: "x", value: "ada" })).toBe("ada")
    expect(Requester.deriveName(undefined, undefined)).toBe("Anonymous")
  })
  test("a line break in a name would be a header in a mail", () => {
    expect(Requester.deriveName("Ada\r\nBcc: eve@example.org", ada)).toBe("Ada Bcc: eve@example.org")
    expect(Requester.deriveName("Ada\u2028Bcc\u0085x", ada)).toBe("Ada Bcc x")
  })
  test("joiners belong to the spelling of names and to some faces; direction marks do not", () => {
    expect(Requester.deriveName("علی\u200cرضا", ada)).toBe("علی\u200cرضا")
    expect(Requester.deriveName("Ada 👩\u200d💻", ada)).toBe("Ada 👩\u200d💻")
    expect(Requester.deriveName("Ada\u202egpj.exe", ada)).toBe("Ada gpj.exe")
  })
  test("law: whatever is given, the answer is a name that can be stored, on one line", () => {
    const given = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(" ", "\u200d", "\u0301", "\ud83d\ude00", "\n", "a"), minLength: 200, maxLength: 300 })
    )
    const valid = Schema.is(Requester.Requester)
    fc.assert(
      fc.property(given, fc.option(addresses.map(Identity.email), { nil: undefined }), (raw, identity) => {
        const name = Requester.deriveName(raw, identity)
        expect(valid({ id: "r-1", name, identities: [], organization: null })).toBe(true)
        expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        expect(Requester.deriveName(name, identity)).toBe(name)
      })
    )
  })
  test("mail goes to the first address", () => {
    const requester = {
      id: "r-1",
      name: "Ada",
      organization: null,
      identities: [{ kind: "phone" as const, value: "+331234" }, ada, Identity.email("b@example.org")]
    }
    expect(Requester.emailOf(requester)).toBe("ada.l@example.org")
    expect(Requester.emailOf({ ...requester, identities: [] })).toBeNull()
  })
})

describe("who did it", () => {
  const is = Schema.is(Actor.Actor)
  test.each(["agent:bo", "requester:r-17", "participant:eve@example.org", "rule:auto-close", "integration:crm", "system"])(
    "%s",
    (actor) => {
      expect(is(actor)).toBe(true)
    }
  )
  test.each([
    "",
    "bo",
    "agent:",
    "Agent:bo",
    "system:x",
    "agent:bo\n",
    "agent:b o",
    "admin:bo",
    "agent:bo\u202e",
    `agent:${"x".repeat(255)}`
  ])("not %j", (actor) => {
    expect(is(actor)).toBe(false)
  })
  test("its kind and its id, whatever the id holds", () => {
    expect([Actor.kindOf("requester:crm:7"), Actor.idOf("requester:crm:7")]).toEqual(["requester", "crm:7"])
    expect([Actor.kindOf("system"), Actor.idOf("system")]).toEqual(["system", ""])
  })
  test("who stands outside of the desk", () => {
    const outside = (["agent:bo", "requester:r", "participant:e@x.org", "rule:r", "integration:crm", "system"] as const).filter(
      Actor.isOutside
    )
    expect(outside).toEqual(["requester:r", "participant:e@x.org"])
    expect(Actor.isAgent("agent:bo")).toBe(true)
    expect(Actor.isAgent("system")).toBe(false)
  })
  test("law: made, then read", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        for (const [make, kind] of [
          [Actor.agent, "agent"],
          [Actor.requester, "requester"],
          [Actor.participant, "participant"]
        ] as const) {
          expect([Actor.kindOf(make(address)), Actor.idOf(make(address)), is(make(address))]).toEqual([kind, address, true])
        }
      })
    )
  })
})
