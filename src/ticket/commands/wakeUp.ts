/** Wake up: write down that a ticket is no longer put aside. When its time was follows from older facts; this says when it was seen. */
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Id } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import type { Content } from "../Message.ts"
import { command, type Context, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { awake, type Snoozing, why } from "../Snoozing.ts"
import type { Ticket } from "../Ticket.ts"

/** The desk itself asks for it; it only tells what is so. */
export class WakeUp extends Schema.Opaque<WakeUp>()(Schema.TaggedStruct("WakeUp", {})) {}
/** All that whoever put it aside is told. */
export class WokenUp extends Schema.Opaque<WokenUp>()(
  Fact("WokenUp", { id: Id, because: Schema.Literals(["time", "word"]), until: Instant, why, snoozer: Actor.Actor })
) {}

export const wakeUp = command(WakeUp, {
  closed: true,
  merged: true,
  decide: ({ snoozed }, _wish, context): Decision<WokenUp> =>
    snoozed === undefined || snoozed.until > context.now ? nothing : happened(wokenUp(snoozed, "time", context)),
  events: [on(WokenUp, (ticket, { at }) => ({ ...awake(ticket), updatedAt: at }))]
})

/** What else follows from a word that was said: one from outside wakes the ticket up, if a person wrote it. */
export const wokenBy = ({ snoozed }: Ticket, { mail }: Content, context: Context): ReadonlyArray<WokenUp> =>
  snoozed === undefined || !Actor.isOutside(context.actor) || !persons.has(mail?.kind ?? "human") ? [] : [wokenUp(snoozed, "word", context)]
const persons: ReadonlySet<string> = new Set(["human", "mailingList"])

const wokenUp = ({ until, why: reason, by }: Snoozing, because: WokenUp["because"], context: Context): WokenUp => ({
  _tag: "WokenUp",
  ...stamp(context),
  id: context.id,
  because,
  until,
  why: reason,
  snoozer: by
})
