/** One text for one meaning: JSON with its keys in order, and a short name for it. */
import * as Text from "./Text.ts"

/** Equal values give equal text, whatever the order of their keys. */
export const print = (value: unknown): string => JSON.stringify(sorted(value))

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== "object") return value
  const entries = Object.entries(value).toSorted(([a], [b]) => Text.compare(a, b))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** 64 bits of it in base 36: enough to tell versions of one thing apart, not to keep forgers out. */
export const version = (value: unknown): string => {
  const text = print(value)
  return hash(text, 0x811c9dc5).toString(36) + hash(text, 0x9e3779b9).toString(36)
}

/** FNV-1a with a final avalanche (the finaliser of MurmurHash3), both in the public domain. 32 bits. */
export const hash = (text: string, seed: number): number => {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
