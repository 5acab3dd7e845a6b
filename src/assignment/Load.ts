/** How many tickets of a channel an agent has in hand. Which tickets count (open ones, say) is for those who count them. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import { type Strategy, weightOf } from "./Strategy.ts"

export class Load extends Schema.Opaque<Load>()(
  Schema.Struct({ agent: Slug, channel: Slug, tickets: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })) })
) {}

/** What the tickets of each agent weigh together; an agent who is not in it has none. */
export const weigh = (strategy: Strategy, loads: ReadonlyArray<Load>): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>()
  for (const { agent, channel, tickets } of loads) sums.set(agent, (sums.get(agent) ?? 0) + tickets * weightOf(strategy, channel))
  return sums
}
