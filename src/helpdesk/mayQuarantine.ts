/** Whether an agent may see what was kept apart. It is of no ticket, so a grant for some tickets is none for it. */
import { holds } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import type { Agent } from "../people/Agent.ts"
import { reachOf } from "../permission/reach.ts"
import { Denied } from "../ticket/Refusal.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"

/** @throws {Denied} */
export const mayQuarantine = ({ workspace, now }: House, agent: Agent): void => {
  if (holds(reachOf(workspace, agent, "quarantine", Instant.make(now())), {})) return
  throw new Denied({ actor: Actor.agent(agent.id), action: "quarantine", reason: `no role of ${agent.id} grants it for all` })
}
