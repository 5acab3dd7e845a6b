/** What callers write to have tickets join and part, as schemas: bounded, its texts clean, unknown keys refused. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { byKey } from "../text/Shaped.ts"
import * as Text from "../text/Text.ts"
import { Begin } from "../ticket/commands/begin.ts"
import { limits } from "../ticket/limits.ts"
import { MergePolicy } from "../ticket/MergePolicy.ts"
import { problemsOf } from "./codec.ts"
import { InputInvalid } from "./Failure.ts"

/** Of a ticket or a message. */
const Name = Text.filled(200)
const Tickets = Schema.Array(Name).check(Schema.isMaxLength(1000))
const Messages = Schema.Array(Name).check(Schema.isMaxLength(limits.messages))
const left = Schema.optionalKey

const { take, participants, followers, tags, sla, approvals, closed, requesters, tell } = MergePolicy.fields
const policy = {
  take: left(take),
  participants: left(participants),
  followers: left(followers),
  tags: left(tags),
  sla: left(sla),
  approvals: left(approvals),
  closed: left(closed),
  requesters: left(requesters),
  tell: left(tell)
}

export const Merging = Schema.Struct({
  sources: Tickets,
  principal: left(Name),
  survivor: left(Schema.Literals(["target", "fresh"])),
  policy: left(Schema.Struct(policy)),
  consent: left(Schema.Boolean)
})

export const Unmerging = Schema.Struct({
  sources: left(Tickets),
  allocate: left(Schema.Array(Schema.Struct({ message: Name, ticket: Name })).check(Schema.isMaxLength(limits.messages)))
})

const wished = Begin.fields
const Details = Schema.Struct({
  subject: left(wished.subject),
  status: wished.status,
  priority: wished.priority,
  kind: wished.kind,
  category: wished.category,
  department: wished.department,
  brand: wished.brand,
  fields: wished.fields,
  tags: wished.tags,
  agent: wished.agent,
  team: wished.team
})
/** Somebody who asks. */
export const Person = Schema.Struct({
  id: left(Name),
  name: left(Schema.String),
  email: left(Schema.String),
  phone: left(Schema.String),
  identity: left(Schema.Unknown)
})
const split = { details: left(Details), requester: left(Person), counts: left(Schema.Literals(["message", "split"])) }
export const Splitting = byKey<unknown>(
  [
    ["messages", Schema.Struct({ messages: Messages, ...split })],
    ["from", Schema.Struct({ from: Name, ...split })]
  ],
  "messages, or the one from which on"
)
export const Rethreading = byKey<unknown>(
  [
    ["messages", Schema.Struct({ messages: Messages, to: Name })],
    ["from", Schema.Struct({ from: Name, to: Name })]
  ],
  "messages, or the one from which on"
)

export const Linking = Schema.Struct({ type: Name, to: Name })

/** What is there of an input besides who asks and how. @throws {InputInvalid} */
export const decoded = <I extends object>(what: string, schema: Schema.Codec<unknown>, input: I): I => {
  const { as, via, commandId, expectedVersion, depth, ...own } = input as I & Record<string, unknown>
  const written = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  const read = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(Text.cleanDeep(written))
  if (Result.isFailure(read)) throw new InputInvalid({ what, problems: problemsOf(read.failure) })
  return read.success as I
}
