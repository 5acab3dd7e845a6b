import { createHash } from "node:crypto"
import { afterAll, describe, expect, test } from "vitest"
import { mailParser } from "../../src/mail/parse.ts"
import { checked, lines } from "./aMail.ts"
import { families } from "./hostile.ts"

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")
const parser = mailParser({ milliseconds: 8000 })
afterAll(() => parser.close())

describe("mails that were made to hurt", () => {
  // The last argument is a watchdog against a hang, no figure: those are measured elsewhere.
  test.each(families)("$name", { timeout: 20_000 }, async (family) => {
    const raw = family.make()
    const before = sha256(raw)
    const answer = await parser.parse(raw)
    expect(sha256(raw)).toBe(before)
    expect(answer._tag === "Parsed" ? "Parsed" : answer.cause).toBe(family.expect)
    if (answer._tag === "Unreadable") return
    checked(answer.mail)
    expect(answer.mail.raw).toBe(before)
    expect(answer.mail.text.length).toBeLessThanOrEqual(4 * 1024 * 1024)
    if (family.cut !== undefined) expect(answer.mail.cut).toContain(family.cut)
  })

  test("there are as many families as were asked for", () => {
    expect(families.length).toBeGreaterThanOrEqual(30)
  })
})

describe("the thread beside", () => {
  const large = lines("From: ada@example.org", "Subject: large", "", "The order has not come yet.\r\n".repeat(10_000))

  test("when a mail is large, then the answer is the one that a small mail gets", async () => {
    const answer = await parser.parse(large)
    expect(answer).toMatchObject({ _tag: "Parsed", mail: { subject: "large", from: { address: "ada@example.org" }, cut: [] } })
  })

  test("when a large mail has a file, then its bytes are whole and ours alone", async () => {
    const bytes = Buffer.alloc(15 * 1024 * 1024, "JVBE not quite a pdf")
    const mail = lines(
      "From: ada@example.org",
      "Content-Type: application/pdf; name=plan.pdf",
      "Content-Transfer-Encoding: base64",
      "",
      bytes.toString("base64").replace(/.{76}/g, "$&\r\n")
    )
    const answer = await parser.parse(mail)
    if (answer._tag === "Unreadable") throw new Error(answer.cause)
    expect(answer.mail.attachments).toMatchObject([{ name: "plan.pdf", size: bytes.length, ref: sha256(bytes) }])
    expect(sha256(answer.blobs[0]!.bytes)).toBe(sha256(bytes))
  })

  test("when several come at once, then each gets its own answer", async () => {
    const mails = Array.from({ length: 5 }, (_, i) => lines("From: ada@example.org", `Subject: number ${i}`, "", "x\r\n".repeat(50_000)))
    const answers = await Promise.all(mails.map((mail) => parser.parse(mail)))
    expect(answers.map((answer) => (answer._tag === "Parsed" ? answer.mail.subject : answer.cause))).toEqual(
      mails.map((_, i) => `number ${i}`)
    )
  })

  test("when it is late, then the mail is unreadable, and the next mail gets a new thread", async () => {
    const hasty = mailParser({ milliseconds: 1 })
    expect(await hasty.parse(families.find((family) => family.name === "html, 10 MB")!.make())).toMatchObject({ cause: "parserTimedOut" })
    await hasty.close()
    expect(await parser.parse(large)).toMatchObject({ _tag: "Parsed" })
  })

  test("when it runs out of memory, then the mail is unreadable, and this process lives on", async () => {
    const small = mailParser({ megabytes: 24, milliseconds: 8000 })
    const html = families.find((family) => family.name === "html, 10 MB")!.make()
    expect(await small.parse(html)).toMatchObject({ cause: "parserOutOfMemory" })
    expect(await small.parse(large)).toMatchObject({ _tag: "Parsed" })
    await small.close()
  })

  test("when it was closed, then a later mail starts it again", async () => {
    const other = mailParser()
    expect(await other.parse(large)).toMatchObject({ _tag: "Parsed" })
    await other.close()
    expect(await other.parse(large)).toMatchObject({ _tag: "Parsed" })
    await other.close()
  })
})
