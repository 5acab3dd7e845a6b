/** The rules of a workspace that are enabled, made ready to be searched and run. */
import type { Condition } from "../../condition/Condition.ts"
import type { Question } from "../../condition/Variable.ts"
import type { Command } from "../../ticket/decider.ts"
import type { Trigger } from "../../trigger/Trigger.ts"
import type { Workspace } from "../Workspace.ts"
import { askedOf } from "./space/asked.ts"
import { type Spaces, spacesOf } from "./space/Space.ts"
import { type Effect, effectOf } from "./stage/effect.ts"
import { type Footprint, footprintOf, touches } from "./stage/Footprint.ts"

export interface Rule {
  readonly id: string
  /** `triggers[3]` */
  readonly path: string
  /** `null`: it is an automation. */
  readonly trigger: Trigger | null
  readonly where: Question
  /** `where`, of nobody in particular, now. */
  readonly condition: Condition
  readonly isLasting: boolean
  readonly commands: ReadonlyArray<Command>
  readonly footprint: Footprint
  readonly effect: Effect
}

export interface Rulebook {
  readonly workspace: Workspace
  /** In the order in which they are asked. */
  readonly triggers: ReadonlyArray<Rule>
  readonly automations: ReadonlyArray<Rule>
  /** The triggers that change what a trigger looks at. */
  readonly disturbers: ReadonlyMap<Rule, ReadonlyArray<Rule>>
  readonly spaceOf: Spaces
}

export const rulebookOf = (workspace: Workspace): Rulebook => {
  const { definition, rules, schedule } = workspace
  const places = new Map([...definition.triggers, ...definition.automations].map(({ id }, i) => [id, i] as const))
  const ready = (rule: Pick<Trigger, "id" | "where" | "then">, trigger: Trigger | null): Rule => {
    const { condition, isLasting } = askedOf(rule.where)
    const i = places.get(rule.id)!
    return {
      id: rule.id,
      path: trigger === null ? `automations[${i - definition.triggers.length}]` : `triggers[${i}]`,
      trigger,
      where: rule.where,
      condition,
      isLasting,
      commands: rule.then,
      footprint: footprintOf(condition, rule.then, workspace),
      effect: effectOf(rule.then, workspace)
    }
  }
  const triggers = rules.triggers.filter(({ enabled }) => enabled).map((trigger) => ready(trigger, trigger))
  return {
    workspace,
    spaceOf: spacesOf(workspace),
    triggers,
    disturbers: new Map(
      triggers.map((rule) => [rule, triggers.filter(({ footprint }) => touches(footprint.writes, rule.footprint.reads))] as const)
    ),
    automations: schedule.automations.map((automation) => ready(automation, null))
  }
}

const speech: ReadonlySet<string> = new Set(["Reply", "Note", "Forward", "SendMail", "Notify", "CallWebhook"])
/** It tells somebody something. */
export const speaks = ({ commands }: Pick<Rule, "commands">): boolean => commands.some(({ _tag }) => speech.has(_tag))
