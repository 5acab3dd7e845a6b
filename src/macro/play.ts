/** What a macro does to one ticket, if this agent may play it there. */
import * as Result from "effect/Result"
import { failing } from "../condition/failing.ts"
import type { Facts } from "../condition/Condition.ts"
import { say } from "../condition/say.ts"
import * as Canonical from "../text/Canonical.ts"
import type { Agent } from "../people/Agent.ts"
import { mayUse } from "../people/Access.ts"
import type { Command } from "../ticket/decider.ts"
import { type Answers, fill } from "./fill.ts"
import type { Macro } from "./Macro.ts"
import { MacroForbidden, MacroUnfit, type Refusal } from "./Refusal.ts"

/** `agent` `undefined`: whoever asks is none. */
export const play = (
  macro: Macro,
  answers: Answers,
  agent: Agent | undefined,
  facts: Facts
): Result.Result<ReadonlyArray<Command>, Refusal> => {
  if (agent === undefined || !mayUse(macro.access, agent))
    return Result.fail(new MacroForbidden({ macro: macro.id, actor: agent?.name ?? "somebody who is no agent" }))
  const because = failing(macro.where, facts)
  if (because !== null) return Result.fail(new MacroUnfit({ macro: macro.id, because: say(because) }))
  return fill(macro, answers)
}

/** `close-kindly@1f0c9d3a`: what the macro was when it was played. */
export const versionOf = (macro: Macro): string => `${macro.id}@${Canonical.version(macro)}`
