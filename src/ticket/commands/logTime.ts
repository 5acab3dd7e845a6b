/** Log time: write down what an agent spent on a ticket. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Id } from "../../text/Id.ts"
import { limits } from "../limits.ts"
import { AgentMissing, type Refusal, StartsInFuture, TooMany, unknownWord } from "../Refusal.ts"
import { spent, type TimeEntry } from "../TimeEntry.ts"
import { command, type Context, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** The agent is whoever writes it down, where nobody is named. */
export class LogTime extends Schema.Opaque<LogTime>()(
  Schema.TaggedStruct("LogTime", {
    agent: Schema.optionalKey(spent.agent),
    start: Schema.optionalKey(spent.start),
    milliseconds: spent.milliseconds,
    billable: spent.billable,
    type: Schema.optionalKey(spent.type),
    note: Schema.optionalKey(spent.note),
    message: Schema.optionalKey(spent.message)
  })
) {}
export class TimeLogged extends Schema.Opaque<TimeLogged>()(Fact("TimeLogged", { id: Id, ...spent })) {}

/** Also of what is closed: it was worked on. A merged ticket takes what was spent on its own messages, which another shows. */
export const logTime = command(LogTime, {
  closed: true,
  merged: true,
  decide: (
    ticket,
    { milliseconds, billable, start = null, type = null, note = "", message = null, ...wish },
    context
  ): Decision<TimeLogged> => {
    const agent = wish.agent ?? (Actor.isAgent(context.actor) ? Actor.idOf(context.actor) : undefined)
    if (agent === undefined) return Result.fail(new AgentMissing({ actor: context.actor, command: "LogTime" }))
    const no = objection({ agent, start, type }, ticket.time ?? [], context)
    if (no !== undefined) return Result.fail(no)
    const own = { id: context.id, agent, start, milliseconds, billable, type, note, message }
    return happened<TimeLogged>({ _tag: "TimeLogged", ...stamp(context), ...own })
  },
  events: [
    on(TimeLogged, (ticket, { _tag, via, cause, at, ...own }) => ({
      ...ticket,
      time: [...(ticket.time ?? []), { ...own, at, reverses: null }],
      updatedAt: at
    }))
  ]
})

const objection = (
  { agent, start, type }: Pick<TimeEntry, "agent" | "start" | "type">,
  entries: ReadonlyArray<TimeEntry>,
  { now, vocabulary }: Context
): Refusal | undefined => {
  // Of each there is room to take it off again.
  if (entries.filter(({ reverses }) => reverses === null).length >= limits.timeEntries)
    return new TooMany({ what: "time entries", limit: limits.timeEntries })
  if (start !== null && start > now) return new StartsInFuture({ start, now })
  return unknownWord("agent", agent, vocabulary.agents) ?? (type === null ? undefined : unknownWord("timeType", type, vocabulary.timeTypes))
}
