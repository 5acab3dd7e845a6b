/** Call webhook: ask that another system be told what this commit did. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Canonical from "../../text/Canonical.ts"
import { Id, Slug } from "../../text/Id.ts"
import { unknownWord } from "../Refusal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

export class CallWebhook extends Schema.Opaque<CallWebhook>()(Schema.TaggedStruct("CallWebhook", { webhook: Slug })) {}
export class WebhookAsked extends Schema.Opaque<WebhookAsked>()(Fact("WebhookAsked", { id: Id, webhook: Slug })) {}

export const callWebhook = command(CallWebhook, {
  closed: true,
  decide: (_, { webhook }, context): Decision<WebhookAsked> => {
    const no = unknownWord("webhook", webhook, context.vocabulary.webhooks)
    if (no !== undefined) return Result.fail(no)
    const id = Canonical.version([context.id, "webhook", webhook])
    return happened<WebhookAsked>({ _tag: "WebhookAsked", ...stamp(context), id, webhook })
  },
  events: [on(WebhookAsked, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
