/** The desk in the hands of somebody outside. What they get is made of public things; whatever else they write is not read. */
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { reachOutside, type Person } from "../../permission/reach.ts"
import * as Ticket from "../../ticket/index.ts"
import * as Timeline from "../../ticket/Timeline.ts"
import { customerStatus } from "../../workspace/customerStatus.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import { decodeCommand } from "../codec.ts"
import { Contended } from "../Failure.ts"
import type { Helpdesk } from "../Helpdesk.ts"
import type { House } from "../House.ts"
import { personBy } from "../judgedBy.ts"
import { decoded } from "../joiningInput.ts"
import { existing, history, strandsOf, ticketOf } from "../load.ts"
import { digest, run } from "../run.ts"
import { seen, verdict, verdictOn } from "../sight.ts"
import { story } from "../story.ts"
import { addressOf, contentOf } from "../wishes.ts"
import type { CustomerDesk, CustomerTicket } from "./CustomerDesk.ts"

const Page = Schema.Struct({
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 }))),
  after: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(10_000)))
})

export const asCustomer = <W extends Workspace>(house: House, desk: Helpdesk<W>, who: Actor.Actor): CustomerDesk<W> => {
  const actor = Actor.kindOf(who) === "participant" ? Actor.participant(addressOf(Actor.idOf(who), "as")) : who
  /** An id that two people chose alike is that of two wishes. */
  const own = (commandId: string | undefined) => (commandId === undefined ? undefined : `outside-${digest([actor, commandId])}`)
  return {
    open: async ({ subject, text, attachments, via, commandId }) => {
      const id = own(commandId)
      const requester = Actor.kindOf(actor) === "participant" ? { email: Actor.idOf(actor) } : { id: Actor.idOf(actor) }
      const optional = { attachments, via, commandId: id }
      const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
      const { ticket } = await desk.open({ requester, subject, text, ...given })
      return shownTo(house, await personBy(house, actor), ticket)
    },
    reply: async (ticketId, { text, attachments, via = "api", commandId }) => {
      const { ticket, home } = await livingFor(house, actor, ticketId)
      const answer = await verdictOn(house, actor, "reply", { ticket, facts: {} })
      if (answer._tag === "Deny") throw new Ticket.Denied({ actor, action: "reply", reason: answer.reason })
      const content = await contentOf(house, { text, attachments })
      const reply = decodeCommand({ _tag: "Reply", content, ...Ticket.homed(home) } as Ticket.Reply)
      const done = await run(house, { ticketId: ticket.id, commands: () => [reply], actor, via, commandId: own(commandId) })
      if ("keyHeld" in done) throw new Contended({ ticketId, attempts: 1 })
      return shownTo(house, await personBy(house, actor), done.ticket)
    },
    get: async (ticketId) => shownTo(house, await personBy(house, actor), (await livingFor(house, actor, ticketId)).ticket),
    find: async (page = {}) => {
      const person = await personBy(house, actor)
      const { limit = 50, after } = decoded<{ limit?: number; after?: string }>("find", Page, page)
      const { found, next } = await house.storage.find(house.tenant, {
        kind: "ticket",
        where: reachOutside(house.workspace, person),
        // What changes with a note must not show in the order.
        order: [{ field: "openedAt", descending: true }],
        limit,
        ...(after === undefined ? {} : { after })
      })
      const tickets = await Promise.all(found.map((one) => ticketOf(house, one)))
      return { tickets: tickets.map((ticket) => shownTo(house, person, ticket)), next }
    },
    timeline: async (ticketId) => {
      const person = await personBy(house, actor)
      const { ticket } = await livingFor(house, actor, ticketId)
      const [events, others] = await Promise.all([history(house, ticket.id), strandsOf(house, ticket)])
      return story(Timeline.forReader(house.workspace, events, others, readerFor(person, ticket)))
    },
    rate: async (ticketId, { score, reason, comment }) => {
      const { ticket } = await livingFor(house, actor, ticketId)
      const said = Object.fromEntries(Object.entries({ reason, comment }).filter(([, value]) => value !== undefined))
      const done = await desk.rateTicket(ticket.id, { as: actor, score, ...said })
      return shownTo(house, await personBy(house, actor), done.ticket)
    },
    can: async ({ action, ticketId }) => {
      await seen(house, actor, ticketId)
      return verdict(house, actor, action, ticketId)
    }
  }
}

/** Their ticket; once it was merged, the one that answers for it, where they are in that conversation too. */
const livingFor = async (
  house: House,
  actor: Actor.Actor,
  asked: string
): Promise<{ readonly ticket: Ticket.Ticket; readonly home?: string }> => {
  const { ticket } = await seen(house, actor, asked)
  const { mergedInto } = Ticket.edgesOf(ticket)
  if (mergedInto === null) return { ticket }
  const survivor = await existing(house, mergedInto.survivor)
  return (await verdictOn(house, actor, "read", survivor))._tag === "Allow" ? { ticket: survivor.ticket, home: ticket.id } : { ticket }
}

/** A colleague reads what the requester reads. */
const readerFor = (person: Person, ticket: Ticket.Ticket): Ticket.Conversation.Reader =>
  Ticket.Conversation.isParty(person, ticket) && ticket.requester.id !== person.id ? person : Ticket.Conversation.readerOf(ticket.requester)

const shownTo = ({ workspace }: House, person: Person, ticket: Ticket.Ticket): CustomerTicket => {
  const { id, reference, subject, openedAt } = ticket
  const mayReadFields = Ticket.Conversation.isRequester(readerFor(person, ticket), ticket)
  return {
    id,
    reference,
    subject,
    status: customerStatus(workspace, ticket),
    openedAt,
    fields: mayReadFields ? ticket.fields.filter(({ field }) => workspace.fields.get(field)?.visible === true) : []
  }
}
