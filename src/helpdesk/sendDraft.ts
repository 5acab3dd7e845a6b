/** Says what an agent was writing: exactly what was saved last, in one commit with the draft's leaving, and once. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import { writing } from "./aside.ts"
import { decodeCommand } from "./codec.ts"
import { aside, familyOf, type Held, heldIn, messagesSince, unlessStale } from "./drafts.ts"
import { Contended, DraftNotFound, DraftOutdated, InputInvalid, StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing } from "./load.ts"
import { again } from "./run.ts"
import { type Done, together } from "./together.ts"

export interface Sending {
  readonly then?: string | undefined
  readonly anyway?: boolean | undefined
  readonly expected?: number | undefined
  readonly via: string
}

/** Each is something that somebody else got done. */
const ATTEMPTS = 20

export const sendDraft = async (house: House, ticketId: string, agent: string, wish: Sending): Promise<Done> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const family = await familyOf(house, ticketId)
    const held = await heldIn(house, family, agent)
    const { draft, sent } = held.state
    if (draft === null) {
      // Asked twice, or by two at once.
      if (sent !== null && (wish.expected === undefined || wish.expected === sent.version)) return again(house, sent.ticket)
      throw new DraftNotFound({ ticketId, agent })
    }
    unlessStale(held, wish.expected)
    try {
      return await said(house, family.living.id, held, draft, wish)
    } catch (cause) {
      // It was saved anew or sent meanwhile, or the ticket joined another: once more, from the beginning.
      const isOvertaken = (cause instanceof StaleVersion && cause.ticketId === held.stream) || cause instanceof Ticket.TicketMerged
      if (!isOvertaken) throw cause
    }
  }
  throw new Contended({ ticketId, attempts: ATTEMPTS })
}

/** The draft leaves in the same commit: of all who send one version of it, one is first, and the others find it gone. */
const said = async (house: House, ticket: string, held: Held, draft: Ticket.Draft.Draft, wish: Sending): Promise<Done> => {
  const command = commandOf(draft, wish)
  const done = await together(house, {
    ticketId: ticket,
    actor: Actor.agent(draft.agent),
    via: wish.via,
    beside: writing(aside, held, { _tag: "DraftSent", at: Instant.make(house.now()), version: held.version, ticket }),
    plan: async () => {
      const subject = await existing(house, ticket)
      const messages = wish.anyway === true ? [] : await messagesSince(house, subject.ticket, draft)
      if (messages.length > 0) throw new DraftOutdated({ ticketId: ticket, messages })
      return { parts: [{ subject, commands: [command] }] }
    }
  })
  return done === null || "keyHeld" in done ? again(house, ticket) : done[0]!
}

const commandOf = ({ text, attachments, visibility }: Ticket.Draft.Draft, { then }: Sending): Ticket.Command => {
  const content = attachments.length === 0 ? { text } : { text, attachments }
  if (visibility === "public") return decodeCommand({ _tag: "Reply", content, ...(then === undefined ? {} : { then }) } as Ticket.Reply)
  if (then !== undefined) throw new InputInvalid({ what: "then", problems: ["a note leaves the status as it is"] })
  return decodeCommand({ _tag: "Note", content } as Ticket.Note)
}
