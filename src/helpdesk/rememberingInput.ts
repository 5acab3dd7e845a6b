/** What callers write to look back, as schemas: bounded, its texts clean, unknown keys refused. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../people/Actor.ts"
import { Identity } from "../people/Identity.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import { problemsOf } from "./codec.ts"
import type { Contact, ContactPage } from "./contacts.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import { outsider, type Viewer } from "./past.ts"
import { addressOf, instantOf } from "./wishes.ts"

const Version = Schema.Struct({ version: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)) })
const Language = Schema.String.check(
  Schema.isPattern(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/, { expected: "a language like fr or pt-BR" })
)
export const Suggesting = Schema.Struct({ language: Schema.optionalKey(Language) })
const Name = Text.filled(200)
const Contacted = Schema.Union([
  Schema.Struct({ requester: Name }),
  Schema.Struct({ identity: Identity }),
  Schema.Struct({ organization: Name })
])
const page = (most: number) => Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: most })))
const Page = Schema.Struct({
  as: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^agent:/, { expected: "an agent like agent:bo" }))),
  limit: page(200),
  messages: page(10_000),
  after: Schema.optionalKey(Schema.String)
})

const read = <T>(what: string, schema: Schema.Codec<T>, given: unknown): T => {
  const decoded = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(Text.cleanDeep(given))
  if (Result.isFailure(decoded)) throw new InputInvalid({ what, problems: problemsOf(decoded.failure) })
  return decoded.success
}

/** A moment of a ticket's past, as callers write it. */
export type When = Date | number | { readonly version: number }

export const momentOf = (when: When, where: string): Ticket.Moment =>
  typeof when === "number" || when instanceof Date ? instantOf(when, where) : read(where, Version, when)

/** `requester`: of the ticket itself. @throws {UnknownWord} of an agent whom the workspace does not have. */
export const viewerOf = async (house: House, viewer: string): Promise<Viewer> => {
  if (viewer === "requester") return { reader: ({ requester }) => Ticket.Conversation.readerOf(requester) }
  const actor = read("viewer", Actor.Actor, viewer)
  const id = Actor.idOf(actor)
  switch (Actor.kindOf(actor)) {
    case "agent": {
      const unknown = Ticket.unknownWord("agent", id, house.workspace.agents)
      if (unknown !== undefined) throw unknown
      return { agent: id }
    }
    case "requester":
      return outsider(house, actor)
    case "participant":
      return outsider(house, Actor.participant(addressOf(id, "viewer")))
    default:
      throw new InputInvalid({ what: "viewer", problems: ["expected agent:<id>, requester, requester:<id> or participant:<address>"] })
  }
}

export const contactOf = (contact: unknown): Contact =>
  read("contact", Contacted, typeof contact === "string" ? { requester: contact } : contact)
export const pageOf = (given: object): ContactPage =>
  read("contactHistory", Page, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
