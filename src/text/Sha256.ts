/**
 * A name for a text that nobody can give to another one: SHA-256 (FIPS 180-4). Written out here because the core must
 * know it and may ask no platform; `text/Canonical.ts` has a quicker one, which keeps no forger out.
 */

/** 64 hexadecimal digits, of the text as UTF-8. */
export const sha256 = (text: string): string => {
  const blocks = padded(new TextEncoder().encode(text))
  const state = Uint32Array.from(initial)
  const schedule = new Uint32Array(64)
  for (let at = 0; at < blocks.byteLength; at += 64) compress(state, schedule, blocks, at)
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("")
}

/** §5.1.1: a one, zeros, and the length in bits, so that whole blocks of 64 octets come out. */
const padded = (bytes: Uint8Array): DataView => {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64))
  new Uint8Array(view.buffer).set(bytes)
  view.setUint8(bytes.length, 0x80)
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n)
  return view
}

/** §6.2.2. */
const compress = (state: Uint32Array, schedule: Uint32Array, blocks: DataView, at: number): void => {
  for (let t = 0; t < 16; t++) schedule[t] = blocks.getUint32(at + t * 4)
  for (let t = 16; t < 64; t++) {
    const [near, far] = [schedule[t - 2]!, schedule[t - 15]!]
    const low = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3)
    const high = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10)
    schedule[t] = high + schedule[t - 7]! + low + schedule[t - 16]!
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let t = 0; t < 64; t++) {
    const first = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + constants[t]! + schedule[t]!
    const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + word
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The first 32 bits of the fraction of a root, as §4.2.2 and §5.3.3 make them; doubles are exact enough for that. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 0x1_0000_0000) >>> 0
const primes = Array.from({ length: 311 }, (_, n) => n + 2).filter((n) => {
  for (let by = 2; by * by <= n; by++) if (n % by === 0) return false
  return true
})
const constants = primes.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)))
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
