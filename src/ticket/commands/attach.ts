/** Attach: files that belong to the ticket itself and to no message: an invoice, a contract. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { Attachment } from "../Attachment.ts"
import { limits } from "../limits.ts"
import { Visibility } from "../Message.ts"
import { TooMany } from "../Refusal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const attached = {
  files: Schema.Array(Attachment).check(Schema.isMinLength(1), Schema.isMaxLength(limits.files)),
  visibility: Visibility
}

export class Attach extends Schema.Opaque<Attach>()(Schema.TaggedStruct("Attach", attached)) {}
export class Attached extends Schema.Opaque<Attached>()(Fact("Attached", { id: Id, ...attached })) {}

/** Whoever is outside sends files with a message. */
export const attach = command(Attach, {
  closed: true,
  decide: (ticket, { files, visibility }, context): Decision<Attached> =>
    (ticket.files ?? 0) + files.length > limits.ticketFiles
      ? Result.fail(new TooMany({ what: "files of its own", limit: limits.ticketFiles }))
      : happened<Attached>({ _tag: "Attached", ...stamp(context), id: context.id, files, visibility }),
  events: [on(Attached, (ticket, { at, files }) => ({ ...ticket, files: (ticket.files ?? 0) + files.length, updatedAt: at }))]
})
