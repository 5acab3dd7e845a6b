/** Whether an agent may do what is of no ticket: a grant for some tickets is none for it. */
import { holds } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import type { Capability } from "../permission/Capability.ts"
import { reachOf } from "../permission/reach.ts"
import { Denied } from "../ticket/Refusal.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"

/** @throws {Denied} */
export const mayEverywhere = ({ workspace, now }: House, actor: Actor.Actor, action: Capability): void => {
  const agent = workspace.agents.get(Actor.idOf(actor))
  if (agent !== undefined && holds(reachOf(workspace, agent, action, Instant.make(now())), {})) return
  throw new Denied({ actor, action, reason: `no role of ${Actor.idOf(actor)} grants it for all` })
}
