/** Words are found in whatever clothes they wear, and nothing is found that is not there. */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { memory } from "../../src/storage/memory.ts"
import { batch, committed, desk, effect, write } from "../../src/testing/storage/batches.ts"
import { dumpOf, proveErased } from "../../src/testing/index.ts"
import { freshPath } from "../freshPath.ts"

const probe = "Zoë Müller & <ada@example.org>"
const utf8 = Buffer.from(probe, "utf8")
const quoted = (bytes: Buffer): string => [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("")

describe("what was to be gone is found", () => {
  test.each<[string, Uint8Array | string | object]>([
    ["as it is", `x ${probe} y`],
    ["as octets", utf8],
    ["in capitals", probe.toUpperCase()],
    ["taken apart into letters and accents", probe.normalize("NFD")],
    ["in a value", { a: [{ b: probe }] }],
    ["in JSON within JSON", { body: JSON.stringify({ text: probe }) }],
    [
      "in JSON with escapes",
      JSON.stringify(probe).replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`)
    ],
    ["in a link", `?q=${encodeURIComponent(probe)}`],
    ["in a form", `q=${encodeURIComponent(probe).replaceAll("%20", "+")}`],
    ["in quoted-printable", [...probe].map((letter) => (/[ -<>-~]/.test(letter) ? letter : quoted(Buffer.from(letter, "utf8")))).join("")],
    ["in quoted-printable, broken into lines", "Zo=C3=AB M=C3=\r\n=BCller & <ada@exam=\r\nple.org>"],
    ["in HTML", probe.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")],
    ["in HTML by numbers", "Zo&#235; M&#252;ller &amp; &lt;ada@example.org&gt;"],
    ["in HTML by hexadecimal numbers", "Zo&#xEB; M&#xFC;ller &amp; &lt;ada@example.org&gt;"],
    ["in UTF-16", Buffer.from(probe, "utf16le")],
    ["in UTF-16, the other way round", Buffer.from(probe, "utf16le").swap16()],
    ["in base64", utf8.toString("base64")],
    ["in base64 for links", Buffer.concat([Buffer.from("~~?"), utf8]).toString("base64url")],
    [
      "in base64, broken into lines",
      Buffer.concat([Buffer.alloc(50, "x"), utf8])
        .toString("base64")
        .replace(/.{76}/g, "$&\r\n")
    ]
  ])("%s", (_, dump) => {
    const found = proveErased(dump, [probe])
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found.map((one) => one.probe))).toEqual(new Set([probe]))
  })
  test("law: in base64, wherever in a text it stands", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (before, after) => {
        const dump = Buffer.concat([before, utf8, after]).toString("base64")
        expect(proveErased(dump, [probe]).map(({ as }) => as)).toContain("base64")
      })
    )
  })
  test("in files and folders, by their names too; and where", () => {
    const folder = freshPath()
    mkdirSync(join(folder, "in"), { recursive: true })
    writeFileSync(join(folder, "in", "one.txt"), "nothing")
    writeFileSync(join(folder, "in", "two.txt"), `far ${probe}`)
    writeFileSync(join(folder, "in", "Xanadu.txt"), "nothing")
    const found = proveErased({ files: [folder] }, [probe, "xanadu"])
    expect(new Set(found.map(({ where }) => where))).toEqual(new Set([join(folder, "in", "two.txt"), join(folder, "in", "Xanadu.txt")]))
    expect(found.find(({ as, where }) => as === "text" && where.endsWith("two.txt"))?.at).toBe(4)
  })
  test("in whatever a storage tells by its verbs", async () => {
    const storage = memory()
    const vault = [{ version: 1, subject: "s", value: "in the vault" }]
    const document = { kind: "requester", body: "in the document", facts: {}, wakeAt: null } as const
    await committed(
      storage,
      desk,
      batch([write("a", 0, { events: ["in an event"], vault, document })], { effects: [effect("e", { payload: "in an effect" })] })
    )
    const dump = await dumpOf(storage, desk)
    for (const where of ["in the vault", "in the document", "in an event", "in an effect"])
      expect(proveErased(dump, [where]).length).toBeGreaterThan(0)
    expect(proveErased(await dumpOf(storage, "other"), ["in"])).toEqual([])
  })
})

describe("what is gone is not found", () => {
  test("law: whatever the rest of it is", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "B", "é", "=", "&", "%", "\n", "4") })
    fc.assert(
      fc.property(text, (dump) => {
        expect(proveErased(dump, ["xyz", "Ωmega"])).toEqual([])
        expect(proveErased(Buffer.from(dump, "utf8").toString("base64").replaceAll("e", "-"), ["Ωmega"])).toEqual([])
      })
    )
  })
})
