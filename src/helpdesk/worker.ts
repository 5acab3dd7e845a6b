/** Does what the desk has committed to do outside: claims effects from the outbox, hands them over, writes down what became of them. */
import { lease } from "../mail/deliver.ts"
import type { Claim } from "../storage/Storage.ts"
import { carry, longest } from "./carry.ts"
import type { House } from "./House.ts"

/** Recipients, by what became of them: of letters, notifications and calls, and of what followed for other tickets. */
export interface Delivered {
  readonly sent: number
  readonly retry: number
  readonly failed: number
  readonly unknown: number
}

const BATCH = 8

/** One pass over everything that is due now. Effects of one ticket leave in their order, those of several side by side. */
export const deliverDue = async (house: House): Promise<Delivered> => {
  const tally = { sent: 0, retry: 0, failed: 0, unknown: 0 }
  const most = { longest: longest(house.carriers) }
  const held = lease(most.longest * BATCH + 60_000, most, BATCH)
  const one = async (claim: Claim): Promise<void> => {
    const { settlement, states } = await carry(house, claim)
    await house.storage.settle(house.tenant, "effects", [settlement])
    for (const state of states) tally[state]++
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
