/** Ids that nobody else draws, in the order in which they were drawn: UUID version 7 (RFC 9562 §5.7). */
import { randomFillSync } from "node:crypto"

/** Luck is fetched in stacks: asking the system once per id would cost more than the rest of a command. */
const stack = new Uint8Array(4096)
let used = stack.length

export const uuidv7 = (now: number): string => {
  if (used + 10 > stack.length) {
    randomFillSync(stack)
    used = 0
  }
  const time = now.toString(16).padStart(12, "0")
  const luck = stack.subarray(used, used + 10)
  used += 10
  luck[0] = 0x70 | (luck[0]! & 0x0f)
  luck[2] = 0x80 | (luck[2]! & 0x3f)
  const hex = Array.from(luck, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
