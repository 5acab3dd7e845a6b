/** On a fact, if a condition holds, then commands: a rule of the desk that runs inside the commit which it answers. */
import * as Schema from "effect/Schema"
import { Question } from "../condition/Variable.ts"
import * as Canonical from "../text/Canonical.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Actions } from "../ticket/Action.ts"

/**
 * In this order: make what came in uniform, decide who has it, act on what is promised, tell people. Between `route` and
 * `sla` the ticket's policy is chosen.
 */
export const Phase = Schema.Literals(["normalize", "route", "sla", "notify"])
export type Phase = typeof Phase.Type

export class Trigger extends Schema.Opaque<Trigger>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    phase: Phase,
    /** A disabled trigger is as good as absent. */
    enabled: Schema.Boolean,
    /** Reads the ticket as it is now and, by its change operators, as it was before the commit. */
    where: Question,
    then: Actions
  })
) {}

/**
 * `restart`: after each firing the scan begins anew. `singlePass`: every trigger is asked once, in order, and sees what those
 * before it did. `stopAtFirst`: the first that fires is the only one. In each of them a trigger fires at most once per commit.
 */
export const Strategy = Schema.Literals(["restart", "singlePass", "stopAtFirst"])
export type Strategy = typeof Strategy.Type

/** `greet@1f0c9d3a`: what the trigger was when it fired. */
export const versionOf = (trigger: Trigger): string => `${trigger.id}@${Canonical.version(trigger)}`

const phases = Phase.literals

/** By phase, and within a phase in the order of the list. */
export const inOrder = (triggers: ReadonlyArray<Trigger>): ReadonlyArray<Trigger> =>
  phases.flatMap((phase) => triggers.filter((trigger) => trigger.phase === phase))

/** Whether a trigger of this phase is asked after the ticket's policy is chosen. */
export const isAfterPolicy = (phase: Phase): boolean => phase === "sla" || phase === "notify"
