/** The triggers of a desk, made ready to be asked together. */
import { type Condition, type Facts, holds } from "../condition/Condition.ts"
import * as RuleIndex from "../condition/RuleIndex.ts"
import { type Asker, type Question, settled } from "../condition/Variable.ts"
import { make as instant } from "../time/Instant.ts"
import { inOrder, isAfterPolicy, type Trigger } from "./Trigger.ts"

export interface Ruleset {
  /** By phase, then as written. */
  readonly triggers: ReadonlyArray<Trigger>
  readonly index: RuleIndex.RuleIndex
  /** Places whose conditions depend on the moment at which they are asked. */
  readonly timed: ReadonlySet<number>
  /** Every field that one of them asks for. */
  readonly fields: ReadonlySet<string>
  /** The place of the first that is asked after the ticket's policy is chosen. */
  readonly afterPolicy: number
}

export const make = (written: ReadonlyArray<Trigger>): Ruleset => {
  const triggers = inOrder(written)
  const timed = new Set<number>()
  const conditions = triggers.map(({ enabled, where }, place): Condition => {
    if (!enabled) return nobody
    if (settled(where, { now: instant(0), agent: null }) === where) return where as Condition
    timed.add(place)
    return { all: [] }
  })
  const afterPolicy = triggers.findIndex(({ phase }) => isAfterPolicy(phase))
  return {
    triggers,
    index: RuleIndex.compile(conditions),
    timed,
    fields: new Set(triggers.flatMap(({ where }) => fieldsOf(where))),
    afterPolicy: afterPolicy < 0 ? triggers.length : afterPolicy
  }
}
const nobody: Condition = { any: [] }

const fieldsOf = (question: Question): ReadonlyArray<string> =>
  "all" in question
    ? question.all.flatMap(fieldsOf)
    : "any" in question
      ? question.any.flatMap(fieldsOf)
      : "not" in question
        ? fieldsOf(question.not)
        : [question.field]

/** What a trigger asks in this commit. */
export const askedBy = ({ triggers, timed }: Ruleset, place: number, asker: Asker): Condition =>
  timed.has(place) ? settled(triggers[place]!.where, asker) : (triggers[place]!.where as Condition)

/** The places of the triggers that fit, in order. */
export const fitting = (rules: Ruleset, facts: Facts, before: Facts | null, asker: Asker): ReadonlyArray<number> => {
  const { index, timed } = rules
  const found = RuleIndex.matching(index, facts, before)
  return timed.size === 0 ? found : found.filter((place) => !timed.has(place) || holds(askedBy(rules, place, asker), facts, before))
}
