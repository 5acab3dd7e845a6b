import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { safeFileName } from "../../src/mail/parser/fileName.ts"
import { isClean } from "../../src/text/Text.ts"

describe("the name of an attached file", () => {
  test.each([
    ["invoice.pdf", "invoice.pdf"],
    ["Rechnung für März.pdf", "Rechnung für März.pdf"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["C:\\Users\\ada\\a.txt", "C__Users_ada_a.txt"],
    ["..\u2215..\u2044x", "_.._x"],
    ["\u200B.htaccess", "htaccess"],
    [".htaccess", "htaccess"],
    ["a\u0000b.php\u0000.png", "ab.php.png"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["CON", "_CON"],
    ["con.txt", "_con.txt"],
    ["ＣＯＮ.txt", "_CON.txt"],
    ["LPT¹", "_LPT¹"],
    ["console.txt", "console.txt"],
    ["report.pdf. . .", "report.pdf"],
    ['a<b>:"c|d?*.txt', "a_b___c_d__.txt"],
    ["line\r\nbreak.txt", "linebreak.txt"],
    ["...", ""],
    ["   ", ""],
    ["\u200B\uFEFF", ""]
  ])("%j is kept as %j", (raw, safe) => {
    expect(safeFileName(raw)).toBe(safe)
  })

  test("when it is too long, then its extension stays", () => {
    const name = safeFileName(`${"ä".repeat(500)}.pdf`)
    expect(name).toMatch(/^ä+\.pdf$/)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  })
})

describe("laws", () => {
  const nasty = fc.constantFrom(
    "/",
    "\\",
    ".",
    " ",
    "\0",
    "\u202E",
    "\u200B",
    "CON",
    "com1",
    "aux.",
    ":",
    "％",
    "．",
    "／",
    "é",
    "e\u0301",
    "\u0338",
    "\u{1F600}",
    "\uD800",
    "x".repeat(100),
    "\u3164",
    "\u00AD"
  )
  const names = fc.array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 12 }).map((pieces) => pieces.join(""))

  test("a safe name is safe, and stays what it is", () => {
    fc.assert(
      fc.property(names, (raw) => {
        const name = safeFileName(raw)
        expect(safeFileName(name)).toBe(name)
        expect(isClean(name)).toBe(true)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\\/:*?"<>|\u2028\u2029]|^[. ]|[. ]$/u)
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
      })
    )
  })
})
