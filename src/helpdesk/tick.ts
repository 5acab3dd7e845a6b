/** Writes down what the clocks and timers of tickets have to say by now. Late or twice changes nothing but when it is noticed. */
import type { Settlement } from "../storage/Storage.ts"
import { adopt } from "./adopt.ts"
import type { House } from "./House.ts"
import { look } from "./look.ts"

/** Tickets that were looked at, the facts that were written down, and the tickets that cannot be looked at. */
export interface Ticked {
  readonly tickets: number
  readonly facts: number
  readonly failed: number
}

const BATCH = 100
/** Long enough for a batch; whoever dies with one leaves it to others after so many milliseconds. */
const LEASE = 60_000
/** A ticket that cannot be looked at is tried again after so many milliseconds. */
const PATIENCE = 3_600_000

/** One pass over every ticket that wanted to be looked at by now. */
export const tick = async (house: House): Promise<Ticked> => {
  const adopted = await adopt(house)
  const tally = { tickets: adopted.length, facts: adopted.reduce((sum, facts) => sum + facts, 0), failed: 0 }
  // What becomes due meanwhile waits for the next pass: rules that wake each other must not keep this one going for ever.
  const now = house.now()
  for (;;) {
    const claims = await house.storage.claim(house.tenant, "wakeups", now, BATCH, LEASE + house.now() - now)
    if (claims.length === 0) break
    const noticed = await Promise.all(claims.map(({ stream }) => look(house, stream)))
    tally.tickets += claims.length
    const settlements: Array<Settlement> = []
    for (const [i, { id, attempt }] of claims.entries()) {
      const facts = noticed[i]
      tally.facts += facts ?? 0
      tally.failed += facts === undefined ? 1 : 0
      // What was committed meanwhile set a wakeup of its own; for the rest there was nothing to say.
      if (facts === undefined) settlements.push({ id, attempt, outcome: { _tag: "Retry", at: now + PATIENCE }, progress: null })
      else if (facts === 0) settlements.push({ id, attempt, outcome: { _tag: "Done" }, progress: null })
    }
    await house.storage.settle(house.tenant, "wakeups", settlements)
  }
  // Last: what came due may have put tickets in a queue, or taken them off somebody's hands.
  if (house.workspace.queues.length === 0) return tally
  const { drain } = await import("./queues.ts")
  for (const { facts } of await drain(house)) {
    tally.tickets++
    tally.facts += facts
  }
  return tally
}
