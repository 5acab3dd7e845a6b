import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as SupportAddress from "../../src/channel/SupportAddress.ts"
import { addresses } from "../people/addresses.ts"

const at = (address: string, rest: { plus?: boolean } = {}): SupportAddress.SupportAddress => ({
  address,
  brand: null,
  department: null,
  replyFrom: null,
  plus: false,
  ...rest
})
const is = Schema.is(SupportAddress.SupportAddress)

describe("which support address takes a mail", () => {
  const all = [at("*@acme.test"), at("help@acme.test", { plus: true }), at("buy@acme.test"), at("help+vip@acme.test")]
  const taker = (address: string) => {
    const found = SupportAddress.match(all, address)
    return found && [found.support.address, found.matchedBy]
  }
  test("given its very address, in any spelling of ASCII letters", () => {
    expect(taker("help@acme.test")).toEqual(["help@acme.test", "exact"])
    expect(taker("HELP@acme.test")).toEqual(["help@acme.test", "exact"])
  })
  test("given a plus address: the address before the plus, if it takes them", () => {
    expect(taker("Help+k7qm.abc@acme.test")).toEqual(["help@acme.test", "exact"])
    expect(taker("help+a+b@acme.test")).toEqual(["help@acme.test", "exact"])
    expect(taker("buy+now@acme.test")).toEqual(["*@acme.test", "wildcard"])
  })
  test("an address of its own goes before a plus address, wherever it stands in the list", () => {
    expect(taker("help+vip@acme.test")).toEqual(["help+vip@acme.test", "exact"])
  })
  test("given any other address of the domain: the wildcard; of a subdomain or another domain: none", () => {
    expect(taker("anybody@acme.test")).toEqual(["*@acme.test", "wildcard"])
    expect(taker("help@mail.acme.test")).toBeUndefined()
    expect(taker("help@acme.test.evil.test")).toBeUndefined()
  })
  test("nobody writes to the wildcard itself", () => {
    expect(taker("*@acme.test")).toEqual(["*@acme.test", "wildcard"])
    expect(SupportAddress.match([at("*@acme.test")], "*@other.test")).toBeUndefined()
  })
})

describe("what a support address is", () => {
  test.each(["help@acme.test", "*@acme.test", "Hélp@acme.test"])("%s", (address) => {
    expect(is(at(address))).toBe(true)
  })
  test.each(["help", "*", "*@", "help@ACME.test", "*@ACME.test", " help@acme.test", "Acme <help@acme.test>", "a@b@acme.test"])(
    "not %s",
    (address) => {
      expect(is(at(address))).toBe(false)
    }
  )
})

describe("laws", () => {
  test("an exact address goes before a wildcard, in whatever order they stand", () => {
    fc.assert(
      fc.property(
        addresses.filter((address) => !address.startsWith("*@")),
        fc.boolean(),
        (address, first) => {
          const [, domain] = address.split("@")
          const wild = at(`*@${domain}`)
          const exact = at(address)
          const list = first ? [wild, exact] : [exact, wild]
          expect(SupportAddress.match(list, address)).toEqual({ support: exact, matchedBy: "exact" })
        }
      )
    )
  })
  test("withoutPlus is idempotent and leaves the domain alone", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const bare = SupportAddress.withoutPlus(address)
        expect(SupportAddress.withoutPlus(bare)).toBe(bare)
        expect(bare.split("@")[1]).toBe(address.split("@")[1])
      })
    )
  })
})
