/** Tickets that are laid aside and come back, each with all that were merged into it, in one commit. */
import type { Step } from "../desk/merging/Wish.ts"
import type { As } from "../ticket/Removal.ts"
import * as Ticket from "../ticket/index.ts"
import { StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, type Loaded, streamOf } from "./load.ts"
import { jointly } from "./merging.ts"
import type { Doer } from "./perform.ts"
import { again } from "./run.ts"
import { messagesOf, split, unsplit } from "./splitting.ts"
import type { Done } from "./together.ts"

type Living = Awaited<ReturnType<typeof existing>>

/** The ticket, and those that were merged into it. */
export const partsOf = async (house: House, stream: string): Promise<readonly [Living, ...ReadonlyArray<Living>]> => {
  const asked = await existing(house, stream)
  const members = Ticket.mergedTickets(Ticket.edgesOf(asked.ticket))
  return [asked, ...(await Promise.all(members.map((one) => existing(house, one))))]
}

/** The same of each, `along` with the first. */
const each = async (
  house: House,
  stream: string,
  command: (along: { readonly along?: string }) => Ticket.Command
): Promise<ReadonlyArray<Step<Loaded>>> => {
  const [asked, ...members] = await partsOf(house, stream)
  return [
    { subject: asked, commands: [command({})] },
    ...members.map((subject) => ({ subject, commands: [command({ along: asked.stream })] }))
  ]
}

/** @throws why not, and then nothing has happened. */
export const lay = async (house: House, ticketId: string, as: As, doer: Doer): Promise<Done> => {
  const stream = await streamOf(house, ticketId)
  const steps = () => each(house, stream, (along) => ({ _tag: "Remove", as, ...along }))
  return (await jointly(house, stream, doer, { remove: stream, as }, steps, undefined))[0] ?? again(house, stream)
}

export const restore = async (house: House, ticketId: string, doer: Doer): Promise<Done> => {
  const stream = await streamOf(house, ticketId)
  const steps = () => each(house, stream, (along) => ({ _tag: "Restore", ...along }))
  return (await jointly(house, stream, doer, { restore: stream }, steps, undefined))[0] ?? again(house, stream)
}

/** Some messages are parted into a ticket of their own, which is spam; all of them: the ticket itself is. Answers what is spam. */
export const markSpam = async (house: House, ticketId: string, messages: ReadonlyArray<string> | undefined, doer: Doer): Promise<Done> => {
  const stream = await streamOf(house, ticketId)
  if (messages === undefined) return lay(house, stream, "spam", doer)
  for (;;) {
    const { ticket, version } = await existing(house, stream)
    const said = (await messagesOf(house, ticket)).map(({ id }) => id)
    const isAll = said.every((id) => messages.includes(id)) && messages.every((id) => said.includes(id))
    if (!isAll) return (await split(house, stream, { messages }, doer, [{ _tag: "Remove", as: "spam", partedFrom: ticket.id }])).done
    try {
      return await lay(house, stream, "spam", { ...doer, expectedVersion: doer.expectedVersion ?? version })
    } catch (cause) {
      // A word that came meanwhile was not chosen.
      if (!(cause instanceof StaleVersion) || doer.expectedVersion !== undefined) throw cause
    }
  }
}

/** What was taken for spam is none: the ticket comes back, and messages that were parted for it go where they were. */
export const recover = async (house: House, ticketId: string, doer: Doer): Promise<Done> => {
  const stream = await streamOf(house, ticketId)
  const { removed } = (await existing(house, stream)).ticket
  if (removed?.as === "removed") throw new Ticket.NotRemoved({ ticketId: stream, as: "spam" })
  return removed?.partedFrom === undefined || removed.purgedAt !== undefined
    ? restore(house, stream, doer)
    : (await unsplit(house, stream, doer, [{ _tag: "Restore" }])).done
}
