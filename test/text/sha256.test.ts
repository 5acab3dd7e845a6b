import { createHash } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { sha256 } from "../../src/text/Sha256.ts"

const platforms = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex")

test("the examples of the standard", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  expect(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  )
})
test("every length around the blocks", () => {
  for (let length = 0; length < 200; length++) expect(sha256("é".repeat(length))).toBe(platforms("é".repeat(length)))
})
test("whatever the text, it is what the platform says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(platforms(text))
    })
  )
})
