/** One effect of the outbox: hands it to the port for its kind, and says what is to be written down. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Outlet } from "../channel/Outlet.ts"
import { Call } from "../mail/announce/Call.ts"
import { Notification } from "../mail/announce/Notification.ts"
import { ATTEMPTS, backoff, deliver } from "../mail/deliver.ts"
import type { Delivery, Outbound } from "../mail/Ports.ts"
import type { Claim, Json, Settlement } from "../storage/Storage.ts"
import type { Answer, Caller } from "../webhook/Caller.ts"
import { dispatch } from "./dispatch.ts"
import { follow } from "./follow.ts"
import type { House } from "./House.ts"
import { reported } from "./undelivered.ts"
import { inTime, PATIENCE as TELLING } from "./inTime.ts"
import { type KnowledgeBase, publish } from "./publish.ts"

/** Those that this desk was made with. */
export interface Carriers {
  readonly outbound: Outbound | undefined
  readonly webhooks: Caller | undefined
  readonly notify: ((notification: Notification) => Promise<void>) | undefined
  readonly sms: ((message: Notification) => Promise<void>) | undefined
  readonly knowledge: KnowledgeBase | undefined
  /** By channel. */
  readonly outlets: ReadonlyMap<string, Outlet>
}

export interface Carried {
  readonly settlement: Settlement
  /** What became of each recipient that was tried now. */
  readonly states: ReadonlyArray<Delivery["state"]>
}

/** Milliseconds that a commit may take. */
const DOING = 10_000
const HOUR = 3_600_000

/** What this desk has no port for waits for one that has: so long at first, twice as long each time, an hour at most. */
const PATIENCE = 5000

/** Milliseconds that one effect takes at most. What follows for other tickets needs no port. */
export const longest = ({ outbound, webhooks, notify, sms, knowledge, outlets }: Carriers): number =>
  Math.max(
    outbound?.longest ?? 0,
    webhooks?.longest ?? 0,
    notify === undefined && sms === undefined ? 0 : TELLING,
    knowledge === undefined ? 0 : TELLING + DOING,
    ...[...outlets.values()].map((outlet) => outlet.longest),
    DOING
  )

/** Never rejects. To wait for a desk that has the port is no attempt. */
export const carry = async (house: House, claim: Claim): Promise<Carried> => {
  const { times, progress } = waited(claim.progress)
  const carried = await byKind(house, { ...claim, attempt: claim.attempt - times, progress })
  const settlement: Omit<Settlement, "id" | "attempt"> = carried?.settlement ?? {
    outcome: { _tag: "Retry", at: house.now() + Math.min(HOUR, PATIENCE * 2 ** times) },
    progress
  }
  const put = carried === undefined ? times + 1 : times
  return {
    settlement: {
      id: claim.id,
      attempt: claim.attempt,
      outcome: settlement.outcome,
      progress: put === 0 ? settlement.progress : { waited: put, progress: settlement.progress }
    },
    states: carried?.states ?? []
  }
}

/** `undefined`: there is no port for it here. */
const byKind = async (house: House, claim: Claim): Promise<Carried | undefined> => {
  const { outbound, webhooks, notify, sms, knowledge } = house.carriers
  switch (claim.kind) {
    case "mail": {
      if (outbound === undefined) return undefined
      const { settlement, deliveries } = await deliver(claim, { ...house, outbound, now: house.now() })
      return { settlement, states: deliveries.map(({ state }) => state) }
    }
    case "webhook":
      return webhooks && settled(claim, house.now(), await called(house, webhooks, claim.payload))
    case "channel": {
      const told = await dispatch(house, claim)
      return told && (await reported(house, claim, settled(claim, house.now(), told)))
    }
    case "command":
      return settled(claim, house.now(), await follow(house, claim.payload))
    case "erasure":
      return settled(claim, house.now(), await (await import("./retention.ts")).erased(house, claim.payload))
    case "notification":
      return notify && settled(claim, house.now(), await told(notify, claim.payload))
    case "sms":
      return sms && settled(claim, house.now(), await told(sms, claim.payload))
    case "article":
      return knowledge && settled(claim, house.now(), await publish(house, knowledge, claim.payload))
    default:
      return undefined
  }
}

const decodeCall = Schema.decodeUnknownResult(Call)
const decodeNotification = Schema.decodeUnknownResult(Notification)

const called = async ({ workspace, now }: House, webhooks: Caller, payload: Json): Promise<Answer> => {
  const call = decodeCall(payload)
  if (Result.isFailure(call)) return { state: "failed", reply: "the call cannot be read" }
  const { id, webhook, depth, body } = call.success
  const url = workspace.webhooks.get(webhook)?.url
  // A desk that was started before the webhook was defined may hold this claim: another will know it.
  if (url === undefined) return { state: "retry", reply: `there is no webhook ${webhook} here` }
  return webhooks.call({ webhook, url, id, at: now(), depth, body }).catch(() => ({ state: "retry", reply: "the adapter failed" }))
}

const told = async (notify: NonNullable<Carriers["notify"]>, payload: Json): Promise<Answer> => {
  const notification = decodeNotification(payload)
  if (Result.isFailure(notification)) return { state: "failed", reply: "the notification cannot be read" }
  const answered = await inTime(() => notify(notification.success))
  return "state" in answered ? answered : { state: "sent", reply: "" }
}

/** Of an effect with one recipient. */
const settled = (claim: Claim, now: number, { state, reply }: Pick<Delivery, "state" | "reply">): Carried => ({
  settlement: {
    id: claim.id,
    attempt: claim.attempt,
    outcome:
      state === "sent"
        ? { _tag: "Done" }
        : state === "retry" && claim.attempt < ATTEMPTS
          ? { _tag: "Retry", at: now + backoff(claim.attempt) }
          : { _tag: "Dead" },
    progress: { state, reply }
  },
  states: [state]
})

const decodeWaited = Schema.decodeUnknownResult(Schema.Struct({ waited: Schema.Int, progress: Schema.Json }))

const waited = (progress: Json): { readonly times: number; readonly progress: Json } => {
  const read = decodeWaited(progress)
  return Result.isSuccess(read) ? { times: read.success.waited, progress: read.success.progress } : { times: 0, progress }
}
