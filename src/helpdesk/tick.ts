/** Writes down what the clocks of tickets have to say by now. Late or twice changes nothing but when it is noticed. */
import * as Actor from "../people/Actor.ts"
import type { Claim } from "../storage/Storage.ts"
import type { House } from "./House.ts"
import { run } from "./run.ts"

/** Tickets that were looked at, and the facts that were written down. */
export interface Ticked {
  readonly tickets: number
  readonly facts: number
}

const BATCH = 100
/** Long enough for a batch; whoever dies with one leaves it to others after so many milliseconds. */
const LEASE = 60_000

/** One pass over every ticket that wanted to be looked at by now. */
export const tick = async (house: House): Promise<Ticked> => {
  const tally = { tickets: 0, facts: 0 }
  for (;;) {
    const claims = await house.storage.claim(house.tenant, "wakeups", house.now(), BATCH, LEASE)
    if (claims.length === 0) return tally
    const noticed = await Promise.all(claims.map((claim) => notice(house, claim)))
    tally.tickets += claims.length
    for (const facts of noticed) tally.facts += facts
    // What was committed meanwhile set a wakeup of its own; for the rest there was nothing to say.
    const quiet = claims.filter((_, i) => noticed[i] === 0)
    await house.storage.settle(
      house.tenant,
      "wakeups",
      quiet.map(({ id, attempt }) => ({ id, attempt, outcome: { _tag: "Done" }, progress: null }))
    )
  }
}

const notice = async (house: House, { stream }: Claim): Promise<number> => {
  const done = await run(house, { ticketId: stream, commands: () => [], actor: Actor.system, via: "automatic" })
  return "keyHeld" in done ? 0 : done.events.length
}
