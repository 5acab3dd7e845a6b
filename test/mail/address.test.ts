import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Address from "../../src/people/EmailAddress.ts"
import { parseAddresses } from "../../src/mail/parser/addresses.ts"
import { cleanName } from "../../src/mail/parser/sender.ts"
import { checked, lines, readMail } from "./aMail.ts"

const addressesOf = (text: string) => parseAddresses(text).mailboxes.map((found) => found.address)
const mailFrom = (from: string, ...more: ReadonlyArray<string>) =>
  readMail(Buffer.from(`From: ${from}\r\n${more.map((line) => `${line}\r\n`).join("")}\r\nhello`, "utf8"))

describe("a list of addresses", () => {
  test.each([
    ["ada@example.org", ["ada@example.org"]],
    ["<ada@example.org>", ["ada@example.org"]],
    ["Ada <ada@example.org>", ["ada@example.org"]],
    ['"Byron, Ada" <ada@example.org>, bob@example.org', ["ada@example.org", "bob@example.org"]],
    ["Joe Q. Public <john.q.public@example.com>", ["john.q.public@example.com"]],
    ["Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", ["pete@silly.test"]],
    ["A Group(Some people):Chris <c@(Chris's host.)public.example>, joe@example.org;", ["c@public.example", "joe@example.org"]],
    ["(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;", []],
    ["Mary <@machine.tld:mary@example.net>, , jdoe@test   . example", ["mary@example.net", "jdoe@test.example"]],
    ["<@a.example,@b.example:ada@example.org>, bob@example.org", ["ada@example.org", "bob@example.org"]],
    ['"ada"@example.org', ["ada@example.org"]],
    ["One: a@b.c; , Two: d@e.f;", ["a@b.c", "d@e.f"]],
    ["ada@EXAMPLE.org", ["ada@example.org"]],
    ["Ada@bücher.example", ["Ada@xn--bcher-kva.example"]],
    ["δοκιμή@example.org", ["δοκιμή@example.org"]],
    ["ada\t@\r\n example.org", ["ada@example.org"]],
    ["=?utf-8?Q?Doe,_Jane?= <jane@example.org>", ["jane@example.org"]],
    ["", []],
    ["<>", []],
    ["MAILER-DAEMON", []],
    [",,;;", []]
  ])("%s", (text, expected) => {
    expect(addressesOf(text)).toEqual(expected)
    expect(parseAddresses(text).wrong).toEqual([])
  })

  test.each([
    '"user"@example.com(x)evil.com',
    "ada@example.org bob@example.org",
    "<ada@example.org> <bob@example.org>",
    "ada@example.org>",
    "<ada@example.org",
    '"ada <ada@example.org>',
    "(ada@example.org",
    "ada@bob@example.org",
    "ada.@example.org",
    "ada..byron@example.org",
    "ada@example..org",
    "@example.org",
    "ada@",
    '"ada byron"@example.org',
    '"ada@home"@example.org',
    "ada@[192.0.2.1]",
    "ada＠example.org@",
    "ada@exa mple.org",
    "ada\u0000@example.org",
    "<@a.example,@b.example ada@example.org>"
  ])("%s is nobody's address", (text) => {
    expect(addressesOf(text)).toEqual([])
    expect(parseAddresses(text).wrong).toHaveLength(1)
  })

  test("when a list is longer than its limit, then it says so", () => {
    const list = parseAddresses("a@b.c,".repeat(11), 10)
    expect(list.mailboxes).toHaveLength(10)
    expect(list.more).toBe(true)
  })
})

describe("who wrote", () => {
  test.each([
    ["Ada <ada@example.org>", "ada@example.org", "Ada"],
    ["ada@example.org (Ada Byron)", "ada@example.org", "Ada Byron"],
    ['"ceo@bank.example" <ada@example.org>', "ada@example.org", "ceo@bank.example"],
    ["ada@example.org <ada@example.org>", "ada@example.org", "ada@example.org"],
    ["Byron, Ada <ada@example.org>", "ada@example.org", "Ada"],
    ["Ada Byron ada@example.org", "ada@example.org", "Ada Byron"],
    ["ada@example.org, ADA@example.org", "ADA@example.org", ""]
  ])("%s", (from, address, name) => {
    expect(mailFrom(from)).toMatchObject({ from: { address, name }, cut: [] })
  })

  test.each([
    '"user"@example.com(x)evil.com',
    "victim@evil.com\t.example.com",
    "<victim@bank.example> <ada@evil.example>",
    "victim@bank.example, ada@evil.example",
    "victim@bank.example ada@evil.example",
    "evil.example victim@bank.example",
    "victim@bank.example@evil.example",
    "victim@bank.example\u0000@evil.example",
    '"victim@bank.example" evil@evil.example'
  ])("%s could be somebody else", (from) => {
    expect(mailFrom(from)).toMatchObject({ from: null, cut: ["senderAmbiguous"] })
  })

  test.each(["", "<>", "MAILER-DAEMON <>", "(Mail Delivery System)", "MAILER-DAEMON", "undisclosed:;", "=?utf-8?Q?ada=40example.org?="])(
    "%s is nobody",
    (from) => {
      expect(mailFrom(from)).toMatchObject({ from: null, cut: ["senderMissing"] })
    }
  )

  test("when there is no From, then the sender is missing, whatever Sender says", () => {
    expect(readMail(lines("Sender: ada@example.org", "", "x"))).toMatchObject({
      from: null,
      sender: { address: "ada@example.org" },
      cut: ["senderMissing"]
    })
  })

  test("when several wrote, then Sender decides if it is one of them, and nobody else does", () => {
    expect(mailFrom("ada@example.org, bob@example.org", "Sender: bob@example.org").from).toEqual({ address: "bob@example.org", name: "" })
    expect(mailFrom("ada@example.org, bob@example.org", "Sender: eve@example.org").from).toBeNull()
  })

  test("when there are two From fields, then they must say the same", () => {
    expect(mailFrom("ada@example.org", "From: eve@example.org", "Sender: ada@example.org")).toMatchObject({
      from: null,
      cut: ["senderAmbiguous"]
    })
    expect(mailFrom("ada@example.org", "From: Ada <ada@example.org>").from?.address).toBe("ada@example.org")
  })

  test("names are shown on one line, and nothing invisible turns them round", () => {
    expect(mailFrom("=?utf-8?Q?Ada=0D=0ABcc:_eve=40example.org=E2=80=AE_b?= <ada@example.org>").from?.name).toBe(
      "Ada Bcc: eve@example.org b"
    )
    expect(mailFrom("=?utf-8?Q?A=07da=C2=85?= <ada@example.org>").from?.name).toBe("A da")
    expect(mailFrom(`${"x".repeat(300)} <ada@example.org>`).from?.name).toHaveLength(255)
  })
})

describe("laws", () => {
  const atom = fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/).filter((word) => !word.includes("=?"))
  const local = fc.array(atom, { minLength: 1, maxLength: 3 }).map((words) => words.join("."))
  const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,10}[a-z0-9])?$/)
  const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."))
  const address = fc
    .tuple(local, domain)
    .map(([user, host]) => `${user}@${host}`)
    .filter((one) => Address.parse(one) === one)
  const name = fc
    .string({ unit: "grapheme", maxLength: 30 })
    .map((raw) => cleanName(raw))
    .filter((clean) => !clean.includes("=?"))
  const mailbox = fc.record({ address, name })
  const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`
  const render = (box: { readonly address: string; readonly name: string }): string =>
    box.name === "" ? box.address : `${quote(box.name)} <${box.address}>`
  const asBoxes = (text: string) =>
    parseAddresses(text).mailboxes.map((found) => ({ address: found.address, name: cleanName(found.phrase) }))

  test("what is written is read again", () => {
    fc.assert(
      fc.property(fc.array(mailbox, { maxLength: 5 }), (boxes) => {
        expect(asBoxes(boxes.map(render).join(", "))).toEqual(boxes)
      })
    )
  })

  test("comments and folds between words change nothing", () => {
    const filler = fc.constantFrom("", " ", "\r\n ", "(x)", " (a (nested) \\) one) ", '("@<>,;:")')
    fc.assert(
      fc.property(mailbox, fc.array(filler, { minLength: 6, maxLength: 6 }), (box, [a, b, c, d, e, f]) => {
        const [user, host] = box.address.split("@")
        const text = `${a}${quote(box.name)}${b}<${c}${user}${d}@${e}${host}>${f}`
        expect(parseAddresses(text)).toMatchObject({ mailboxes: [{ address: box.address }], wrong: [] })
      })
    )
  })

  test("reading what was read changes nothing, whatever the text was", () => {
    const junk = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            "<",
            ">",
            "@",
            ",",
            ";",
            ":",
            "(",
            ")",
            '"',
            "\\",
            ".",
            " ",
            "\t",
            "[",
            "]",
            "=?utf-8?q?x?=",
            "é",
            "a",
            "b.c",
            "a@b.c"
          ),
          fc.string({ unit: "binary", maxLength: 3 })
        ),
        { maxLength: 25 }
      )
      .map((pieces) => pieces.join(""))
    fc.assert(
      fc.property(junk, (text) => {
        const boxes = asBoxes(text)
        for (const box of boxes) expect(Address.parse(box.address)).toBe(box.address)
        expect(asBoxes(boxes.map((box) => box.address).join(", ")).map((box) => box.address)).toEqual(boxes.map((box) => box.address))
      })
    )
  })

  test("whatever stands in From, the sender is an address that stands there, or nobody with a reason", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "victim",
        "evil",
        "@",
        ".",
        "bank.example",
        "evil.example",
        "<",
        ">",
        '"',
        "(x)",
        "(",
        ")",
        ",",
        ";",
        ":",
        " ",
        "\t",
        "\\",
        "Ada",
        "=?utf-8?Q?a=40b?="
      ),
      { maxLength: 14 }
    )
    fc.assert(
      fc.property(pieces, (words) => {
        const mail = checked(mailFrom(words.join("")))
        if (mail.from === null) expect(mail.cut.filter((one) => one === "senderMissing" || one === "senderAmbiguous")).toHaveLength(1)
        else {
          const plain = words
            .join("")
            .toLowerCase()
            .replaceAll(/[\s"]|\(x\)/g, "")
          expect(plain).toContain(mail.from.address.toLowerCase())
          expect(mail.cut).not.toContain("senderAmbiguous")
        }
      })
    )
  })
})
