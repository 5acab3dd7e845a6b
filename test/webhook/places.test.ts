/** Where calls may go: to the public network, and nowhere else, whatever an address is written like. */
import dns from "node:dns/promises"
import { syncBuiltinESMExports } from "node:module"
import fc from "fast-check"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { post } from "../../src/webhook/post.ts"
import { webhooks } from "../../src/webhook/index.ts"
import { isPublic } from "../../src/webhook/isPublic.ts"
import { target } from "../../src/webhook/target.ts"
import { aReceiver } from "./aReceiver.ts"

/** There is no name service of our own here to lie to us; so some names are answered by this list, one answer after the other. */
const names = new Map<string, Array<ReadonlyArray<string>>>()
const real = dns.lookup
const lookup = async (host: string, options: object) => {
  const said = names.get(host)?.shift()
  return said === undefined ? real(host, options) : said.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))
}
const answerBy = (by: typeof dns.lookup): void => {
  dns.lookup = by
  syncBuiltinESMExports()
}
beforeAll(() => answerBy(lookup as typeof dns.lookup))
afterAll(() => answerBy(real))
afterEach(() => names.clear())

const secrets = { crm: `whsec_${"A".repeat(44)}` }

describe("an address", () => {
  test.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.7",
    "224.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "8.8.8.8.8"
  ])("%j is not public", (address) => expect(isPublic(address)).toBe(false))
  test.each(["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255"])(
    "%s is public",
    (address) => expect(isPublic(address)).toBe(true)
  )
  test.each(["2606:4700:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888"])("%s is public", (address) =>
    expect(isPublic(address)).toBe(true)
  )
  test("that carries an IPv4 address inside is never public, whichever that is", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom("::ffff:", "::", "64:ff9b::"), (inner, prefix) => {
        expect(isPublic(`${prefix}${inner}`)).toBe(false)
      })
    )
  })
})

describe("a place", () => {
  const because = async (url: string, allowPrivate = false) => {
    const place = await target(url, allowPrivate)
    return "because" in place ? place.because : "welcome"
  }
  test.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[0:0:0:0:0:ffff:7f00:1]/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://169.254.169.254/latest/meta-data",
    "https://[fd00:ec2::254]/",
    "https://0/"
  ])("%s is not on the public network", async (url) => {
    expect(await because(url)).toBe("the host is not on the public network")
    expect(await because(url, true)).toBe("welcome")
  })
  test("is called over https, without a user, or not at all", async () => {
    expect(await because("http://8.8.8.8/")).toBe("the address is not https")
    expect(await because("file:///etc/passwd", true)).toBe("the address is not https")
    expect(await because("gopher://8.8.8.8/", true)).toBe("the address is not https")
    expect(await because("https://bo@8.8.8.8/")).toBe("the address holds a user or a password")
    expect(await because("https://:pass@8.8.8.8/", true)).toBe("the address holds a user or a password")
    expect(await because("https://", true)).toBe("the address cannot be read")
    expect(await because("https://8.8.8.8/")).toBe("welcome")
  })
  test("with one private address among its public ones is not called", async () => {
    names.set("two.example", [["8.8.8.8", "10.0.0.1"]])
    names.set("none.example", [[]])
    expect(await because("https://two.example/")).toBe("the host is not on the public network")
    expect(await because("https://none.example/")).toBe("the host has no address")
  })
  test("is looked up once: whoever answers otherwise the second time is not asked", async () => {
    const { taken, stop, port } = await aReceiver()
    names.set("rebound.example", [["8.8.8.8"], ["127.0.0.1"]])
    expect(await target("https://rebound.example/", false)).toMatchObject({ addresses: [{ address: "8.8.8.8", family: 4 }] })
    // Nobody knows this name; the call arrives where the place says, and still asks for the name.
    const place = { url: new URL(`http://nobody.invalid:${port}/hook`), addresses: [{ address: "127.0.0.1", family: 4 }] }
    const signal = AbortSignal.timeout(5000)
    expect(await post({ place, headers: {}, body: "{}", ca: undefined, signal })).toBe(200)
    expect(taken[0]!.headers["host"]).toBe(`nobody.invalid:${port}`)
    await stop()
  })
  test("of our own is not called, though somebody listens there", async () => {
    const { taken, stop, port } = await aReceiver()
    for (const host of ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
      expect(
        await webhooks({ secrets }).call({ webhook: "crm", url: `https://${host}:${port}/`, id: "m", at: 0, depth: 1, body: "{}" })
      ).toEqual({ state: "failed", reply: "the host is not on the public network" })
    expect(taken).toEqual([])
    await stop()
  })
})
