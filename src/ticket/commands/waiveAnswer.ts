/** Waive answer: what was said last needs none. It keeps no promise; the promise to answer is moot. */
import * as Schema from "effect/Schema"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { isAsked } from "../Ticket.ts"

export class WaiveAnswer extends Schema.Opaque<WaiveAnswer>()(Schema.TaggedStruct("WaiveAnswer", {})) {}
export class AnswerWaived extends Schema.Opaque<AnswerWaived>()(Fact("AnswerWaived", {})) {}

export const waiveAnswer = command(WaiveAnswer, {
  decide: (ticket, _, context): Decision<AnswerWaived> =>
    isAsked(ticket) ? happened<AnswerWaived>({ _tag: "AnswerWaived", ...stamp(context) }) : nothing,
  events: [on(AnswerWaived, (ticket, { at }) => ({ ...ticket, waivedAt: at, updatedAt: at }))]
})
