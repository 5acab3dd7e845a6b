/** Undoing a Content-Transfer-Encoding (RFC 2045 §6), tolerant of what is not quite one. */

/** Decodes a body; what has no known encoding is answered as it is, sharing the memory. */
export const decodeTransfer = (bytes: Buffer, encoding: string): Buffer => {
  switch (encoding) {
    case "base64":
      return fromBase64(bytes)
    case "quoted-printable":
      return fromQuoted(bytes, false)
    case "x-uuencode":
    case "uuencode":
    case "x-uue":
      return fromUuencode(bytes)
    default:
      return bytes
  }
}

/** `base64`, `"base64"`, `Base64 (comment)` → `base64`. */
export const encodingOf = (field: string | undefined): string =>
  /[a-z0-9-]+/.exec((field ?? "").replace(/\([^()]*\)/g, "").toLowerCase())?.[0] ?? ""

/** Blanks and junk are passed over. Padding in the middle (several encodings laid end to end) begins anew. */
export const fromBase64 = (bytes: Buffer): Buffer => {
  const text = bytes.toString("latin1")
  const padding = text.indexOf("=")
  return padding < 0 || !/[A-Za-z0-9+/]/.test(text.slice(padding, padding + 200)) ? Buffer.from(text, "base64") : inPieces(bytes)
}

const inPieces = (bytes: Buffer): Buffer => {
  const out = Buffer.allocUnsafe(Math.ceil(bytes.length * 0.75))
  let length = 0
  let bits = 0
  let held = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === EQUALS) held = bits = 0
    const digit = digits[byte]!
    if (digit > 63) continue
    held = ((held << 6) | digit) & 0xffff
    bits += 6
    if (bits >= 8) out[length++] = (held >> (bits -= 8)) & 0xff
  }
  return out.subarray(0, length)
}

const digits = new Uint8Array(256).fill(64)
for (const [value, digit] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
  digits[digit.charCodeAt(0)] = value

const EQUALS = 0x3d

/** `word`: the Q encoding of RFC 2047, where `_` is a blank. A `=` that begins nothing stands for itself. */
export const fromQuoted = (bytes: Buffer, word: boolean): Buffer => {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === EQUALS) {
      const high = hex(bytes[at + 1])
      const low = hex(bytes[at + 2])
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low
        at += 2
        continue
      }
      const after = softBreak(bytes, at + 1)
      if (after > 0) {
        at = after - 1
        continue
      }
    }
    out[length++] = word && byte === 0x5f ? 0x20 : byte
  }
  return out.subarray(0, length)
}

/** Where the line goes on after a soft line break; 0: it is none. Blanks before the break are a gateway's padding. */
const softBreak = (bytes: Buffer, from: number): number => {
  let at = from
  while (at < bytes.length && at - from < 80 && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++
  if (at >= bytes.length) return bytes.length
  return bytes[at] === 0x0a ? at + 1 : 0
}

const hex = (byte: number | undefined): number => {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** Lines between `begin` and `end`, each led by its length. Where there is no `begin`, the bytes are left alone. */
const fromUuencode = (bytes: Buffer): Buffer => {
  const begin = /^begin [0-7]{3,4} [^\n]*\n/m.exec(bytes.toString("latin1", 0, 4096))
  if (begin === null) return bytes
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = begin.index + begin[0].length; at < bytes.length;) {
    const lf = bytes.indexOf(LF, at)
    const end = lf < 0 ? bytes.length : lf
    const stop = Math.min(length + six(bytes[at]), length + end - at)
    // A line of no length is the last.
    if (stop === length) break
    for (let digit = at + 1; length < stop; digit += 4) {
      const group = (six(bytes[digit]) << 18) | (six(bytes[digit + 1]) << 12) | (six(bytes[digit + 2]) << 6) | six(bytes[digit + 3])
      for (let shift = 16; shift >= 0 && length < stop; shift -= 8) out[length++] = (group >> shift) & 0xff
    }
    at = end + 1
  }
  return out.subarray(0, length)
}

const LF = 0x0a
/** A blank or a backquote is zero. */
const six = (byte: number | undefined): number => ((byte ?? 0x20) - 0x20) & 63

/** `%C3%A9` (RFC 2231 §4) → bytes; other characters stand for their UTF-8. */
export const fromPercent = (text: string): Buffer => {
  const raw = Buffer.from(text, "utf8")
  const out = Buffer.allocUnsafe(raw.length)
  let length = 0
  for (let at = 0; at < raw.length; at++) {
    const high = raw[at] === 0x25 ? hex(raw[at + 1]) : -1
    const low = high < 0 ? -1 : hex(raw[at + 2])
    if (low >= 0) at += 2
    out[length++] = low < 0 ? raw[at]! : high * 16 + low
  }
  return out.subarray(0, length)
}
