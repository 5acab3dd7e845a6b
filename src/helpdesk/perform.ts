/** Several commands, or a macro, for one ticket or for many; and what they would do, without doing it. */
import * as Result from "effect/Result"
import { holds } from "../condition/Condition.ts"
import { diff, type Difference } from "../desk/diff.ts"
import { factsOfDraft } from "../desk/facts.ts"
import type { Outcome } from "../desk/handle.ts"
import type { Macro } from "../macro/Macro.ts"
import { play, versionOf } from "../macro/play.ts"
import type { Answers } from "../macro/fill.ts"
import { mayUse } from "../people/Access.ts"
import * as Actor from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import type { Trace } from "../trigger/Trace.ts"
import { action } from "../workspace/completeRules.ts"
import type { ActionInput } from "../workspace/Input.ts"
import { decodeCommand } from "./codec.ts"
import { InputInvalid, isTagged } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing } from "./load.ts"
import { handled, run, type Wish } from "./run.ts"
import { seen } from "./sight.ts"
import type { Done, KeyHeld } from "./together.ts"
import { askerOf } from "./views.ts"

/** Commands as they stand in the guides, granted together or not at all; or a macro with its blanks filled in. */
export type Deed = { readonly commands: ReadonlyArray<ActionInput> } | { readonly macro: string; readonly with?: Answers | undefined }

/** Who wants it, and how. */
export interface Doer {
  readonly actor: Actor.Actor
  readonly via: string
  readonly commandId?: string | undefined
  readonly expectedVersion?: number | undefined
  readonly depth?: number | undefined
}

export const perform = (house: House, ticketId: string, deed: Deed, doer: Doer): Promise<Done | KeyHeld> =>
  run(house, wishOf(house, ticketId, deed, doer))

/** What would happen: nothing is written, nothing is sent. */
export interface Preview {
  readonly differences: ReadonlyArray<Difference>
  readonly events: ReadonlyArray<Ticket.Event>
  /** What would leave the desk. */
  readonly effects: ReadonlyArray<Storage.Effect>
  /** What rules ask to have sent, and nobody would get. */
  readonly suppressed: Outcome["suppressed"]
  readonly trace: Trace
}

export const preview = async (house: House, ticketId: string, deed: Deed, doer: Doer): Promise<Preview> => {
  await house.book.kept()
  const subject = await existing(house, ticketId)
  const { outcome } = await handled(house, subject, wishOf(house, ticketId, deed, doer), "preview")
  const { events, effects, suppressed, trace, ticket } = outcome
  return { differences: diff(subject.ticket, ticket), events, effects, suppressed, trace }
}

export interface Progress {
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void
}

/** What became of one ticket of many. */
export type Performed =
  | { readonly ticketId: string; readonly done: Done }
  /** Why not: a tagged error, as the verb for one ticket throws it. */
  | { readonly ticketId: string; readonly refusal: Error }

/** One after the other; a refusal of one is no refusal of the others. What is no refusal ends it. */
export const performAll = async (
  ticketIds: ReadonlyArray<string>,
  one: (ticketId: string) => Promise<Done>,
  { onProgress }: Progress
): Promise<ReadonlyArray<Performed>> => {
  const performed: Array<Performed> = []
  for (const ticketId of ticketIds) {
    try {
      performed.push({ ticketId, done: await one(ticketId) })
    } catch (cause) {
      if (!isTagged(cause)) throw cause
      performed.push({ ticketId, refusal: cause })
    }
    onProgress?.({ done: performed.length, of: ticketIds.length })
  }
  return performed
}

/** The macros that the agent may play; on this ticket, where one is named. */
export const macrosFor = async (house: House, actor: Actor.Actor, ticketId: string | undefined): Promise<ReadonlyArray<Macro>> => {
  const { agent } = askerOf(house, actor)
  const facts = ticketId === undefined ? undefined : (await seen(house, actor, ticketId)).facts
  return [...house.workspace.macros.values()].filter(
    ({ access, where }) => agent !== null && mayUse(access, agent) && (facts === undefined || holds(where, facts))
  )
}

const wishOf = (house: House, ticketId: string, deed: Deed, doer: Doer): Wish => {
  if ("commands" in deed) {
    const commands = deed.commands.map((command) => decodeCommand(action(command) as ActionInput))
    const own = commands.find((command) => !Ticket.isAction(command))
    if (own !== undefined) throw new InputInvalid({ what: own._tag, problems: ["what the desk does by itself is nobody's command"] })
    return { ticketId, commands: () => commands, ...doer }
  }
  const { macros, agents } = house.workspace
  const macro = macros.get(deed.macro)
  if (macro === undefined) throw new Ticket.UnknownWord({ what: "macro", word: deed.macro, known: [...macros.keys()] })
  const agent = Actor.isAgent(doer.actor) ? agents.get(Actor.idOf(doer.actor)) : undefined
  return {
    ticketId,
    meaning: deed,
    cause: `macro ${versionOf(macro)}`,
    commands: (_, subject) => {
      if (subject?.ticket === undefined) throw new Ticket.TicketNotFound({ ticketId })
      const commands = play(macro, deed.with ?? {}, agent, factsOfDraft(subject, house))
      if (Result.isFailure(commands)) throw commands.failure
      return commands.success
    },
    ...doer
  }
}
