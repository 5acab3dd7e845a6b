/** Sends what the desk has committed to send: claims letters from the outbox, hands them over, writes down what became of them. */
import { deliver, lease } from "../mail/deliver.ts"
import type { Outbound } from "../mail/Ports.ts"
import type { Claim } from "../storage/Storage.ts"
import type { House } from "./House.ts"

/** Recipients, by what became of them. */
export interface Delivered {
  readonly sent: number
  readonly retry: number
  readonly failed: number
  readonly unknown: number
}

const BATCH = 8

/** One pass over everything that is due now. Letters of one ticket leave in their order, those of several side by side. */
export const deliverDue = async (house: House, outbound: Outbound): Promise<Delivered> => {
  const tally = { sent: 0, retry: 0, failed: 0, unknown: 0 }
  const held = lease(outbound.longest * BATCH + 60_000, outbound, BATCH)
  const one = async (claim: Claim): Promise<void> => {
    const { settlement, deliveries } = await deliver(claim, { ...house, outbound, now: house.now() })
    await house.storage.settle(house.tenant, "effects", [settlement])
    for (const { state } of deliveries) tally[state]++
  }
  for (;;) {
    const claims = await house.storage.claim(house.tenant, "effects", house.now(), BATCH, held)
    if (claims.length === 0) return tally
    await Promise.all(
      [...new Set(claims.map((claim) => claim.stream))].map(async (ticket) => {
        for (const claim of claims) if (claim.stream === ticket) await one(claim)
      })
    )
  }
}
