/** Report undelivered: an answer did not reach the requester by the ticket's channel. Its author hears of it; it may go by mail instead. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Identity from "../../people/Identity.ts"
import * as Canonical from "../../text/Canonical.ts"
import { Id, Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { LONGEST } from "../Message.ts"
import { command, type Context, type Decision, Fact, on, stamp } from "../rule.ts"
import type { Ticket } from "../Ticket.ts"
import { goesByMail } from "../window.ts"
import type { NotificationAsked } from "./notify.ts"
import type { MailAsked } from "./sendMail.ts"

const what = {
  /** The id of the message. */
  answer: Id,
  channel: Slug,
  /** `unknown`: it may have arrived; nobody sends it a second time. */
  state: Schema.Literals(["failed", "unknown"]),
  reason: Text.upTo(500)
}

/** `agent`: who said it. `to`: the key of the identity that it went to. `text`: what was said, to be said by mail. */
export class ReportUndelivered extends Schema.Opaque<ReportUndelivered>()(
  Schema.TaggedStruct("ReportUndelivered", { ...what, agent: Schema.NullOr(Slug), to: Text.upTo(4000), text: Text.upTo(LONGEST) })
) {}
export class DeliveryFailed extends Schema.Opaque<DeliveryFailed>()(Fact("DeliveryFailed", { ...what, byMail: Schema.Boolean })) {}

export const reportUndelivered = command(ReportUndelivered, {
  closed: true,
  merged: true,
  decide: (ticket, wish, context): Decision<DeliveryFailed | NotificationAsked | MailAsked> => {
    const { answer, channel, state, reason } = wish
    const byMail =
      state === "failed" &&
      wish.text.trim() !== "" &&
      isTheirs(ticket, wish) &&
      goesByMail(context.vocabulary.channels.get(channel), ticket.requester)
    const failed: DeliveryFailed = { _tag: "DeliveryFailed", ...stamp(context), answer, channel, state, reason, byMail }
    return Result.succeed([failed, ...heard(ticket, wish, byMail, context), ...(byMail ? [letter(wish, context)] : [])])
  },
  events: [on(DeliveryFailed, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})

/** Somebody else may ask by now, and is not to read what was said before. */
const isTheirs = ({ line }: Ticket, { to }: ReportUndelivered): boolean => line !== undefined && Identity.key(line.to) === to

/** Whoever said it, else who is in charge. */
const heard = (
  { assignee, team }: Ticket,
  { agent, channel, state, reason, answer }: ReportUndelivered,
  byMail: boolean,
  context: Context
): ReadonlyArray<NotificationAsked> => {
  const to = agent !== null ? (`agent:${agent}` as const) : assignee !== null ? "assignee" : team !== null ? "team" : undefined
  if (to === undefined) return []
  const name = context.vocabulary.channels.get(channel)?.name ?? channel
  const fate = state === "unknown" ? "may not have been delivered" : byMail ? "was not delivered and goes by mail" : "was not delivered"
  const text = `An answer by ${name} ${fate}${reason === "" ? "" : `: ${reason}`}`
  const id = Canonical.version([context.id, "undelivered", answer])
  return [{ _tag: "NotificationAsked", ...stamp(context), id, to: [to], text }]
}

/** Word for word. */
const letter = ({ text, answer }: ReportUndelivered, context: Context): MailAsked => ({
  _tag: "MailAsked",
  ...stamp(context),
  id: Canonical.version([context.id, "instead", answer]),
  to: ["requester"],
  subject: "",
  text,
  verbatim: true
})
