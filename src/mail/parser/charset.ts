/** Any bytes under any label → well-formed text. A label is a claim; what the bytes say is checked where it can be. */
import * as buffer from "node:buffer"

/** Decodes bytes that carry a charset label (`undefined`: none). Never throws. */
export const decode = (bytes: Uint8Array, label: string | undefined): string => {
  const name = canonical(label)
  if (name === "utf-7" && bytes.length <= UTF7) return utf7(bytes)
  if (name === undefined || name === "us-ascii") return unlabelled(bytes)
  if (name === "utf-8") return claimedUtf8(bytes)
  return decoderOf(name)?.decode(bytes) ?? unlabelled(bytes)
}

/** Whether `decode` would read these bytes as the UTF-8 that they are. */
export const isUtf8 = (bytes: Uint8Array, label: string | undefined): boolean =>
  [undefined, "us-ascii", "utf-8"].includes(canonical(label)) && buffer.isUtf8(bytes)

/** UTF-8 where the bytes are that, else windows-1252, in which every byte means something. */
export const unlabelled = (bytes: Uint8Array): string => {
  if (buffer.isAscii(bytes)) return asBuffer(bytes).toString("latin1")
  return (buffer.isUtf8(bytes) ? utf8 : western).decode(bytes)
}

/** A text cut short by somebody's limit is still UTF-8; a text without one right sequence never was. */
const claimedUtf8 = (bytes: Uint8Array): string => {
  const text = utf8.decode(bytes)
  return text.includes("\uFFFD") && !/[^\u0000-\u007F\uFFFD]/.test(text) && !bytesSayReplacement(bytes) ? western.decode(bytes) : text
}
const bytesSayReplacement = (bytes: Uint8Array): boolean => asBuffer(bytes).includes("\uFFFD", 0, "utf8")

const utf8 = new TextDecoder("utf-8")
const western = new TextDecoder("windows-1252")
const decoders = new Map<string, TextDecoder | null>()

const decoderOf = (name: string): TextDecoder | undefined => {
  const known = decoders.get(name)
  if (known !== undefined) return known ?? undefined
  let made: TextDecoder | null = null
  try {
    made = new TextDecoder(name)
  } catch {
    // A label that the platform does not know: the bytes are read as if they had none.
  }
  // Labels come from strangers: the map stays small.
  if (decoders.size < 500) decoders.set(name, made)
  return made ?? undefined
}

/** Labels that mailers write and the Encoding Standard does not list. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["ascii", "us-ascii"],
  ["ansi_x3.4-1968", "us-ascii"],
  ["utf8", "utf-8"],
  ["utf8mb4", "utf-8"],
  ["unicode-1-1-utf-7", "utf-7"],
  ["utf7", "utf-7"],
  ["x-utf-7", "utf-7"],
  ["cp932", "shift_jis"],
  ["windows-932", "shift_jis"],
  ["cp936", "gb18030"],
  ["windows-936", "gb18030"],
  ["cp949", "euc-kr"],
  ["windows-949", "euc-kr"],
  ["ks_c_5601", "euc-kr"],
  ["uhc", "euc-kr"],
  ["cp950", "big5"],
  ["windows-950", "big5"],
  ["iso-2022-jp-1", "iso-2022-jp"],
  ["iso-2022-jp-2", "iso-2022-jp"],
  ["iso-2022-jp-ms", "iso-2022-jp"],
  ["cp50220", "iso-2022-jp"],
  ["cp50221", "iso-2022-jp"],
  ["cp51932", "euc-jp"],
  ["eucjp-ms", "euc-jp"],
  ["cp874", "windows-874"],
  ["ansi-1251", "windows-1251"],
  ["win-1251", "windows-1251"]
])

const canonical = (label: string | undefined): string | undefined => {
  if (label === undefined) return undefined
  const name = label.trim().toLowerCase().slice(0, 60)
  if (name === "") return undefined
  return aliases.get(name) ?? aliases.get(name.replace(/^x-/, "")) ?? name
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Bytes. A relic: beyond a letter's length it is shown as it came, in ASCII. */
const UTF7 = 256 * 1024

/** RFC 2152. `+…-` is base64 of UTF-16BE; `+-` is a plus. */
const utf7 = (bytes: Uint8Array): string =>
  unlabelled(bytes).replace(/\+([A-Za-z0-9+/]*)-?/g, (_, inner: string) =>
    inner === ""
      ? "+"
      : Buffer.from(inner, "base64")
          .subarray(0, Math.floor((inner.length * 6) / 16) * 2)
          .swap16()
          .toString("utf16le")
  )
