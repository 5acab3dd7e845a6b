/** One letter of the outbox: sends it to those who do not have it yet, and says what is to be written down. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Blobs } from "../storage/Blobs.ts"
import type { Claim, Settlement } from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"
import { Letter } from "./Letter.ts"
import type { Delivery, Outbound } from "./Ports.ts"

export interface Means {
  readonly outbound: Outbound
  readonly blobs: Blobs
  readonly tenant: string
  /** Epoch milliseconds. */
  readonly now: number
  /**
   * The server may or may not have the mail. `hold`: a person decides; the letter is dead with that recipient
   * `unknown`. `resend`: once more, perhaps twice, with the same Message-ID. Default: `hold`.
   */
  readonly onUnknown?: "hold" | "resend"
}

export interface Delivered {
  readonly settlement: Settlement
  /** What became of those that were tried now. */
  readonly deliveries: ReadonlyArray<Delivery>
}

/** Attempts after which a letter is dead; the last is some 18 hours after the first. */
export const ATTEMPTS = 8

/** Milliseconds after the n-th attempt (1 the first): a minute, four times as long each time, six hours at most. */
export const backoff = (attempt: number): number => Math.min(60_000 * 4 ** (Math.min(attempt, 10) - 1), 6 * 3_600_000)

/** The time for which letters are claimed is too short to send them: another worker would send them again meanwhile. */
export class LeaseTooShort extends Schema.TaggedError<LeaseTooShort>()("LeaseTooShort", { lease: Schema.Number, needed: Schema.Number }) {
  override readonly message = `a lease of ${this.lease} ms is too short: it must be longer than ${this.needed} ms`
}

/** A lease under which so many letters are sent one after the other. @throws {LeaseTooShort} */
export const lease = (milliseconds: number, { longest }: Pick<Outbound, "longest">, letters: number): number => {
  const needed = longest * letters
  // Written this way round it refuses NaN too.
  if (!(milliseconds > needed)) throw new LeaseTooShort({ lease: milliseconds, needed })
  return milliseconds
}

/** Never rejects. Nothing is sent twice to anybody who was `sent` it or `failed`. Done: everybody has it; dead: somebody never will, or may not. */
export const deliver = async (claim: Claim, means: Means): Promise<Delivered> => {
  const decoded = decodeLetter(claim.payload)
  if (Result.isFailure(decoded)) return settled(claim, means, [{ address: "", state: "failed", reply: "the letter cannot be read" }], [])
  const letter = decoded.success
  const before = progressOf(claim)
  const isOpen = (address: string): boolean => {
    const state = before.find((one) => one.address === address)?.state
    return state === undefined || state === "retry" || (state === "unknown" && means.onUnknown === "resend")
  }
  const open = [...new Set(letter.envelope ?? [...letter.to, ...letter.cc].map((one) => one.address))].filter(isOpen)
  const deliveries = open.length === 0 ? [] : await send(letter, open, means)
  return settled(claim, means, [...before.filter(({ address }) => !open.includes(address)), ...deliveries], deliveries)
}

const decodeLetter = Schema.decodeUnknownResult(Letter)
const Progress = Schema.Array(
  Schema.Struct({ address: Schema.String, state: Schema.Literals(["sent", "retry", "failed", "unknown"]), reply: Schema.String })
)
const decodeProgress = Schema.decodeUnknownResult(Progress)

const progressOf = ({ progress }: Claim): ReadonlyArray<Delivery> => Result.getOrElse(decodeProgress(progress), () => [])

const send = async (
  letter: Letter,
  recipients: ReadonlyArray<string>,
  { outbound, blobs, tenant }: Means
): Promise<ReadonlyArray<Delivery>> => {
  const all = (state: Delivery["state"], reply: string) => recipients.map((address): Delivery => ({ address, state, reply }))
  const files: Array<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }> = []
  for (const { name, type, ref } of letter.attachments) {
    const bytes = ref === null ? undefined : await blobs.get(tenant, ref).catch(() => undefined)
    if (bytes === undefined) return all("retry", `the attachment ${Text.cut(name, 100)} cannot be read`)
    files.push({ name, type, bytes })
  }
  try {
    const told = await outbound.send(letter, recipients, files)
    return recipients.map((address) => told.find((one) => one.address === address) ?? { address, state: "unknown", reply: "not told" })
  } catch {
    // An adapter must not reject; one that does may have sent it before.
    return all("unknown", "the mail adapter failed")
  }
}

const settled = (
  claim: Claim,
  { now, onUnknown }: Means,
  progress: ReadonlyArray<Delivery>,
  deliveries: ReadonlyArray<Delivery>
): Delivered => {
  const isOver = claim.attempt >= ATTEMPTS
  const isPending = ({ state }: Delivery): boolean => state === "retry" || (state === "unknown" && onUnknown === "resend")
  const ended = isOver ? progress.map((one): Delivery => (one.state === "retry" ? { ...one, state: "failed" } : one)) : progress
  const outcome: Settlement["outcome"] =
    !isOver && progress.some(isPending)
      ? { _tag: "Retry", at: now + backoff(claim.attempt) }
      : { _tag: ended.every(({ state }) => state === "sent") ? "Done" : "Dead" }
  const words = ended.map(({ address, state, reply }) => ({ address, state, reply: Text.cut(Text.clean(reply), 500) }))
  return { settlement: { id: claim.id, attempt: claim.attempt, outcome, progress: words }, deliveries }
}
