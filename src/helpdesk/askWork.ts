/** What is asked about the work on a ticket, asked where it lies: in the ticket itself, or in one whose messages it shows. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import { activityHolder } from "./activities.ts"
import { decodeCommand } from "./codec.ts"
import { InputInvalid, StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, streamOf } from "./load.ts"
import type { Doer } from "./perform.ts"
import { again, digest } from "./run.ts"
import { conversation } from "./splitting.ts"
import { entryHolder } from "./time.ts"
import { type Done, together } from "./together.ts"
import { instantOf } from "./wishes.ts"

export const resolve = (house: House, ticketId: string, input: object, doer: Doer): Promise<Done> =>
  ask(house, ticketId, commandOf("Resolve", input), doer)

export const planActivity = async (house: House, ticketId: string, input: object, doer: Doer) => {
  const done = await ask(house, ticketId, commandOf("PlanActivity", timed(input)), doer)
  return { activity: madeBy(done, "ActivityPlanned", doer), done }
}

type OfActivity = "ChangeActivity" | "CompleteActivity" | "ReopenActivity" | "RemoveActivity"

export const ofActivity = (house: House, ticketId: string, tag: OfActivity, input: { readonly id: string }, doer: Doer): Promise<Done> =>
  ask(house, ticketId, commandOf(tag, timed(input)), doer, (ticket) => activityHolder(house, ticket, input.id))

export const logTime = async (house: House, ticketId: string, input: object, doer: Doer) => {
  const command = commandOf("LogTime", timed(measured(input)))
  const { message = null } = command as Ticket.LogTime
  const place = (ticket: Ticket.Ticket) => (message === null ? Promise.resolve(ticket.id) : saidIn(house, ticket, message))
  const done = await ask(house, ticketId, command, doer, place)
  return { entry: madeBy(done, "TimeLogged", doer), done }
}

export const reverseTime = (house: House, ticketId: string, input: { readonly entry: string }, doer: Doer): Promise<Done> =>
  ask(house, ticketId, commandOf("ReverseTime", input), doer, (ticket) => entryHolder(house, ticket, input.entry))

/** Without who asks and how. @throws {InputInvalid} */
const commandOf = (_tag: Ticket.Command["_tag"], input: object): Ticket.Command => {
  const { as, via, commandId, expectedVersion, depth, ...own } = input as Record<string, unknown>
  return decodeCommand({ _tag, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) })
}

/** Dates become instants; what is none is left for the schema to refuse. */
const timed = (input: object): object => {
  const given = input as Record<string, unknown>
  const reminders = given["reminders"]
  return {
    ...given,
    ...Object.fromEntries(["due", "start", "end"].map((name) => [name, dated(given[name], name)])),
    ...(Array.isArray(reminders)
      ? { reminders: reminders.map((one: unknown, i) => (isLoose(one) ? { ...one, at: dated(one["at"], `reminders[${i}].at`) } : one)) }
      : {})
  }
}
const isLoose = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null
const dated = (value: unknown, where: string): unknown => (value instanceof Date ? instantOf(value, where) : value)

const measured = (input: object): object => {
  const { minutes, ...own } = input as { readonly minutes?: unknown; readonly milliseconds?: unknown }
  if ((minutes === undefined) === (own.milliseconds === undefined))
    throw new InputInvalid({ what: "LogTime", problems: ["expected minutes or milliseconds, one of them"] })
  return minutes === undefined ? own : { ...own, milliseconds: typeof minutes === "number" ? minutes * 60_000 : minutes }
}

/** What was made bears the id of the command; a wish that was granted before had the same. */
const madeBy = ({ events }: Done, tag: "ActivityPlanned" | "TimeLogged", { commandId }: Doer): string =>
  events.flatMap((event) => (event._tag === tag ? [event.id] : []))[0] ?? commandId!

const saidIn = async (house: House, ticket: Ticket.Ticket, message: string): Promise<string> => {
  const said = (await conversation(house, ticket.id)).find(({ id }) => id === message)
  if (said === undefined) throw new Ticket.MessageNotFound({ ticketId: ticket.id, messageId: message })
  return said.ticket
}

/** `place`: the ticket that is to take it, of one that answers for itself. What became of that. */
const ask = async (
  house: House,
  ticketId: string,
  command: Ticket.Command,
  { commandId, expectedVersion, ...doer }: Doer,
  place: (ticket: Ticket.Ticket) => Promise<string> = async ({ id }) => id
): Promise<Done> => {
  // Before anything is looked up: whoever is outside learns nothing of what is there.
  if (Actor.isOutside(doer.actor)) throw new Ticket.NotAnAgent({ actor: doer.actor, command: command._tag })
  const stream = await streamOf(house, ticketId)
  const done = await together(house, {
    ...doer,
    ticketId: stream,
    command: commandId === undefined ? undefined : { id: commandId, digest: digest([doer.actor, stream, command]) },
    plan: async () => {
      const asked = await existing(house, stream)
      const { mergedInto } = Ticket.edgesOf(asked.ticket)
      if (mergedInto !== null) throw new Ticket.TicketMerged({ ticketId: stream, survivor: mergedInto.survivor, command: command._tag })
      if (expectedVersion !== undefined && expectedVersion !== asked.version)
        throw new StaleVersion({ ticketId: stream, expected: expectedVersion, actual: asked.version })
      const at = await place(asked.ticket)
      return at === stream
        ? { parts: [{ subject: asked, commands: [command] }] }
        : { parts: [{ subject: await existing(house, at), commands: [command], answering: asked }] }
    }
  })
  return done === null || "keyHeld" in done ? again(house, stream) : done[0]!
}
