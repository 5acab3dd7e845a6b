/** SHA-256 of values, whatever order a store gave their keys; and salt, so that nobody finds a value by trying. */
import { hash, randomFillSync } from "node:crypto"
import type { Json } from "../Storage.ts"

/** 43 characters, base64url. */
export const digest = (value: Json): string => hash("sha256", print(value), "base64url")

/** JSON with keys in order. Written for speed: each event goes through here once. */
const print = (value: Json | undefined): string => {
  if (typeof value === "string") return JSON.stringify(value)
  if (typeof value !== "object" || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(print).join()}]`
  const node = value as { readonly [key: string]: Json | undefined }
  let text = "{"
  for (const key of Object.keys(node).sort()) if (node[key] !== undefined) text += `${JSON.stringify(key)}:${print(node[key])},`
  return `${text}}`
}

const POOL = 128
const SIZE = 16
const pool = new Uint8Array(POOL * SIZE)
let used = POOL

/** 128 bits, base64url. Drawn many at once, which costs as much as one. */
export const salt = (): string => {
  if (used === POOL) {
    randomFillSync(pool)
    used = 0
  }
  const at = SIZE * used++
  const drawn = Buffer.from(pool.buffer, at, SIZE).toString("base64url")
  pool.fill(0, at, at + SIZE)
  return drawn
}
